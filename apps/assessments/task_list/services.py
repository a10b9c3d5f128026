"""Sections given to people."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse

from apps.accounts.models import User
from apps.catalogue.content_types import Section
from apps.core import clock
from apps.core.access import Actor, check, require
from apps.core.errors import DomainError
from apps.core.words import date_words
from apps.notifications.services.telling import notify
from apps.organizations.actors import actor_for
from apps.trail.services import record

from .. import notifications as kinds
from ..actions import SECTION_ASSIGNED, SECTION_UNASSIGNED
from ..models import Assessment, SectionAssignment
from ..permissions import ANSWER, ASSIGN
from ..workbooks import open_workbook


@transaction.atomic
def assign_section(
    *,
    actor: Actor,
    assessment: Assessment,
    section_key: str,
    person: User,
    due: dt.date | None = None,
) -> SectionAssignment:
    """Give a section to a person who may answer it; replaces the person who had it."""
    require(actor, ASSIGN, assessment)
    section = _required_section(assessment, section_key)
    if not check(actor_for(person), ANSWER, assessment).allowed:
        raise DomainError(
            f"{person} may not answer this assessment. Choose somebody of its team, or share the "
            "pipeline with them first.",
            code="cannot_answer",
            field="person",
        )
    if due is not None and due < clock.today():
        raise DomainError("This date has passed. Choose a later one.", "date_passed", "due")
    given, _ = SectionAssignment.objects.update_or_create(
        assessment=assessment,
        section_key=section_key,
        defaults={
            "person": person,
            "due": due,
            "assigned_by": actor.label[:200],
            "assigned_at": clock.now(),
        },
    )
    detail = {
        "section": section_key,
        "person": str(person.public_id),
        "due": due.isoformat() if due else None,
    }
    record(actor, SECTION_ASSIGNED, assessment, detail)
    _tell(actor, given, section)
    return given


def _tell(actor: Actor, given: SectionAssignment, section: Section) -> None:
    by = f", due {date_words(given.due)}" if given.due else ""
    notify(
        actor=actor,
        person=given.person,
        kind=kinds.SECTION_ASSIGNED,
        words=f"{actor.label} gave you “{section.title}” of {given.assessment}{by}",
        url=reverse("assessments:assessment", args=[given.assessment.public_id]),
    )


@transaction.atomic
def unassign_section(*, actor: Actor, assessment: Assessment, section_key: str) -> None:
    """Take a section back from the person who has it."""
    require(actor, ASSIGN, assessment)
    removed, _ = SectionAssignment.objects.filter(
        assessment=assessment, section_key=section_key
    ).delete()
    if removed:
        record(actor, SECTION_UNASSIGNED, assessment, {"section": section_key})


def _required_section(assessment: Assessment, section_key: str) -> Section:
    for progress in open_workbook(assessment).sections:
        if progress.section.key == section_key:
            return progress.section
    raise DomainError(
        "This section has no questions here.", code="unknown_section", field="section"
    )
