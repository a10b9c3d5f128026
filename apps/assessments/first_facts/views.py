"""Before the questions: the few facts that close most of them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from apps.core.access import Actor, require
from apps.core.errors import NotVisible
from apps.core.facts import About, specs_about
from apps.ui.fact_form import FactsForm
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..engine.workbook import Workbook
from ..opening import frame
from ..permissions import ANSWER
from ..workbooks import get_assessment, open_workbook
from .context import first_facts, form_of
from .selectors import Version, versions_of
from .services import state_facts


@page(ANSWER)
def first(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    assessment = get_assessment(request.actor, assessment_id)
    require(request.actor, ANSWER, assessment)
    versions = versions_of(request.actor, assessment)
    if request.method != "POST":
        return _show(request, open_workbook(assessment), versions)
    about = request.POST.get("about", "")
    if about not in versions:
        raise NotVisible
    version = versions[about]
    form = form_of(version, _sent(request, version), request.POST)
    before = len(open_workbook(assessment).items)
    if form.is_valid() and save_form(request.actor, version, form):
        workbook = open_workbook(get_assessment(request.actor, assessment_id))
        messages.success(request, _saved_words(before, workbook))
        return redirect(request.path)
    if form.is_stale:
        form.show_saved_facts(version.obj.lock_version)
    return _show(request, open_workbook(assessment), versions, form, about)


def _sent(request: PageRequest, version: Version) -> list[str]:
    """The facts that the form on the page had; boxes that nobody ticked are among them."""
    listed = request.POST.getlist("facts")
    specs = specs_about(About(version.kind), derived=False)
    return [spec.key for spec in specs if spec.key in listed]


def save_form(actor: Actor, version: Version, form: FactsForm) -> bool:
    """Put what a form says on its object; False with the errors in the form."""
    saved = try_service(
        form,
        lambda: state_facts(
            actor=actor,
            obj=version.obj,
            values=form.values(),
            expected_version=form.cleaned_data["version"],
        ),
    )
    return saved is not None


def _saved_words(before: int, workbook: Workbook) -> str:
    now, left = len(workbook.items), len(workbook.open_items)
    asked = f"{before} questions are {now} now" if now != before else f"{now} questions are asked"
    return f"Saved. {asked}, {left} of them open."


def _show(
    request: PageRequest,
    workbook: Workbook,
    versions: dict[str, Version],
    form: FactsForm | None = None,
    about: str = "",
) -> HttpResponse:
    context = frame(workbook, request.actor) | {
        "first": first_facts(workbook, request.actor, versions, form, about),
        "form": form,
    }
    status = form_status(form) if form else 200
    return render(request, "assessments/first_facts.html", context, status=status)
