"""What moving to the newest catalogue changes, for the page that asks whether to do it."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.questionnaire import Asked
from ..engine.scoring import RegimeResult
from ..engine.workbook import Workbook


@dataclass(frozen=True, slots=True)
class LawMove:
    """One law before and after."""

    short: str
    title: str
    before: RegimeResult
    after: RegimeResult


@dataclass(frozen=True, slots=True)
class Preview:
    """`added` and `gone` are questions asked only after or only before; `reworded` have an answer
    that was given to other words and must be given again; `left` need somebody then."""

    laws: tuple[LawMove, ...]
    before: int
    after: int
    added: tuple[Asked, ...]
    gone: tuple[Asked, ...]
    reworded: tuple[Asked, ...]
    left: int


def preview(before: Workbook, after: Workbook) -> Preview:
    """Both workbooks are of one assessment, under its catalogue and under the newest."""
    old_names = {
        (old, item.subject.key) for item in after.items for old in item.question.renamed_from
    }
    asked_before = {item.id for item in before.items}
    asked_after = {item.id for item in after.items}
    return Preview(
        laws=tuple(_laws(before, after)),
        before=len(before.items),
        after=len(after.items),
        added=tuple(item for item in after.ordered if not _known(item, asked_before)),
        gone=tuple(item for item in before.ordered if item.id not in asked_after | old_names),
        reworded=tuple(item for item in after.ordered if item.reworded),
        left=len(after.open_items),
    )


def _known(item: Asked, asked_before: set[tuple[str, str]]) -> bool:
    names = (item.question.key, *item.question.renamed_from)
    return any((name, item.subject.key) in asked_before for name in names)


def _laws(before: Workbook, after: Workbook) -> list[LawMove]:
    return [
        LawMove(
            after.catalogue.regimes[key].short,
            after.catalogue.regimes[key].title,
            before.card.regimes[key],
            after.card.regimes[key],
        )
        for key in after.regimes
        if key in before.card.regimes and key in after.card.regimes
    ]
