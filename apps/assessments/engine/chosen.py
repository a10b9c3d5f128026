"""Which revision of an answer counts under which catalogue: pure.

Two drafts on two versions of the catalogue share an answer as long as both versions ask the same
words. Where the words differ, each has its own newest revision, so that neither overwrites the
other; where only other words were answered, that answer is shown and asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from apps.catalogue.content_types import Catalogue

from .scoring import ItemId
from .workbook import CurrentAnswer


def reworded(catalogue: Catalogue, newest: Mapping[ItemId, CurrentAnswer]) -> list[int]:
    """The answers whose newest revision was given to other words, by primary key."""
    return [
        answer.answer_id
        for (question, _), answer in newest.items()
        if answer.wording and answer.wording != _wording(catalogue, question)
    ]


def chosen_answers(
    catalogue: Catalogue,
    newest: Mapping[ItemId, CurrentAnswer],
    earlier: Iterable[tuple[ItemId, CurrentAnswer]],
) -> dict[ItemId, CurrentAnswer]:
    """The answer of each item under a catalogue.

    `earlier` are further revisions, oldest first: the newest one to today's words counts. A
    question that was renamed takes over the answer of its old key until it has one of its own;
    that one is numbered 0, because nobody has answered under the new key.
    """
    same_words = {
        item: answer for item, answer in earlier if answer.wording == _wording(catalogue, item[0])
    }
    chosen = {**newest, **same_words}
    subjects = {subject for _, subject in newest}
    for question in catalogue.questions.values():
        for old in question.renamed_from:
            for subject in subjects:
                taken_over = newest.get((old, subject))
                if taken_over is not None:
                    own = replace(taken_over, number=0)
                    chosen.setdefault((question.key, subject), own)
    return chosen


def _wording(catalogue: Catalogue, question: str) -> str:
    known = catalogue.questions.get(question)
    return known.wording if known else ""
