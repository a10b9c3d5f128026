"""The approved assessment before this one, and what is different from it."""

from __future__ import annotations

import datetime as dt
import functools
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.core.facts import fact_specs

from ..engine.questionnaire import Asked
from ..engine.scoring import ItemId
from ..engine.workbook import Decision, Workbook
from ..models import Assessment, QuestionReview, Snapshot, SnapshotKind
from ..separation import is_own
from ..words import answer_words, period_words


@dataclass(frozen=True, slots=True)
class Then:
    """One item as it was approved: its mark, its answer in words, the facts that decided."""

    mark: str
    words: str
    facts: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Compared:
    """This assessment beside the approved one before it.

    `changed` holds what reads differently now or was not asked then, `same` the rest.
    """

    assessment_id: int
    public_id: uuid.UUID
    label: str
    decided_at: dt.datetime
    then: Mapping[ItemId, Then]
    changed: frozenset[ItemId]
    same: frozenset[ItemId]
    gone: int

    def since(self, item: Asked) -> str:
        """same or changed."""
        return "same" if item.id in self.same else "changed"

    def told(self, item: Asked) -> list[str]:
        """What is different about an item, in sentences; empty for one that is the same."""
        if item.id in self.same:
            return []
        before = self.then.get(item.id)
        if before is None:
            return ["It was not asked then."]
        said = before.words or "not answered"
        if before.words != answer_words(item):
            return [f"It was “{said}”.", *_facts(before, item)]
        return _facts(before, item) or ["The wording, the evidence or a note is another."]


def compared(workbook: Workbook) -> Compared | None:
    """None without an earlier approval, or where its snapshot kept no marks (formats 1 and 2).

    One query, one more the first time a snapshot is read.
    """
    assessment = workbook.assessment
    finals = Snapshot.objects.filter(
        kind=SnapshotKind.FINAL, assessment__pipeline=assessment.pipeline_id
    ).exclude(assessment=assessment)
    if assessment.decided_at and not assessment.is_editable:
        finals = finals.filter(created_at__lt=assessment.decided_at)
    row = finals.select_related("assessment").defer("document").order_by("-pk").first()
    then = _approved_items(row.digest) if row else {}
    if row is None or not then:
        return None
    return _compared(workbook, row.assessment, then)


def _compared(workbook: Workbook, earlier: Assessment, then: Mapping[ItemId, Then]) -> Compared:
    marks = workbook.fingerprints
    same = frozenset(key for key, mark in marks.items() if key in then and then[key].mark == mark)
    return Compared(
        assessment_id=earlier.pk,
        public_id=earlier.public_id,
        label=period_words(earlier.period_start, earlier.period_end),
        decided_at=earlier.decided_at or earlier.created_at,
        then=then,
        changed=frozenset(marks) - same,
        same=same,
        gone=len(then.keys() - marks.keys()),
    )


@functools.lru_cache(maxsize=32)
def _approved_items(digest: str) -> Mapping[ItemId, Then]:
    """A snapshot never changes, so what it says is read once."""
    body = Snapshot.objects.filter(digest=digest).values_list("document", flat=True)[0]
    items = json.loads(body)["items"]
    if not all("mark" in item for item in items):
        return {}
    return {(item["question"], item["subject"]): _then(item) for item in items}


def _then(item: Mapping[str, Any]) -> Then:
    machine, answer = item["machine"] or {}, item["answer"] or {}
    words = machine["words"] if item["worked_out"] else answer.get("words") or ""
    facts = machine.get("facts", ())
    return Then(
        item["mark"], words, {fact["key"]: (fact["label"], fact["words"]) for fact in facts}
    )


def _facts(before: Then, item: Asked) -> list[str]:
    """Facts of both times that say something else now."""
    specs, now = fact_specs(), item.facts
    return [
        f"{label}: {words} then, {specs[key].words(now[key])} now."
        for key, (label, words) in before.facts.items()
        if key in now and key in specs and specs[key].words(now[key]) != words
    ]


def carriable(workbook: Workbook, beside: Compared, reader: int | None) -> dict[ItemId, int]:
    """Approvals of the earlier assessment that can be taken over, as review keys by item.

    Only for what is the same to the letter, has no decision yet and is not the reader's own
    answer; only decisions that counted when the earlier one was approved.
    """
    rows = QuestionReview.objects.filter(assessment=beside.assessment_id).order_by("pk")
    columns = ("pk", "question_key", "subject_key", "decision", "seen")
    newest = {
        (question, subject): (pk, decision, seen)
        for pk, question, subject, decision, seen in rows.values_list(*columns)
    }
    return {
        item.id: newest[item.id][0]
        for item in workbook.items
        if item.id in beside.same
        and item.id in newest
        and newest[item.id][1:] == (Decision.APPROVED, beside.then[item.id].mark)
        and not workbook.is_approved(item)
        and not workbook.is_asked_back(item)
        and not is_own(workbook, item, reader)
    }


def carried_label(review_id: int) -> str:
    """The period of the assessment that a decision was taken over from."""
    source = QuestionReview.objects.select_related("assessment").get(pk=review_id).assessment
    return period_words(source.period_start, source.period_end)
