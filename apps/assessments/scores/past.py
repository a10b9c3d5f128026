"""Scores of the past: the figure of a moment, under the facts and rules of that moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

from apps.catalogue.content_types import Catalogue
from apps.catalogue.selectors import catalogue_of
from apps.core.access import Actor, require
from apps.evidence.models import Evidence
from apps.registry.history.past import subject_facts_at
from apps.registry.models import Pipeline

from ..engine.chosen import chosen_answers
from ..engine.questionnaire import Backing
from ..engine.scoring import ItemId, Scorecard
from ..engine.workbook import CurrentAnswer, Workbook
from ..models import AnswerEvidence, AnswerRevision, Assessment, AssessmentState
from ..permissions import VIEW
from ..subjects import subjects_of
from ..workbooks import attachments, evidence_mark


@dataclass(frozen=True, slots=True)
class AsOf:
    """What was true at a moment, worked out again from revisions."""

    moment: dt.datetime
    workbook: Workbook

    @property
    def card(self) -> Scorecard:
        return self.workbook.card


def score_as_of(actor: Actor, pipeline: Pipeline, moment: dt.datetime) -> AsOf | None:
    """The figures of a pipeline as of a moment; None before its first assessment.

    Uses the newest assessment of then, its catalogue and regimes and those of the other
    assessments that were open; facts and answers from the revisions of then; reviews and evidence
    attached by then, with the dates until which it counted as they were known then. One thing
    keeps no history and counts as it is today: who must sign in with a second factor.
    """
    started = list(
        Assessment.objects.filter(pipeline=pipeline, created_at__lte=moment)
        .select_related("catalogue_version", "pipeline__team", "pipeline__owner")
        .order_by("-pk")
    )
    facts = subject_facts_at(pipeline, moment) if started else None
    if facts is None:
        return None
    newest = started[0]
    require(actor, VIEW, newest)
    subjects, objects = subjects_of(facts, newest.pipeline)
    catalogue = catalogue_of(newest.catalogue_version)
    workbook = Workbook(
        assessment=newest,
        catalogue=catalogue,
        regimes=_regimes(started, moment),
        subjects=subjects,
        objects=objects,
        answers=answers_at([subject.key for subject in subjects], moment, catalogue),
        today=timezone.localdate(moment),
    )
    return AsOf(moment, workbook)


def _regimes(started: list[Assessment], moment: dt.datetime) -> tuple[str, ...]:
    newest, *others = started
    counted = [newest, *(other for other in others if _was_open(other, moment))]
    return tuple(dict.fromkeys(regime for assessment in counted for regime in assessment.regimes))


def _was_open(one: Assessment, moment: dt.datetime) -> bool:
    closed = one.decided_at if one.state == AssessmentState.APPROVED else None
    return closed is None or closed > moment


def answers_at(
    subject_keys: Collection[str], moment: dt.datetime, catalogue: Catalogue
) -> dict[ItemId, CurrentAnswer]:
    """The answers that counted at a moment under a catalogue; one query.

    Of each answer the newest revision to each wording is read, and the catalogue chooses.
    """
    upto = AnswerRevision.objects.filter(
        answer__subject_key__in=list(subject_keys), at__lte=moment
    ).order_by()
    newest = upto.values("answer", "wording").annotate(newest=Max("pk")).values("newest")
    attached = AnswerEvidence.objects.filter(
        Q(removed_at=None) | Q(removed_at__gt=moment),
        answer=OuterRef("answer"),
        attached_at__lte=moment,
    )
    counted = Evidence.objects.all().counting_at(moment).filter(pk=OuterRef("evidence"))
    rows = (
        AnswerRevision.objects.filter(pk__in=newest)
        .select_related("answer")
        .annotate(
            newest=attachments(attached, Max("pk")),
            pieces=attachments(attached, Count("pk")),
            is_backed=Exists(attached.filter(Exists(counted))),
        )
        .order_by("pk")
    )
    answers = [
        (
            (row.answer.question_key, row.answer.subject_key),
            _answer(
                row,
                moment,
                _backing(row.newest is not None, row.is_backed),
                evidence_mark(row.newest, row.pieces),
            ),
        )
        for row in rows
    ]
    return chosen_answers(catalogue, dict(answers), answers)


def _backing(attached: bool, backed: bool) -> Backing:
    if backed:
        return Backing.CURRENT
    return Backing.EXPIRED if attached else Backing.NONE


def _answer(
    row: AnswerRevision, moment: dt.datetime, backing: Backing, evidence: str
) -> CurrentAnswer:
    checked = row.checked_at if row.checked_at and row.checked_at <= moment else None
    return CurrentAnswer(
        answer_id=row.answer_id,
        public_id=row.answer.public_id,
        revision_id=row.pk,
        number=row.number,
        state=row.state,
        option=row.option,
        case=row.case,
        note=row.note,
        justification=row.justification,
        is_override=row.is_override,
        facts_used=row.facts_used,
        by=row.by,
        by_user_id=row.by_user_id,
        at=row.at,
        checked_by=row.checked_by if checked else "",
        checked_at=checked,
        wording=row.wording,
        version_id=row.catalogue_version_id,
        backing=backing,
        evidence=evidence,
    )
