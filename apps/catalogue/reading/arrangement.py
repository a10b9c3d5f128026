"""The catalogue arranged for reading: by article, by section, by law."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from apps.core.facts import FactSpec

from ..content_types import (
    Catalogue,
    Control,
    Disagreement,
    Provision,
    Question,
    Regime,
    Section,
)
from . import text_read
from .condition_words import condition_words

_CITATION = re.compile(r"(\S+(?: [^\d\s]+)*) (.+)")


@dataclass(frozen=True, slots=True)
class RegimeRow:
    """One regime with its counts; `coming` provisions do not bind yet, proposals included."""

    regime: Regime
    provisions: int
    coming: int
    unverified: int
    controls: int
    questions: int


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """`unread` is what remains to be read of its text, as a sentence."""

    provision: Provision
    unread: str
    controls: tuple[Control, ...]
    questions: int


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    rows: tuple[ProvisionRow, ...]


@dataclass(frozen=True, slots=True)
class ControlGroup:
    section: Section
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """What a control or question serves in one regime."""

    regime: Regime
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A citation, and the provision it is where the catalogue holds that."""

    citation: str
    provision: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one law says on a point, and where."""

    regime: Regime
    words: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Where laws disagree; without key and title where an earlier version gave none."""

    key: str
    title: str
    says: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression as written and in words; `then` is the answer a rule chooses, `ruled_out` are
    those it strikes out instead.
    """

    source: str
    words: str
    then: str = ""
    ruled_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question in words; `reopened_by` are the facts whose change reopens its answers."""

    question: Question
    citations: str
    reopened_by: tuple[str, ...]
    when: Condition | None
    rules: tuple[Condition, ...]


def regime_rows(catalogue: Catalogue, today: dt.date) -> list[RegimeRow]:
    return [_regime_row(catalogue, regime, today) for regime in catalogue.regimes.values()]


def _regime_row(catalogue: Catalogue, regime: Regime, today: dt.date) -> RegimeRow:
    provisions = catalogue.provisions_of[regime.key]
    return RegimeRow(
        regime=regime,
        provisions=len(provisions),
        coming=sum(not provision.in_force(today) for provision in provisions),
        unverified=sum(provision.verified != "official" for provision in provisions),
        controls=len(catalogue.controls_of[regime.key]),
        questions=len(catalogue.questions_of[regime.key]),
    )


def articles(
    catalogue: Catalogue, regime: str, *, text: str = "", status: str = "", verified: str = ""
) -> list[Article]:
    """A regime article by article, in the order of the content, empty articles left out."""
    wanted = text.casefold()
    groups: dict[str, list[ProvisionRow]] = {}
    controls, questions = _controls_by_provision(catalogue), _questions_by_provision(catalogue)
    for provision in catalogue.provisions_of[regime]:
        if (status and provision.status != status) or (verified and provision.verified != verified):
            continue
        if (
            wanted
            and wanted
            not in f"{provision.citation} {provision.title} {provision.summary}".casefold()
        ):
            continue
        row = ProvisionRow(
            provision,
            text_read.of_provision(provision, catalogue.regimes[regime]),
            tuple(controls.get(provision.key, ())),
            questions.get(provision.key, 0),
        )
        groups.setdefault(provision.article, []).append(row)
    return [Article(title, tuple(rows)) for title, rows in groups.items()]


def _controls_by_provision(catalogue: Catalogue) -> dict[str, list[Control]]:
    controls: dict[str, list[Control]] = {}
    for control in catalogue.controls.values():
        for key in control.provisions:
            controls.setdefault(key, []).append(control)
    return controls


def _questions_by_provision(catalogue: Catalogue) -> dict[str, int]:
    counts: dict[str, int] = {}
    for question in catalogue.questions.values():
        for key in question.provisions:
            counts[key] = counts.get(key, 0) + 1
    return counts


