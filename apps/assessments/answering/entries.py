"""What a person enters for one question, and whether it can be kept."""

from __future__ import annotations

from dataclasses import dataclass

from apps.catalogue.content_types import Question
from apps.core.errors import DomainError
from apps.core.writing import limited_text

from ..engine.questionnaire import Asked, Reply
from ..models import JUSTIFICATION_LENGTH, NOTE_LENGTH, AnswerRevision


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """What a person entered for one question.

    `option` only with an answer, `case` only with a claim that it does not apply; `justification`
    says more about the claim, or why the registry's own answer is set aside.
    """

    reply: Reply
    option: str = ""
    note: str = ""
    justification: str = ""
    case: str = ""


def said(revision: AnswerRevision) -> AnswerInput:
    """A revision as it was entered."""
    return AnswerInput(
        Reply(revision.state),
        revision.option,
        revision.note,
        revision.justification,
        revision.case,
    )


def checked(item: Asked, entry: AnswerInput) -> AnswerInput:
    """The entry with texts in order; raises for the field that is wrong."""
    note = limited_text(entry.note, "note", NOTE_LENGTH)
    why = limited_text(entry.justification, "justification", JUSTIFICATION_LENGTH)
    if entry.reply is Reply.ANSWERED and item.question.option(entry.option) is None:
        raise DomainError(
            "Choose one of the answers of this question.", code="unknown_option", field="option"
        )
    option = entry.option if entry.reply is Reply.ANSWERED else ""
    if option in item.struck_out:
        raise DomainError(
            "What is registered rules this answer out. Choose another one, or correct the fact if "
            "it is wrong.",
            code="struck_out",
            field="option",
        )
    if entry.reply is Reply.DONT_KNOW and item.machine is not None:
        raise DomainError(
            "The registry knows: its facts answer this. Where a fact is wrong or doubtful, correct "
            "it or make it unknown.",
            code="known",
            field="option",
        )
    is_aside = sets_aside(item, entry)
    # A reason typed for another choice is not kept with this one.
    why = why if is_aside or entry.reply is Reply.NOT_APPLICABLE else ""
    case = entry.case if entry.reply is Reply.NOT_APPLICABLE else ""
    if entry.reply is Reply.NOT_APPLICABLE:
        _refuse_claim(item.question, case, why)
    entry_as_kept = AnswerInput(entry.reply, option, note, why, case)
    if is_aside and not why:
        raise DomainError(
            "The registry's facts answer this by themselves. Say why your answer is the right one.",
            code="required",
            field="justification",
        )
    return entry_as_kept


def _refuse_claim(question: Question, case: str, why: str) -> None:
    """A claim needs one of the question's cases; a question without any always applies."""
    if question.cases is None and not question.gate:
        if not why:
            raise DomainError("Say why this does not apply.", "required", "justification")
        return
    if question.gate or not question.cases:
        raise DomainError(
            "This question applies to everybody it is asked of, so it has to be answered. “I don't "
            "know” is an answer.",
            code="always_applies",
            field="option",
        )
    if case not in {known.key for known in question.cases}:
        raise DomainError(
            "Choose the case in which this does not apply.", code="unknown_case", field="option"
        )


def sets_aside(item: Asked, entry: AnswerInput) -> bool:
    """Whether the entry says something else than the registry's facts do."""
    machine = item.machine
    if machine is None:
        return False
    return entry.reply is not Reply.ANSWERED or entry.option != machine.option.key
