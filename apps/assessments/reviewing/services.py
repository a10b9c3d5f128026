"""From draft to approved: submit, review question by question, ask for changes, approve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.writing import limited_text, locked, next_version, required_text, validated
from apps.trail.services import record

from ..actions import (
    APPROVED,
    CHANGES_REQUESTED,
    QUESTION_APPROVED,
    QUESTION_ASKED_BACK,
    SNAPSHOT_FROZEN,
    SUBMITTED,
)
from ..answering.services import confirmed
from ..engine.questionnaire import Asked
from ..engine.scoring import ItemId, State
from ..engine.workbook import Workbook, count_states
from ..models import (
    REMARK_LENGTH,
    SET_BY_SERVICES,
    AnswerRevision,
    AnswerState,
    Assessment,
    AssessmentState,
    QuestionReview,
    ReviewDecision,
    Snapshot,
    SnapshotKind,
)
from ..permissions import REVIEW, SUBMIT
from ..scores.services import keep_scores
from ..separation import is_own
from ..snapshots.services import freeze
from ..workbooks import open_workbook
from . import notifying
from .reading import Reading, closing_detail, newest_round, remaining_items, seen_of
from .rounds import close_round, open_round
from .submission import gaps, open_asked_back, submit_problems

GAP_REASON_LENGTH = 300
_OWN = "You gave this answer, or a fact that gives it, so somebody else must check it."
_DECIDED = {
    ReviewDecision.APPROVED: QUESTION_APPROVED,
    ReviewDecision.ASKED_BACK: QUESTION_ASKED_BACK,
}

_RELATED = ("pipeline__team", "pipeline__owner", "catalogue_version", "submitted_by", "decided_by")


@transaction.atomic
def submit_assessment(
    *, actor: Actor, assessment: Assessment, expected_version: int, gap_reason: str = ""
) -> Assessment:
    """Hand the assessment to a reviewer; unknown answers are allowed and shown as unknown.

    Where no dataset or no stage is registered, `gap_reason` says why; the reviewer and the pack
    read it. Raises `DomainError` naming everything that is in the way.
    """
    fresh = _take(actor, assessment, expected_version)
    require(actor, SUBMIT, fresh)
    workbook = open_workbook(fresh)
    problems = submit_problems(workbook)
    if problems:
        raise DomainError(" ".join(problems), code="not_ready")
    fresh.gap_reason = _gap_reason(workbook, gap_reason)
    fresh.state = AssessmentState.SUBMITTED
    fresh.submitted_by_id, fresh.submitted_at = actor.user_id, clock.now()
    _save(fresh)
    states = count_states(workbook.items)
    detail = {"states": {state.value: count for state, count in states.items() if count}}
    record(actor, SUBMITTED, fresh, detail)
    open_round(workbook)
    notifying.tell_reviewers(actor, fresh)
    return fresh


def _gap_reason(workbook: Workbook, reason: str) -> str:
    missing = gaps(workbook)
    if not missing:
        return ""
    return required_text(
        reason, "gap_reason", GAP_REASON_LENGTH, f"{' '.join(missing)} Say why, or register it."
    )


@transaction.atomic
def approve_questions(
    *, actor: Actor, assessment: Assessment, items: Sequence[ItemId], seen: str
) -> int:
    """Confirm answers as the reviewer; returns how many of them nobody has to check again.

    `seen` is the digest of what was shown of them (`reading.seen_of`). An answer counts as checked
    only when somebody else than its author confirms it.
    """
    workbook = _opened(actor, assessment)
    asked = [_asked(workbook, item) for item in items]
    _refuse_unread(workbook, asked, seen)
    return _confirm(actor, workbook, asked)


@transaction.atomic
def approve_rest(*, actor: Actor, assessment: Assessment, section_key: str, seen: str) -> int:
    """Confirm what is left of a section; `seen` is the digest of all that the section showed."""
    workbook = _opened(actor, assessment)
    _refuse_unread(workbook, workbook.questionnaire.by_section().get(section_key, ()), seen)
    return _confirm(actor, workbook, remaining_items(workbook, section_key, actor.user_id))


@transaction.atomic
def agree_to_claims(*, actor: Actor, assessment: Assessment, claims: Mapping[ItemId, str]) -> int:
    """Agree to chosen claims that a question does not apply: all of them or none.

    Each comes with the digest of what was shown of it (`reading.seen_of`). Raises `DomainError`
    where one changed, is no claim any more, or is the reviewer's own.
    """
    if not claims:
        raise DomainError("Choose the claims that you agree to.", code="required")
    workbook = _opened(actor, assessment)
    asked = [_asked(workbook, item) for item in claims]
    for item in asked:
        _refuse_unread(workbook, [item], claims[item.id])
        if item.state is not State.CLAIMED:
            raise DomainError(f"“{item.question.ask}” is not a claim.", code="not_claimed")
        if is_own(workbook, item, actor.user_id):
            raise DomainError(_OWN, code="own_answer")
    return _confirm(actor, workbook, asked)


def _opened(actor: Actor, assessment: Assessment) -> Workbook:
    fresh = locked(assessment, related=_RELATED)
    require(actor, REVIEW, fresh)
    return open_workbook(fresh)


def _refuse_unread(workbook: Workbook, items: Sequence[Asked], seen: str) -> None:
    """What somebody agrees to is what stood on their page, and not what it became since."""
    if seen != seen_of(workbook, items):
        raise DomainError(
            "Something here changed since you opened this page, so nothing was approved. It is "
            "shown as it stands now: read it, then decide.",
            code="changed_meanwhile",
        )


def _confirm(actor: Actor, workbook: Workbook, asked: Sequence[Asked]) -> int:
    own = [item for item in asked if is_own(workbook, item, actor.user_id)]
    if len(asked) == 1 and own:
        raise DomainError(_OWN, code="own_answer")
    checked = [item for item in asked if item not in own]
    workbook = confirmed(workbook, checked)
    for item in checked:
        _review(actor, workbook, item, ReviewDecision.APPROVED, "")
    _mark_checked(actor, workbook, checked)
    keep_scores(open_workbook(workbook.assessment), f"{actor.label} checked answers")
    return len(checked)


@transaction.atomic
def ask_back(
    *, actor: Actor, assessment: Assessment, question_key: str, subject_key: str, text: str
) -> QuestionReview:
    """Ask about one answer; it is open until somebody answers it again."""
    fresh = locked(assessment, related=_RELATED)
    require(actor, REVIEW, fresh)
    words = required_text(text, "text", REMARK_LENGTH, "Write what you need to know.")
    workbook = open_workbook(fresh)
    item = _asked(workbook, (question_key, subject_key))
    review = _review(actor, workbook, item, ReviewDecision.ASKED_BACK, words)
    notifying.tell_asked_back(actor, workbook, item)
    return review


@transaction.atomic
def request_changes(
    *, actor: Actor, assessment: Assessment, note: str, expected_version: int
) -> Assessment:
    """Give the assessment back to its team; it can be edited again."""
    fresh = _take(actor, assessment, expected_version)
    require(actor, REVIEW, fresh)
    words = limited_text(note, "note", REMARK_LENGTH)
    back = open_asked_back(open_workbook(fresh))
    if not words and not back:
        raise DomainError(
            "Say what should change, here or at a question.", code="required", field="note"
        )
    fresh.state = AssessmentState.CHANGES_REQUESTED
    _decide(actor, fresh, words)
    detail = {"asked_back": [list(item.id) for item in back]}
    record(actor, CHANGES_REQUESTED, fresh, detail)
    notifying.tell_changes_requested(actor, fresh)
    return fresh


@transaction.atomic
def approve_assessment(
    *,
    actor: Actor,
    assessment: Assessment,
    note: str = "",
    expected_version: int,
    seen: str,
    accepted_by: User | None = None,
    acceptance: str = "",
    looked_at_gone: bool = False,
) -> Snapshot:
    """Sign off: the assessment closes and everything it says is frozen in its final snapshot.

    `seen` is the digest of what was shown (`reading.Reading.seen`): what is approved is what was
    read. What blocks or was not read needs `acceptance` by a person. Raises like
    `rounds.close_round`.
    """
    fresh = _take(actor, assessment, expected_version)
    require(actor, REVIEW, fresh)
    words = limited_text(note, "note", REMARK_LENGTH)
    workbook = open_workbook(fresh)
    back = open_asked_back(workbook)
    if back:
        raise DomainError(
            f"{len(back)} of your questions are not answered yet. Request changes, or approve "
            "these answers first.",
            code="asked_back",
        )
    reading = Reading(workbook, newest_round(fresh))
    close_round(reading, seen=seen, person=accepted_by, why=acceptance, looked=looked_at_gone)
    fresh.state = AssessmentState.APPROVED
    _decide(actor, fresh, words)
    how = closing_detail(reading, clock.today())
    record(actor, APPROVED, fresh, {"note": bool(words), **how})
    snapshot = freeze(actor, fresh, SnapshotKind.FINAL)
    record(actor, SNAPSHOT_FROZEN, fresh, {"digest": snapshot.digest})
    notifying.tell_approved(actor, fresh)
    return snapshot


def _take(actor: Actor, assessment: Assessment, expected_version: int) -> Assessment:
    """The row as it is now, marked as changed by this actor; refuses a second writer."""
    fresh = locked(assessment, expected_version, label="This assessment", related=_RELATED)
    next_version(actor, fresh)
    return fresh


def _decide(actor: Actor, assessment: Assessment, note: str) -> None:
    assessment.decided_by_id, assessment.decided_at = actor.user_id, clock.now()
    assessment.decision_note = note
    _save(assessment)


def _save(assessment: Assessment) -> None:
    """Validate (the reviewer rule is a constraint of the database too) and save."""
    validated(assessment, exclude=SET_BY_SERVICES).save()


def _asked(workbook: Workbook, item: ItemId) -> Asked:
    asked = workbook.find(*item)
    if asked is None:
        raise DomainError("This question is not asked in this assessment.", code="not_asked")
    return asked


def _review(
    actor: Actor, workbook: Workbook, item: Asked, decision: ReviewDecision, text: str
) -> QuestionReview:
    question, subject = item.id
    answer = workbook.answers.get(item.id)
    if actor.user_id is None:
        raise DomainError("A reviewer is a person, not a program.", code="no_person")
    review = QuestionReview.objects.create(
        assessment=workbook.assessment,
        question_key=question,
        subject_key=subject,
        revision_id=answer.revision_id if answer else None,
        decision=decision,
        text=text,
        seen=workbook.fingerprints[item.id],
        by_id=actor.user_id,
        at=clock.now(),
    )
    detail: dict[str, Any] = {"question": question, "subject": subject}
    detail["revision"] = answer.number if answer else None
    record(actor, _DECIDED[decision], workbook.assessment, detail)
    return review


def _mark_checked(actor: Actor, workbook: Workbook, items: Sequence[Asked]) -> None:
    answers = [workbook.answers[item.id] for item in items if item.id in workbook.answers]
    AnswerRevision.objects.filter(
        pk__in=[answer.revision_id for answer in answers],
        state__in=(AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE),
    ).update(checked_by=actor.label[:200], checked_at=clock.now())
