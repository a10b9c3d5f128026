"""Whom a review concerns, and in what words they are told."""

from __future__ import annotations

from django.urls import reverse

from apps.accounts.models import User
from apps.core.access import Actor
from apps.notifications.kinds import Kind
from apps.notifications.services.telling import notify
from apps.organizations.selectors import people_who_may

from .. import notifications as kinds
from ..addresses import question_url
from ..engine.questionnaire import Asked
from ..engine.workbook import Workbook
from ..models import Assessment
from ..permissions import REVIEW, VIEW


def tell_reviewers(actor: Actor, assessment: Assessment) -> None:
    """Everybody who may review it hears that it waits."""
    words = f"{actor.label} submitted the assessment of {assessment}"
    url = reverse("assessments:review", args=[assessment.public_id])
    for person in people_who_may(REVIEW, assessment.access_scope()):
        notify(actor=actor, person=person, kind=kinds.SUBMITTED, words=words, url=url)


def tell_asked_back(actor: Actor, workbook: Workbook, item: Asked) -> None:
    """Who gave the answer hears of the question; without an answer, who submitted."""
    assessment, answer = workbook.assessment, workbook.answers.get(item.id)
    words = f"{actor.label} asks back about “{item.question.ask}” in {assessment}"
    person_id = answer.by_user_id if answer else assessment.submitted_by_id
    for person in _who_still_see(assessment, person_id):
        url = question_url(assessment, item)
        notify(actor=actor, person=person, kind=kinds.ASKED_BACK, words=words, url=url)


def tell_changes_requested(actor: Actor, assessment: Assessment) -> None:
    words = f"{actor.label} asks for changes in {assessment}"
    url = reverse("assessments:assessment", args=[assessment.public_id])
    _tell_team(actor, assessment, kinds.CHANGES_REQUESTED, words, url)


def tell_approved(actor: Actor, assessment: Assessment) -> None:
    words = f"{actor.label} approved the assessment of {assessment}"
    url = reverse("assessments:result", args=[assessment.public_id])
    _tell_team(actor, assessment, kinds.APPROVED, words, url)


def _tell_team(actor: Actor, assessment: Assessment, kind: Kind, words: str, url: str) -> None:
    """Who submitted it and who owns the pipeline, once where they are one person."""
    concerned = assessment.submitted_by_id, assessment.pipeline.owner_id
    for person in _who_still_see(assessment, *concerned):
        notify(actor=actor, person=person, kind=kind, words=words, url=url)


def _who_still_see(assessment: Assessment, *person_ids: int | None) -> list[User]:
    """Of these people, who may see the assessment now."""
    wanted = [pk for pk in person_ids if pk is not None]
    return list(people_who_may(VIEW, assessment.access_scope()).filter(pk__in=wanted))
