"""From a catalogue document (plain JSON values) to the dataclasses of `content_types`.

The document is what the loader makes of the YAML files and what a published version stores:
`{"format": 2, "regimes": [...], "provisions": [...], "sections": [...], "controls": [...],
"time_limits": [...], "disagreements": [...]}`, every entry with every key. Versions of format 1
lack the keys that came later; their entries mean what they meant then.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from .content_types import (
    SEES,
    Answerer,
    Case,
    Catalogue,
    Control,
    Difference,
    Disagreement,
    LimitKind,
    Option,
    Provision,
    ProvisionKind,
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
from .wording import wording_of

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
    disagreements = {e["id"]: _disagreement(e) for e in document.get("disagreements", ())}
    controls = {
        entry["id"]: _control(entry, provisions, sections[entry["section"]], disagreements)
        for entry in entries
    }
    questions = {q.key: q for control in controls.values() for q in control.questions}
    return Catalogue(
        digest=digest,
        regimes=regimes,
        provisions=provisions,
        sections=dict(sorted(sections.items(), key=lambda item: item[1].order)),
        controls=controls,
        questions=questions,
        time_limits={e["id"]: _time_limit(e) for e in document["time_limits"]},
        disagreements=disagreements,
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
        additional=entry.get("additional", False),
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
        kind=ProvisionKind(entry.get("kind") or "duty"),
        group=entry.get("group", ""),
        relied_on=_condition(entry.get("relied_on", "")),
        applies_when=_condition(entry.get("applies_when", "")),
        elements=MappingProxyType(dict(entry.get("elements", {}))),
        void_unless_whole=entry.get("void_unless_whole", False),
        unasked=entry.get("unasked") or ("" if entry.get("needs_question", True) else "unstated"),
        see=tuple(entry.get("see", ())),
    )


def _section(entry: Document) -> Section:
    return Section(
        key=entry["id"],
        title=entry["title"],
        order=entry["order"],
        summary=entry["summary"],
        answerer=_answerer(entry.get("answerer", "")),
    )


def _control(
    entry: Document,
    provisions: Mapping[str, Provision],
    section: Section,
    disagreements: Mapping[str, Disagreement],
) -> Control:
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
        disagreements=_disagreements(entry, disagreements),
        questions=tuple(_question(item, entry, provisions, section) for item in entry["questions"]),
    )


def _question(
    entry: Document, control: Document, provisions: Mapping[str, Provision], section: Section
) -> Question:
    when = _condition(entry["when"])
    rules = tuple(_rule(rule) for rule in entry["rules"])
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
        options=tuple(_option(option) for option in entry["options"]),
        rules=rules,
        binds=binds,
        reads=reads,
        bound=tuple(fact for fact in reads if fact in binds or fact.startswith(_BINDING[about])),
        decisive=frozenset(decisive),
        cases=_cases(entry),
        answerer=_answerer(entry.get("answerer", "")) or section.answerer,
        renamed_from=tuple(entry.get("renamed_from", ())),
        wording=wording_of(entry),
    )


def _disagreement(entry: Document) -> Disagreement:
    return Disagreement(entry["id"], entry["title"], _says(entry["says"]))


def _disagreements(control: Document, told: Mapping[str, Disagreement]) -> tuple[Disagreement, ...]:
    """The points a control refers to; earlier versions told one in the control itself."""
    own = control.get("differences", ())
    if own:
        return (Disagreement("", "", _says(own)),)
    return tuple(told[key] for key in control.get("disagreements", ()))


def _says(entries: Iterable[Document]) -> tuple[Difference, ...]:
    return tuple(
        Difference(entry["regime"], entry["says"], tuple(entry.get("citations", ())))
        for entry in entries
    )


def _option(entry: Document) -> Option:
    asserts = tuple(entry.get("asserts", ()))
    return Option(entry["id"], entry["label"], float(entry["points"]), asserts)


def _rule(entry: Document) -> Rule:
    covers = {
        asserted: (facts,) if isinstance(facts, str) else tuple(facts)
        for asserted, facts in entry.get("covers", {}).items()
    }
    return Rule(
        when=compile_expression(entry["when"]),
        choose=entry.get("choose", ""),
        covers=MappingProxyType(covers),
        rules_out=tuple(entry.get("rules_out", ())),
    )


def _cases(entry: Document) -> tuple[Case, ...] | None:
    if "not_applicable" not in entry:
        return None
    return tuple(Case(case["id"], case["label"]) for case in entry["not_applicable"])


def _answerer(word: str) -> Answerer | None:
    return Answerer(word) if word else None


def _regimes_of(keys: Iterable[str], provisions: Mapping[str, Provision]) -> tuple[str, ...]:
    """The regimes with at least one of the provisions; a proposal binds nobody."""
    real = (provisions[key] for key in keys)
    return tuple(dict.fromkeys(p.regime for p in real if p.status is not ProvisionStatus.PROPOSED))


def _time_limit(entry: Document) -> TimeLimit:
    return TimeLimit(
        key=entry["id"],
        duty=entry["duty"],
        regime=entry["regime"],
        kind=LimitKind(entry.get("kind", "duration")),
        on=dt.date.fromisoformat(entry["on"]) if entry.get("on") else None,
        who=entry.get("who", ""),
        standard=entry.get("standard", ""),
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
