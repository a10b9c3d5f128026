"""The lint finds what would make a question bank wrong, and says what could be better."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apps.catalogue.authoring.content import Content, Place
from apps.catalogue.authoring.coverage import coverage, report_lines
from apps.catalogue.authoring.lint import Findings, lint
from apps.catalogue.authoring.source_files import SourceFile
from apps.core.facts import About, FactKind, FactSpec
from tests.factories.catalogue import catalogue, control, document, provision, question, regime


def spec(key: str, kind: FactKind = FactKind.YES_NO, choices: tuple[str, ...] = ()) -> FactSpec:
    pairs = tuple((choice, choice.title()) for choice in choices)
    return FactSpec(key, key, kind, About.PIPELINE, "group", choices=pairs)


SPECS = {
    remark.key: remark
    for remark in (
        spec("org_eu"),
        spec("pipeline_logged"),
        replace(spec("pipeline_all_logged"), every=True),
        spec("pipeline_role", FactKind.CHOICE, ("controller", "processor")),
        spec("data_kinds", FactKind.MANY, ("health", "genetic")),
        spec("pipeline_regions", FactKind.MANY),
        spec("dataset_rows", FactKind.NUMBER),
        spec("dataset_note", FactKind.TEXT),
    )
}


def _excuse(made: dict[str, Any]) -> None:
    """What no option asserts is said to bind others, so that only what is tested is found."""
    questions = [asked for control in made["controls"] for asked in control["questions"]]
    options = [option for asked in questions for option in asked["options"]]
    said = {said.partition("#")[0] for option in options for said in option.get("asserts", ())}
    for entry in made["provisions"]:
        if entry["id"] not in said:
            entry.setdefault("unasked", "binds_others")


def check(*controls: dict[str, Any], **more: Any) -> Findings:
    """The findings in a document; every entry is placed in one pretended file."""
    made = document(*controls, **more)
    _excuse(made)
    file = SourceFile("made.yaml", "topics", {}, {})
    content = Content(made)
    for kind in ("regimes", "provisions", "sections", "controls"):
        content.places |= {(kind, entry["id"]): Place(file, ()) for entry in made[kind]}
    asked = (entry for control in made["controls"] for entry in control["questions"])
    content.places |= {("questions", entry["id"]): Place(file, ()) for entry in asked}
    return lint(content, SPECS)


LOGGED = {"when": "pipeline_logged", "choose": "all", "covers": {"gdpr-1": "pipeline_logged"}}


def one(**more: Any) -> Findings:
    return check(control("c", question("q", **more)))


def points(*values: float) -> list[dict[str, Any]]:
    return [{"id": f"o{n}", "label": f"Option {n}", "points": p} for n, p in enumerate(values)]


def test_a_sound_question_has_no_findings() -> None:
    when = "org_eu && pipeline_role == 'controller'"
    asked = question("q", when=when, rules=[LOGGED], binds=["data_kinds"])
    findings = check(control("c", asked), provisions=[provision("gdpr-1", applies_when=when)])

    assert findings == Findings((), ())


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"when": "nonsense"}, "there is no fact “nonsense”"),
        ({"binds": ["nonsense_b"]}, "there is no fact “nonsense_b”"),
        ({"when": "dataset_rows > 1"}, "cannot see the fact “dataset_rows” from here"),
        ({"when": "pipeline_role == 'owner'"}, "can be “owner”"),
        ({"when": "pipeline_logged && !pipeline_logged"}, "can never be asked"),
        ({"when": "data_kinds.all(k, k == 'health') && 'genetic' in data_kinds"}, "never be asked"),
        (
            {"when": "dataset_rows > 5 && dataset_rows < 3", "about": "dataset"},
            "can never be asked",
        ),
        ({"when": "pipeline_role"}, "is not a yes or no question"),
        ({"when": "pipeline_logged > 3"}, "No such overload"),
        ({"rules": [{"when": "org_eu && !org_eu", "choose": "all"}]}, "can never decide"),
        (
            {"when": "org_eu", "rules": [{"when": "!org_eu", "choose": "all"}]},
            "decides only where the question is not asked",
        ),
        ({"options": points(0.5, 1)}, "best first"),
        ({"options": points(0.9, 0)}, "no option gives full points"),
        ({"options": points(1, 1)}, "every option scores the same"),
        ({"options": points(1, 0.5), "gate": True}, "a gate needs an option with 0 points"),
        ({"ask": "Is it not done without a reason?"}, "double negative (not, without)"),
        ({"ask": "Isn't it unchecked, and never logged?"}, "double negative (isn't, never)"),
        ({"ask": "Tell us why."}, "is not a question"),
        ({"ask": "Is it here? Is it there?"}, "asks more than one question"),
        ({"ask": "Is it here and/or there?"}, "asks two things at once"),
    ],
)
def test_errors(more: dict[str, Any], expected: str) -> None:
    errors = [str(problem) for problem in one(**more).errors]

    assert any(expected in error for error in errors), errors


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"ask": "Is it kept without names?"}, "asked negatively (without)"),
        ({"when": "org_eu || !org_eu"}, "its condition always holds"),
        ({"ask": f"Is it {'very ' * 40}good?"}, "words long"),
        ({"ask": "Does organisational accountability demonstrate proportionality?"}, "hard to"),
    ],
)
def test_remarks(more: dict[str, Any], expected: str) -> None:
    findings = one(**more)

    assert not findings.errors
    assert any(expected in str(problem) for problem in findings.remarks), findings


@pytest.mark.parametrize(
    "ask", ["Is it kept no longer than needed?", "Is it known whether or not?"]
)
def test_set_phrases_are_not_negations(ask: str) -> None:
    assert one(ask=ask) == Findings((), ())


def test_a_question_on_proposed_law_is_asked_of_nobody() -> None:
    findings = check(
        control("c", question("q"), provisions=["gdpr-9"]),
        provisions=[provision("gdpr-9", status="proposed")],
    )

    assert "nobody can be asked: it serves only proposed law" in str(findings.errors)


def test_a_condition_may_not_rule_out_every_regime() -> None:
    regimes = [regime("gdpr", applies_when="org_eu"), regime("hipaa"), regime("ccpa")]
    findings = check(control("c", question("q", when="!org_eu")), regimes=regimes)

    assert "rules out every regime it serves" in str(findings.errors)


def test_two_provisions_may_not_share_a_citation() -> None:
    twin = provision("gdpr-9", citation="GDPR Art. 1")

    findings = check(control("c", question("q")), provisions=[twin])
    assert "gdpr-9 cites GDPR Art. 1" in str(findings) or "gdpr-1 cites" in str(findings.errors)


def test_a_question_for_fewer_laws_than_its_control_is_remarked() -> None:
    narrow = question("q", provisions=["gdpr-1"])

    findings = check(control("c", narrow, provisions=["gdpr-1", "ccpa-1"]))
    assert "serves no provision of ccpa, whose score it moves" in str(findings.remarks)


def test_coverage_counts_gaps_and_rules() -> None:
    bank = catalogue(
        control("c", question("q"), provisions=["gdpr-1"]),
        control(
            "d",
            question("r", rules=[{"when": "pipeline_logged", "choose": "all"}]),
            provisions=["gdpr-1", "hipaa-1"],
        ),
        provisions=[provision("gdpr-2", unasked="binds_others")],
    )
    found = coverage(bank)

    unserved = {regime.regime: [p.key for p in regime.unserved] for regime in found.regimes}
    assert unserved == {"gdpr": [], "hipaa": ["hipaa-2"], "ccpa": ["ccpa-1", "ccpa-2"]}
    assert (found.single_regime_controls, found.without_rules) == (("c",), ("q",))
    assert found.rule_share == 0.5
    assert "without a question: HIPAA Art. 2" in "\n".join(report_lines(found))
