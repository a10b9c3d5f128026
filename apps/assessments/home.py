"""What assessments need of people: answers, reviews, and what keeps a pipeline from being ready."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from apps.catalogue.selectors import catalogue_of
from apps.core import clock
from apps.core.access import Actor, check, rows
from apps.registry.models import Status
from apps.ui.home_sources import NEEDS, Need, Urgency, in_team

from .models import (
    Assessment,
    AssessmentState,
    PipelineScore,
    ReviewDecision,
    SectionAssignment,
)
from .permissions import OVERSEE, REVIEW, WORK_ON

EDITABLE = (AssessmentState.DRAFT, AssessmentState.CHANGES_REQUESTED)
TEAM = "pipeline__team_id"


def assigned_sections(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Sections given to the reader that can still be answered."""
    given = SectionAssignment.objects.filter(
        in_team("assessment__pipeline__team", team_id),
        person_id=actor.user_id,
        assessment__state__in=EDITABLE,
    ).select_related("assessment__pipeline", "assessment__catalogue_version")
    return [_section(assignment) for assignment in given.order_by("due", "pk")[:limit]]


def _section(assignment: SectionAssignment) -> Need:
    assessment, key = assignment.assessment, assignment.section_key
    section = catalogue_of(assessment.catalogue_version).sections.get(key)
    return Need(
        "clipboard-list",
        f"Answer the section {section.title if section else key}",
        f"{assessment.pipeline.name} · given to you",
        f"{_page('assessments:assessment', assessment)}#section-{key}",
        "Open",
        assignment.due,
    )


def asked_back(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Assessments that came back to the reader's team, or to the person who submitted them."""
    theirs = rows(actor, WORK_ON, team=TEAM) | Q(submitted_by_id=actor.user_id)
    # An answer that was given again since the question came back is no longer waited for.
    still_open = Q(reviews__revision=None) | Q(reviews__revision__current_of__isnull=False)
    asked = Q(reviews__decision=ReviewDecision.ASKED_BACK) & still_open
    given_back = Assessment.objects.filter(
        theirs, in_team("pipeline__team", team_id), state=AssessmentState.CHANGES_REQUESTED
    )
    counted: QuerySet[Any] = (
        given_back.annotate(questions=Count("reviews", filter=asked, distinct=True))
        .select_related("pipeline")
        .only("public_id", "decided_at", "decision_note", "pipeline__name")
        .order_by("decided_at", "pk")
    )
    return [_came_back(assessment, assessment.questions) for assessment in counted[:limit]]


def _came_back(assessment: Assessment, questions: int) -> Need:
    words = "1 question" if questions == 1 else f"{questions} questions"
    title = f"{words} came back" if questions else "Changes were asked for"
    return Need(
        "message-exclamation",
        f"{title} on {assessment.pipeline.name}",
        assessment.decision_note or "The reviewer wants another look before signing.",
        _page("assessments:assessment", assessment),
        "Answer",
        _day(assessment.decided_at),
        since=True,
    )


def reviews(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Submitted assessments that the reader may review: not their own."""
    if not check(actor, REVIEW).allowed:
        return []
    waiting = (
        Assessment.objects.filter(
            rows(actor, REVIEW, team=TEAM),
            in_team("pipeline__team", team_id),
            state=AssessmentState.SUBMITTED,
        )
        .exclude(submitted_by_id=actor.user_id)
        .select_related("pipeline", "submitted_by")
        .only("public_id", "submitted_at", "pipeline__name", "submitted_by__name")
    )
    return [_review(assessment) for assessment in waiting.order_by("submitted_at", "pk")[:limit]]


def _review(assessment: Assessment) -> Need:
    by = assessment.submitted_by
    return Need(
        "eye-check",
        f"Review {assessment.pipeline.name}",
        f"Submitted by {by.name}" if by else "Submitted",
        _page("assessments:review", assessment),
        "Review",
        _day(assessment.submitted_at),
        since=True,
    )


def late_assessments(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Open assessments of teams that the reader leads, whose period is over."""
    if not check(actor, OVERSEE).allowed:
        return []
    late = Assessment.objects.filter(
        rows(actor, OVERSEE, team=TEAM),
        in_team("pipeline__team", team_id),
        state__in=EDITABLE,
        period_end__lt=clock.today(),
    ).select_related("pipeline")
    return [
        Need(
            "calendar-due",
            f"Finish the assessment of {assessment.pipeline.name}",
            "Its period is over and it is not submitted.",
            _page("assessments:assessment", assessment),
            "Continue",
            assessment.period_end,
        )
        for assessment in late.order_by("period_end", "pk")[:limit]
    ]


def blockers(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Blocked pipelines of the teams that the reader leads; each leads to its newest result."""
    if not check(actor, OVERSEE).allowed:
        return []
    newest = Assessment.objects.filter(pipeline=OuterRef("pipeline")).order_by("-pk")
    blocked = (
        PipelineScore.objects.filter(
            rows(actor, OVERSEE, team=TEAM),
            in_team("pipeline__team", team_id),
            regime="",
            blockers__gt=0,
            pipeline__status=Status.ACTIVE,
        )
        .annotate(newest=Subquery(newest.values("public_id")[:1]))
        .select_related("pipeline")
        .only("blockers", "pipeline__name")
    )
    return [_blocked(score, score.newest) for score in blocked.order_by("pipeline__name")[:limit]]


def _blocked(score: PipelineScore, newest: uuid.UUID) -> Need:
    count = "1 blocker keeps" if score.blockers == 1 else f"{score.blockers} blockers keep"
    return Need(
        "ban",
        f"{count} {score.pipeline.name} from being ready",
        "A critical control is not met. The result page names it and what would lift it.",
        reverse("assessments:result", args=[newest]),
        "See",
        urgency=Urgency.GRAVE,
    )


def _page(name: str, assessment: Assessment) -> str:
    return reverse(name, args=[assessment.public_id])


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(moment) if moment else None


NEEDS.register(assigned_sections, asked_back, reviews, late_assessments, blockers)
