"""From a catalogue document (plain JSON values) to the dataclasses of `content_types`.

The document is what the loader makes of the YAML files and what a published version stores:
`{"format": 1, "regimes": [...], "provisions": [...], "sections": [...], "controls": [...],
"time_limits": [...]}`, every entry with every key.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from .content_types import (
    SEES,
    Catalogue,
    Control,
    Difference,
    Option,
    Provision,
    ProvisionStatus,
    Question,
    Regime,
    Rule,
    Section,
    Subject,
    TimeLimit,
    Verified,
)
from .expressions import Expression, compile_expression

Document = Mapping[str, Any]
T = TypeVar("T")

_BINDING: Mapping[Subject, tuple[str, ...]] = {
    **SEES,
    Subject.DATASET: ("org_", "dataset_"),
    Subject.MODEL: ("org_", "model_"),
}


def build_catalogue(document: Document, *, digest: str) -> Catalogue:
    """The catalogue a document describes; `digest` is that of its canonical form.

    The document must have passed the schema and `loader`'s reference checks; an unreadable
    expression raises `ExpressionError`.
    """
    regimes = {entry["id"]: _regime(entry) for entry in document["regimes"]}
    provisions = {entry["id"]: _provision(entry) for entry in document["provisions"]}
    sections = {entry["id"]: _section(entry) for entry in document["sections"]}
    order = {key: section.order for key, section in sections.items()}
    entries = sorted(document["controls"], key=lambda entry: order[entry["section"]])
    controls = {entry["id"]: _control(entry, provisions) for entry in entries}
    questions = {q.key: q for control in controls.values() for q in control.questions}
    return Catalogue(
        digest=digest,
        regimes=regimes,
        provisions=provisions,
        sections=dict(sorted(sections.items(), key=lambda item: item[1].order)),
        controls=controls,
        questions=questions,
        time_limits={e["id"]: _time_limit(e) for e in document["time_limits"]},
        provisions_of=_group(regimes, ((p.regime, p) for p in provisions.values())),
        controls_of=_group(regimes, ((r, c) for c in controls.values() for r in c.regimes)),
        questions_of=_group(regimes, ((r, q) for q in questions.values() for r in q.regimes)),
        readers=_group((), ((fact, q) for q in questions.values() for fact in q.reads)),
        position={key: index for index, key in enumerate(controls)},
    )


def _group(keys: Iterable[str], pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: defaultdict[str, list[T]] = defaultdict(list, {key: [] for key in keys})
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _regime(entry: Document) -> Regime:
    return Regime(
        key=entry["id"],
        title=entry["title"],
        short=entry["short"],
        jurisdiction=entry["jurisdiction"],
        text=entry["text"],
        text_version=dt.date.fromisoformat(entry["text_version"]),
        source=entry["source"],
        summary=entry["summary"],
        applies_when=_condition(entry["applies_when"]),
    )


def _provision(entry: Document) -> Provision:
    applies_from = entry["applies_from"]
    return Provision(
        key=entry["id"],
        regime=entry["regime"],
        citation=entry["citation"],
        article=entry["article"],
        title=entry["title"],
        summary=entry["summary"],
        status=ProvisionStatus(entry["status"]),
        applies_from=dt.date.fromisoformat(applies_from) if applies_from else None,
        text_version=dt.date.fromisoformat(entry["text_version"]),
        source=entry["source"],
        verified=Verified(entry["verified"]),
        specification=entry["specification"],
        needs_question=entry["needs_question"],
    )


def _section(entry: Document) -> Section:
    return Section(
        key=entry["id"], title=entry["title"], order=entry["order"], summary=entry["summary"]
    )


def _control(entry: Document, provisions: Mapping[str, Provision]) -> Control:
    return Control(
        key=entry["id"],
        section=entry["section"],
        title=entry["title"],
        objective=entry["objective"],
        lifecycle=entry["lifecycle"],
        criticality=entry["criticality"],
        criticality_reason=entry["criticality_reason"],
        provisions=tuple(entry["provisions"]),
        regimes=_regimes_of(entry["provisions"], provisions),
        frameworks={key: tuple(ids) for key, ids in entry["frameworks"].items()},
        differences=tuple(Difference(**item) for item in entry["differences"]),
        questions=tuple(_question(item, entry, provisions) for item in entry["questions"]),
    )


def _question(entry: Document, control: Document, provisions: Mapping[str, Provision]) -> Question:
    when = _condition(entry["when"])
    rules = tuple(Rule(compile_expression(r["when"]), r["choose"]) for r in entry["rules"])
    about, binds = Subject(entry["about"]), tuple(entry["binds"])
    decisive = {*binds, *(fact for rule in rules for fact in rule.when.reads)}
    reads = tuple(sorted(decisive | {*(when.reads if when else ())}))
    return Question(
        key=entry["id"],
        control=control["id"],
        section=control["section"],
        about=about,
        ask=entry["ask"],
        why=entry["why"],
        help=entry["help"],
        evidence=entry["evidence"],
        effort=entry["effort"],
        gate=entry["gate"],
        when=when,
        provisions=tuple(entry["provisions"]),
        regimes=_regimes_of(entry["provisions"], provisions),
        options=tuple(Option(o["id"], o["label"], float(o["points"])) for o in entry["options"]),
        rules=rules,
        binds=binds,
        reads=reads,
        bound=tuple(fact for fact in reads if fact in binds or fact.startswith(_BINDING[about])),
        decisive=frozenset(decisive),
    )


def _regimes_of(keys: Iterable[str], provisions: Mapping[str, Provision]) -> tuple[str, ...]:
    """The regimes with at least one of the provisions; a proposal binds nobody."""
    real = (provisions[key] for key in keys)
    return tuple(dict.fromkeys(p.regime for p in real if p.status is not ProvisionStatus.PROPOSED))


def _time_limit(entry: Document) -> TimeLimit:
    return TimeLimit(
        key=entry["id"],
        duty=entry["duty"],
        regime=entry["regime"],
        length=entry["length"],
        counts=entry["counts"],
        starts=entry["starts"],
        extension=entry["extension"],
        extension_when=entry["extension_when"],
        citation=entry["citation"],
        provision=entry["provision"],
    )


def _condition(source: str) -> Expression | None:
    return compile_expression(source) if source else None
