"""One law article by article: what each provision asks for, and its verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from apps.catalogue.content_types import (
    UNASKED,
    Control,
    Provision,
    ProvisionKind,
    ProvisionStatus,
)
from apps.core.words import date_words

from ..engine.scoring import Verdict
from ..engine.standing import Standing
from ..engine.workbook import Workbook
from .context import shown_verdict


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """A provision with its verdict, or with what keeps it from having one.

    Both are empty for one that is to be judged and that no control of this assessment serves.
    """

    provision: Provision
    verdict: str
    standing: str
    controls: tuple[tuple[Control, str], ...]
    remark: str


@dataclass(frozen=True, slots=True)
class ArticleLine:
    title: str
    provisions: tuple[ProvisionLine, ...]


@dataclass(frozen=True, slots=True)
class Articles:
    """A law's articles and how many provisions have which verdict."""

    articles: tuple[ArticleLine, ...]
    counts: tuple[tuple[str, int], ...]
    not_covered: int


def articles(workbook: Workbook, law: str, verdict: str = "") -> Articles:
    """Every provision of the law in order, or those with one verdict."""
    controls = _controls(workbook)
    lines = [
        _line(workbook, provision, controls.get(provision.key, []))
        for provision in workbook.catalogue.provisions_of[law]
    ]
    grouped: dict[str, list[ProvisionLine]] = {}
    for line in lines:
        if not verdict or line.verdict == verdict:
            grouped.setdefault(line.provision.article, []).append(line)
    verdicts = [line.verdict for line in lines]
    return Articles(
        articles=tuple(ArticleLine(title, tuple(rows)) for title, rows in grouped.items()),
        counts=tuple((verdict.value, verdicts.count(verdict.value)) for verdict in Verdict),
        not_covered=sum(not (line.verdict or line.standing) for line in lines),
    )


def _controls(workbook: Workbook) -> dict[str, list[tuple[Control, str]]]:
    """The controls of each provision with their verdicts, worst first as scoring ranks them."""
    rank = {verdict: place for place, verdict in enumerate(Verdict)}
    controls: dict[str, list[tuple[Control, str]]] = {}
    for result in sorted(workbook.card.controls.values(), key=lambda one: rank[one.verdict]):
        control = workbook.catalogue.controls[result.key]
        for key in control.provisions:
            controls.setdefault(key, []).append((control, shown_verdict(result)))
    return controls


def _line(
    workbook: Workbook, provision: Provision, controls: list[tuple[Control, str]]
) -> ProvisionLine:
    known: Mapping[str, Verdict] = workbook.card.provisions
    verdict = known.get(provision.key)
    standing = workbook.questionnaire.standings.get(provision.key, Standing.NO_STATUS)
    return ProvisionLine(
        provision=provision,
        verdict=verdict.value if verdict else "",
        standing="" if standing is Standing.JUDGED else standing.value,
        controls=tuple(controls),
        remark=_remark(workbook, provision, standing, is_covered=verdict is not None),
    )


def _remark(
    workbook: Workbook, provision: Provision, standing: Standing, *, is_covered: bool
) -> str:
    if provision.status is ProvisionStatus.PROPOSED:
        return "Proposed; it binds nobody yet."
    if not provision.in_force(workbook.today):
        day = date_words(provision.applies_from) if provision.applies_from else "its day"
        return f"Applies from {day}: answered as things are now, and counted from then."
    if is_covered:
        return ""
    if standing is Standing.NOT_BINDING:
        return "The registered facts say that it does not bind you."
    if provision.unasked:
        return UNASKED[provision.unasked]
    return _KINDS.get(provision.kind, "No question of this catalogue covers it.")


_KINDS: Mapping[ProvisionKind, str] = {
    ProvisionKind.DEFINITION: "Says what words mean.",
    ProvisionKind.SCOPE: "Says whom the law reaches.",
    ProvisionKind.SANCTION: "Says what follows.",
    ProvisionKind.DATE: "Says from when.",
    ProvisionKind.EXEMPTION: "Takes something out of a duty.",
    ProvisionKind.ALTERNATIVE: "One of several ways; another one, or none yet, is relied on.",
}
