"""One question at a time: shown, answered, discussed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.catalogue.content_types import Question
from apps.core.access import Actor, require
from apps.core.errors import DomainError, NotVisible, Refused, StaleEdit
from apps.evidence.selectors import possible_owners
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..addresses import question_url
from ..attachments.forms import EvidenceForm
from ..carrying.selectors import compared
from ..engine.questionnaire import Asked
from ..engine.workbook import Workbook
from ..first_facts.context import form_of, may_state
from ..first_facts.selectors import versions_of
from ..first_facts.views import save_form
from ..models import Assessment
from ..opening import Opened, frame, open_question
from ..permissions import ANSWER, COMMENT, VIEW
from ..reviewing.context import review_line
from ..task_list.context import law_names, laws, task_list
from ..words import effects, given_words, option_words
from ..workbooks import get_assessment, open_workbook
from .comments import add_comment
from .context import choices, earlier_answers, question_page
from .fact_lines import recorded, stated_about
from .forms import AnswerForm, CommentForm
from .rights import reach
from .selectors import question_before, question_detail
from .services import Saved, restore_answer, save_answer
from .values import current_value

Place = tuple[uuid.UUID, str, str]
"""Assessment, question key and subject key, as an address names them."""


@page(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def question(
    request: PageRequest, assessment_id: uuid.UUID, question_key: str, subject_key: str
) -> HttpResponse:
    place = assessment_id, question_key, subject_key
    if request.method == "POST":
        return _answer(request, place)
    return show_question(request, open_question(request.actor, *place))


def _answer(request: PageRequest, place: Place) -> HttpResponse:
    """Save; only what went wrong opens the question again, to show it with what was typed."""
    form = AnswerForm(request.POST)
    try:
        saved = _save(request, place, form) if form.is_valid() else None
    except StaleEdit:
        return _stale(request, open_question(request.actor, *place), form)
    except (NotVisible, Refused):
        raise
    except DomainError as error:
        form.add_error({"option": "reply"}.get(error.field, error.field) or None, error.message)
        saved = None
    if saved is None:
        return _problem(request, open_question(request.actor, *place), form)
    return _saved(request, saved)


def _save(request: PageRequest, place: Place, form: AnswerForm) -> Saved:
    assessment_id, question_key, subject_key = place
    return save_answer(
        actor=request.actor,
        assessment=get_assessment(request.actor, assessment_id),
        question_key=question_key,
        subject_key=subject_key,
        entry=form.entry(),
        expected_revision=form.cleaned_data["expected"],
        seen=form.cleaned_data["seen"] if "seen" in request.POST else None,
    )


def _saved(request: PageRequest, saved: Saved) -> HttpResponse:
    workbook, item = saved.workbook, saved.item
    moved = effects(saved.before, saved.after, law_names(workbook)) if saved.is_new else []
    if request.htmx:
        context = {"saved": saved, "effects": moved, **_beside(request.actor, workbook, item)}
        if saved.stated:
            context |= _asked(request.actor, workbook, item)
        return render(request, "assessments/_saved.html", context)
    # Also where the page had saved it by itself a moment before: whoever presses Save is told so.
    messages.success(request, f"Saved: {', '.join(moved)}." if moved else "Saved.")
    if request.POST.get("go") == "stay":
        return redirect(question_url(workbook.assessment, item))
    own = reach(request.actor, workbook)
    following = own.next_of(workbook, item.id)
    if following is None:
        left = own.left(workbook.open_items).words
        messages.info(request, f"Nothing is left for you. {left}." if left else "Nothing is left.")
        return redirect("assessments:check", workbook.assessment.public_id)
    return redirect(question_url(workbook.assessment, following))


def _stale(request: PageRequest, theirs: Opened, form: AnswerForm) -> HttpResponse:
    """Somebody answered meanwhile: both versions on one page, nothing overwritten, nothing lost."""
    answer = theirs.workbook.answers.get(theirs.item.id)
    entry = form.entry()
    context = {
        "theirs": answer,
        "theirs_words": given_words(theirs.item, answer) if answer else "",
        "mine_words": option_words(theirs.item, entry.reply, entry.option),
    }
    # What was typed stays; saving it again is now a decision with both versions in view.
    typed = request.POST.copy()
    typed["expected"] = str(theirs.revision)
    form.data = typed
    return _problem(request, theirs, form, status=409, **context)


def _problem(
    request: PageRequest, opened: Opened, form: AnswerForm, status: int = 422, **context: Any
) -> HttpResponse:
    if request.htmx:
        shown = {"form": form, "theirs": None, **context}
        return render(request, "assessments/_problem.html", shown, status=status)
    return show_question(request, opened, form, status=status, **context)


def _beside(actor: Actor, workbook: Workbook, item: Asked) -> dict[str, Any]:
    """What a save moves around the question: the task list and the bands of the laws."""
    own = reach(actor, workbook)
    return {
        "sections": task_list(workbook, own, item),
        "left": own.left(workbook.open_items),
        "minutes": own.minutes(workbook.open_items),
        "laws": laws(workbook),
        "workbook": workbook,
        "item": item,
    }


def _asked(actor: Actor, workbook: Workbook, item: Asked) -> dict[str, Any]:
    """What the page says of the question after facts were stated: its options and its facts."""
    return {
        "page": question_page(workbook, item, actor),
        "choices": choices(item, current_value(item), recorded(workbook, item, actor)),
    }


def show_question(
    request: PageRequest,
    opened: Opened,
    answer_form: AnswerForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a question, with the forms as far as they have been filled in."""
    workbook, item = opened.workbook, opened.item
    form = answer_form or AnswerForm.of(item, opened.revision)
    detail = question_detail(workbook.assessment, item.id)
    about, beside = frame(workbook, request.actor), compared(workbook)
    context = {
        **about,
        "sections": task_list(workbook, about["own"], item),
        "item": item,
        "form": form,
        "comment_form": CommentForm(),
        "evidence_form": EvidenceForm(owners=possible_owners(opened.about.team_id)),
        "page": question_page(workbook, item, request.actor, _before(workbook, item)),
        "choices": choices(item, form.chosen, recorded(workbook, item, request.actor)),
        "detail": detail,
        "earlier": earlier_answers(item, detail.revisions),
        "row": review_line(workbook, item, {}, request.actor.user_id),
        "refusal": opened.refusal,
        "beside": beside,
        "since": beside.told(item) if beside else [],
        "theirs": None,
        **more,
    }
    return render(request, "assessments/question.html", context, status=status)