def control_groups(
    catalogue: Catalogue, *, text: str = "", regime: str = "", lifecycle: str = ""
) -> list[ControlGroup]:
    """Controls by section in reading order, sections without a match left out."""
    wanted = text.casefold()
    groups: dict[str, list[Control]] = {}
    for control in catalogue.controls.values():
        if (regime and regime not in control.regimes) or (
            lifecycle and control.lifecycle != lifecycle
        ):
            continue
        if wanted and wanted not in _searched(control).casefold():
            continue
        groups.setdefault(control.section, []).append(control)
    return [
        ControlGroup(catalogue.sections[key], tuple(controls)) for key, controls in groups.items()
    ]


def _searched(control: Control) -> str:
    asked = " ".join(question.ask for question in control.questions)
    return f"{control.title} {control.objective} {asked}"


def laws(catalogue: Catalogue, control: Control, provisions: Iterable[str] = ()) -> list[Law]:
    """The provisions by regime, of the control or of a part of them."""
    groups: dict[str, list[Provision]] = {}
    for key in tuple(provisions) or control.provisions:
        provision = catalogue.provisions[key]
        groups.setdefault(provision.regime, []).append(provision)
    return [Law(catalogue.regimes[key], tuple(members)) for key, members in groups.items()]


def between(told: Iterable[Disagreement], regimes: Collection[str]) -> list[Disagreement]:
    """The points on which at least two of these laws speak, without the words of others."""
    narrowed = (
        replace(point, says=tuple(said for said in point.says if said.regime in regimes))
        for point in told
    )
    return [point for point in narrowed if len(point.says) > 1]


def points(catalogue: Catalogue, told: Iterable[Disagreement]) -> list[Point]:
    """Disagreements as they are shown: what each law says, and where it says it."""
    keys = {provision.citation: provision.key for provision in catalogue.provisions.values()}
    return [
        Point(
            point.key,
            point.title,
            tuple(
                Said(
                    catalogue.regimes[said.regime],
                    said.says,
                    tuple(Place(cited, keys.get(cited, "")) for cited in said.citations),
                )
                for said in point.says
            ),
        )
        for point in told
    ]


def frameworks(control: Control) -> list[tuple[str, str]]:
    """Where else a control is known, as (framework, ids)."""
    names = {"nist_ai_rmf": "NIST AI RMF", "atlas": "MITRE ATLAS"}
    return [
        (names.get(key, key.replace("_", " ").upper()), ", ".join(ids))
        for key, ids in control.frameworks.items()
    ]


def question_views(
    catalogue: Catalogue, control: Control, specs: Mapping[str, FactSpec]
) -> list[QuestionView]:
    """A control's questions with their conditions in words."""
    return [_question_view(catalogue, question, specs) for question in control.questions]


def _question_view(
    catalogue: Catalogue, question: Question, specs: Mapping[str, FactSpec]
) -> QuestionView:
    when = question.when
    labels = {option.key: option.label for option in question.options}
    return QuestionView(
        question=question,
        citations=short_citations(catalogue.citations(question)),
        reopened_by=tuple(specs[key].label for key in question.bound if key in specs),
        when=Condition(when.source, condition_words(when.source, specs)) if when else None,
        rules=tuple(
            Condition(
                source=rule.when.source,
                words=condition_words(rule.when.source, specs),
                then=labels.get(rule.choose, ""),
                ruled_out=tuple(labels[key] for key in rule.rules_out),
            )
            for rule in question.rules
        ),
    )


def scope_in_words(regime: Regime, specs: Mapping[str, FactSpec]) -> str:
    """When the law applies to a pipeline, in words; empty when it always does."""
    condition = regime.applies_when
    return condition_words(condition.source, specs) if condition else ""


def short_citations(citations: Iterable[str]) -> str:
    """ "GDPR Art. 17(1)(a), 17(1)(b); 45 CFR 164.502(b)": each law is named once in a row.

    The place begins at the first word with a digit, the very first word apart.
    """
    parts: list[str] = []
    law = ""
    for citation in citations:
        match = _CITATION.fullmatch(citation)
        named, place = match.groups() if match else ("", citation)
        if named and named == law:
            parts[-1] += f", {place}"
        else:
            parts.append(citation)
        law = named
    return "; ".join(parts)
