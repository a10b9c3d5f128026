"""Where a piece of evidence is used: the answers it backs, each with a page to read it on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q
from django.urls import reverse

from apps.catalogue.content_types import Question
from apps.catalogue.selectors import current_catalogue
from apps.core.access import NO_ROW, Actor, visible_rows
from apps.core.errors import DomainError
from apps.evidence.hooks import Use
from apps.evidence.models import Evidence

from ..addresses import question_url
from ..engine.workbook import Workbook
from ..models import Answer, Assessment
from ..snapshots.approved import assessment_workbook

OPENED = 10
"""Assessments that are opened to see whether they still ask a question; more link to their list."""

_ABOUT = (
    ("pipeline_id", "pipeline_id"),
    ("dataset_id", "pipeline__datasets"),
    ("model_id", "pipeline__trained_models"),
)


def uses_of(actor: Actor, evidence: Evidence) -> list[Use]:
    """The answers a piece of evidence backs, as far as the actor sees what they are about.

    The number of queries depends on the number of assessments they lead to, at most `OPENED`.
    """
    rows = (
        Answer.objects.filter(attachments__evidence=evidence, attachments__removed_at=None)
        .filter(_visible_answers(actor))
        .select_related("current", "pipeline", "dataset", "model")
        .distinct()
        .order_by("pk")
    )
    answers, bank = list(rows), _questions()
    urls = _urls(actor, answers)
    return [
        _use(answer, bank.get(answer.question_key), urls.get(answer.pk, "")) for answer in answers
    ]


def _use(answer: Answer, question: Question | None, url: str) -> Use:
    current = answer.current
    option = question.option(current.option) if question and current else None
    stated = current.get_state_display() if current else "Unanswered"
    return Use(
        question=question.ask if question else answer.question_key,
        subject=_subject_name(answer),
        answer=option.label if option else stated,
        url=url,
    )


def _urls(actor: Actor, answers: Sequence[Answer]) -> dict[int, str]:
    """The question in the newest assessment the actor sees in which each answer can count."""
    homes = dict(_homes(actor, answers))
    opened = {
        pk: assessment_workbook(actor, pk) for pk in list(dict.fromkeys(homes.values()))[:OPENED]
    }
    return {
        answer.pk: _url(answer, homes[answer.pk], opened)
        for answer in answers
        if answer.pk in homes
    }


def _url(answer: Answer, home: uuid.UUID, opened: Mapping[uuid.UUID, Workbook]) -> str:
    workbook = opened.get(home)
    item = workbook.find(answer.question_key, answer.subject_key) if workbook else None
    if workbook is None or item is None:
        return reverse("assessments:assessment", args=[home])
    return question_url(workbook.assessment, item)


def _homes(actor: Actor, answers: Iterable[Answer]) -> Iterator[tuple[int, uuid.UUID]]:
    """The newest visible assessment for each answer; one query for each kind of object."""
    visible = Assessment.objects.all().visible_to(actor).order_by("pk")
    rest = list(answers)
    for column, path in _ABOUT:
        keys = {answer.pk: getattr(answer, column) for answer in rest if getattr(answer, column)}
        if not keys:
            continue
        rows = visible.filter(**{f"{path}__in": set(keys.values())})
        # In order of age: a newer one takes the place of an older one.
        newest = dict(rows.values_list(path, "public_id"))
        yield from ((pk, newest[key]) for pk, key in keys.items() if key in newest)
        rest = [answer for answer in rest if answer.pk not in keys]
    last = visible.values_list("public_id", flat=True).last() if rest else None
    if last is not None:
        yield from ((answer.pk, last) for answer in rest)


def _questions() -> Mapping[str, Question]:
    """The wording of today's catalogue; a question it dropped is named by its key."""
    try:
        return current_catalogue().questions
    except DomainError:
        return {}


def _subject_name(answer: Answer) -> str:
    about = answer.pipeline or answer.dataset or answer.model
    return about.name if about else "The organisation"


def _visible_answers(actor: Actor) -> Q:
    visible = Q(pipeline=None, dataset=None, model=None) if actor.has_role else NO_ROW
    for kind in ("pipeline", "dataset", "model"):
        visible |= visible_rows(actor, team=f"{kind}__team_id", grant={kind: f"{kind}_id"})
    return visible
