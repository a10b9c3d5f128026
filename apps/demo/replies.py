"""What people in the demo answer: chosen from a question's own options, the same at every run.

Nothing here knows a question by name. The choice is drawn from a digest of the question's key and
the subject's name, so that a catalogue with other questions makes another believable demo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from apps.assessments.answering.entries import AnswerInput
from apps.assessments.engine.questionnaire import Asked, Reply
from apps.catalogue.content_types import Option

from .notes import ASKED, BAD, DOES_NOT_APPLY, GOOD, NOTES, PART, theme_of


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody answers: shares of the best option, of the next, and of "don't know".

    What is left goes to the last option, except for gates where `keeps_gates` holds. `notes` is the
    share of good answers with a note; the others always carry one.
    """

    best: float
    middle: float
    unsure: float
    notes: float = 0.4
    keeps_gates: bool = False


CAREFUL = Manner(best=0.72, middle=0.2, unsure=0.03, keeps_gates=True)
HONEST = Manner(best=0.52, middle=0.28, unsure=0.07)
STARTING = Manner(best=0.42, middle=0.3, unsure=0.18, notes=0.25)


def draw(*words: str) -> float:
    """A number from 0 up to 1 that depends on the words alone."""
    raw = hashlib.sha256("|".join(words).encode()).digest()[:6]
    return int.from_bytes(raw) / 2**48


def _pick(sentences: Sequence[str], *words: str) -> str:
    return sentences[int(draw("note", *words) * len(sentences))]


def reply_to(item: Asked, manner: Manner) -> AnswerInput:
    """The entry for one question about one subject."""
    words = (item.question.key, item.subject.label)
    because = DOES_NOT_APPLY.get(item.question.section)
    if because and not item.question.gate:
        return AnswerInput(Reply.NOT_APPLICABLE, justification=because)
    roll = draw("option", *words)
    if not item.question.gate and roll < manner.unsure:
        return AnswerInput(Reply.DONT_KNOW, note=_pick(ASKED, *words))
    option = _option(item, manner, draw("quality", *words))
    return AnswerInput(Reply.ANSWERED, option.key, note=_note(item, option, manner))


def _option(item: Asked, manner: Manner, roll: float) -> Option:
    """Best first; a gate is rarely answered with nothing, or every system would be blocked."""
    options = sorted(_offered(item), key=lambda option: -option.points)
    share = manner.best + (1 - manner.best) / 2 if item.question.gate else manner.best
    if roll < share:
        return options[0]
    middle = options[1:-1] or options[:1]
    if roll < share + manner.middle or (item.question.gate and manner.keeps_gates):
        return middle[int(draw("middle", item.question.key) * len(middle))]
    return options[-1]


def _offered(item: Asked) -> list[Option]:
    """The options that no fact rules out."""
    return [option for option in item.question.options if option.key not in item.struck_out]


def _note(item: Asked, option: Option, manner: Manner) -> str:
    words = (item.question.key, item.subject.label, option.key)
    level = GOOD if option.points >= 0.85 else PART if option.points > 0 else BAD
    if level == GOOD and draw("has note", *words) > manner.notes:
        return ""
    return _pick(NOTES[theme_of(item.question.section)][level], *words)


def better(item: Asked, note: str) -> AnswerInput:
    """What is answered after a second look: the best option, and why."""
    best = max(_offered(item), key=lambda option: option.points)
    return AnswerInput(Reply.ANSWERED, best.key, note=note, justification=note)
