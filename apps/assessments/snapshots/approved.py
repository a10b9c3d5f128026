"""An approved assessment as it was frozen, for its pages.

Facts come from the final snapshot, answers from the revisions of that moment; so the pages and
the pack of an approved assessment say the same, whatever happened since.
"""

from __future__ import annotations

import functools
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from apps.catalogue.content_types import Catalogue
from apps.catalogue.content_types import Subject as SubjectKind
from apps.catalogue.selectors import catalogue_of
from apps.core import clock
from apps.core.access import Actor
from apps.core.facts import level_of

from ..engine.questionnaire import Reply, Subject
from ..engine.scoring import ItemId
from ..engine.workbook import AboutObject, CurrentAnswer, Workbook
from ..models import Assessment, AssessmentState, Snapshot, SnapshotKind
from ..scores.past import answers_at
from ..workbooks import get_assessment, marks_of, open_workbook


def assessment_workbook(actor: Actor, assessment_id: uuid.UUID) -> Workbook:
    """An open assessment as it is now, an approved one as it was approved."""
    assessment = get_assessment(actor, assessment_id)
    if assessment.state != AssessmentState.APPROVED:
        return open_workbook(assessment)
    return approved_workbook(assessment)


def approved_workbook(assessment: Assessment) -> Workbook:
    """The workbook of the moment of approval; three queries, one more the first time."""
    final = Snapshot.objects.filter(assessment=assessment, kind=SnapshotKind.FINAL)
    digest = final.values_list("digest", flat=True).first()
    moment = assessment.decided_at
    if digest is None or moment is None:
        return open_workbook(assessment)
    frozen = _frozen(digest)
    catalogue = catalogue_of(assessment.catalogue_version)
    reviews, comments, assigned, passed_on = marks_of(assessment)
    return Workbook(
        assessment=assessment,
        catalogue=catalogue,
        regimes=tuple(assessment.regimes),
        subjects=frozen.subjects,
        objects={
            key: AboutObject(kind, 0, public_id, name, assessment.pipeline.team_id, stored)
            for key, (kind, public_id, name, stored) in frozen.objects.items()
        },
        answers=_answers_then(assessment, [one.key for one in frozen.subjects], catalogue),
        today=timezone.localdate(moment),
        reviews=reviews,
        comment_counts=comments,
        assignments=assigned,
        passed_on=passed_on,
    )


def _answers_then(
    assessment: Assessment, subject_keys: list[str], catalogue: Catalogue
) -> dict[ItemId, CurrentAnswer]:
    """The answers of the moment of approval.

    Under a catalogue that named no cases, whoever approved the whole agreed to every claim in it:
    the approved figures were worked out so, and stay what they were.
    """
    moment = assessment.decided_at or clock.now()
    answers = answers_at(subject_keys, moment, catalogue)
    return {
        item: replace(answer, checked_at=moment)
        if answer.state == Reply.NOT_APPLICABLE and _named_no_cases(catalogue, item)
        else answer
        for item, answer in answers.items()
    }


def _named_no_cases(catalogue: Catalogue, item: ItemId) -> bool:
    question = catalogue.questions.get(item[0])
    return question is not None and question.cases is None


Named = tuple[SubjectKind, str, str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Frozen:
    """What a snapshot says about the objects: kind, public id, name and stored facts by key."""

    subjects: tuple[Subject, ...]
    objects: Mapping[str, Named]


@functools.lru_cache(maxsize=32)
def _frozen(digest: str) -> _Frozen:
    """A snapshot never changes, so what it says is read once."""
    body = Snapshot.objects.filter(digest=digest).values_list("document", flat=True)[0]
    outer: dict[str, Any] = {}
    outer_levels: dict[str, int] = {}
    subjects: list[Subject] = []
    objects: dict[str, Named] = {}
    for subject in json.loads(body)["subjects"]:
        kind, key = SubjectKind(subject["kind"]), subject["key"]
        own = {fact["key"]: fact["value"] for fact in subject["facts"]}
        if kind in {SubjectKind.ORGANIZATION, SubjectKind.PIPELINE}:
            outer |= own
        strong = {fact["key"]: _level(fact) for fact in subject["facts"]}
        if kind in {SubjectKind.ORGANIZATION, SubjectKind.PIPELINE}:
            outer_levels |= strong
        named = (kind, key, subject["label"])
        seen = {**outer_levels, **strong}
        subjects.append(Subject(*named, {**outer, **own}, subject["owner"], seen))
        stored = {fact["key"]: _stored(fact) for fact in subject["facts"] if fact["at"]}
        objects[key] = kind, key.partition(":")[2], subject["label"], stored
    return _Frozen(tuple(subjects), objects)


def _level(fact: Mapping[str, Any]) -> int:
    """How strong a frozen fact is; the first format kept its source alone."""
    level: int = fact.get("level", level_of(fact["source"]))
    return level


def _stored(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {"v": fact["value"], "s": fact["source"], "by": fact["by"], "at": fact["at"]}