def _before(workbook: Workbook, item: Asked) -> Question | None:
    return question_before(item, workbook.answers.get(item.id))


@page(ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def facts(
    request: PageRequest, assessment_id: uuid.UUID, question_key: str, subject_key: str
) -> HttpResponse:
    """State the facts that a question reads, beside it or, without script, on a page of its own."""
    opened = open_question(request.actor, assessment_id, question_key, subject_key)
    workbook, item = opened.workbook, opened.item
    require(request.actor, ANSWER, workbook.assessment)
    sent = request.POST if request.method == "POST" else None
    about = (request.GET if sent is None else sent).get("about", subject_key)
    version = versions_of(request.actor, workbook.assessment).get(about)
    if version is None or not may_state(request.actor, version):
        raise NotVisible
    form = form_of(version, stated_about(workbook, item, about), sent)
    if sent is not None and form.is_valid() and save_form(request.actor, version, form):
        return _after_facts(request, workbook.assessment, item)
    if form.is_stale:
        form.show_saved_facts(version.obj.lock_version)
    part = "_question_facts_form" if request.htmx else "question_facts"
    context = {
        **frame(workbook, request.actor),
        "item": item,
        "form": form,
        "about": about,
        "about_name": workbook.objects[about].name,
    }
    return render(request, f"assessments/{part}.html", context, status=form_status(form))


def _after_facts(request: PageRequest, assessment: Assessment, item: Asked) -> HttpResponse:
    """Back to the question, or on where the facts closed it."""
    workbook = open_workbook(get_assessment(request.actor, assessment.public_id))
    if workbook.find(*item.id) is not None:
        messages.success(request, "Saved.")
        return redirect(f"{question_url(assessment, item)}#question-facts")
    messages.success(request, f"Saved. “{item.question.ask}” is not asked any more.")
    following = reach(request.actor, workbook).next_of(workbook)
    if following is None:
        return redirect("assessments:check", assessment.public_id)
    return redirect(question_url(assessment, following))


@page(ANSWER)
@require_POST
def restore(
    request: PageRequest, assessment_id: uuid.UUID, question_key: str, subject_key: str
) -> HttpResponse:
    opened = open_question(request.actor, assessment_id, question_key, subject_key)
    number = request.POST.get("number", "")
    expected = request.POST.get("expected", "")
    if not (number.isdecimal() and expected.isdecimal()):
        raise DomainError("There is no such earlier answer.", code="no_revision")
    restore_answer(
        actor=request.actor,
        assessment=opened.workbook.assessment,
        question_key=question_key,
        subject_key=subject_key,
        number=int(number),
        expected_revision=int(expected),
    )
    messages.success(request, "The earlier answer counts again.")
    return redirect(question_url(opened.workbook.assessment, opened.item))


@page(COMMENT)
@require_POST
def comment(
    request: PageRequest, assessment_id: uuid.UUID, question_key: str, subject_key: str
) -> HttpResponse:
    opened = open_question(request.actor, assessment_id, question_key, subject_key)
    form = CommentForm(request.POST)
    if form.is_valid():
        added = try_service(
            form,
            lambda: add_comment(
                actor=request.actor,
                assessment=opened.workbook.assessment,
                question_key=question_key,
                subject_key=subject_key,
                **form.cleaned_data,
            ),
        )
        if added:
            return redirect(f"{question_url(opened.workbook.assessment, opened.item)}#comments")
    return show_question(request, opened, status=422, comment_form=form)
