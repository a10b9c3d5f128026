"""What the shipped HIPAA content promises: addressable is data, and nobody is asked in vain."""

import datetime as dt
import functools
from typing import Any

import pytest

from apps.assessments.engine.binding import facts_used
from apps.assessments.engine.questionnaire import Given, Reply, questionnaire
from apps.assessments.engine.questionnaire import Subject as Asking
from apps.assessments.engine.scoring import ControlResult, Verdict
from apps.catalogue.authoring.loader import load_content
from apps.catalogue.content_types import Catalogue, Question, Subject
from apps.catalogue.expressions import Outcome, decide

OUTSIDE: dict[str, Any] = {"org_hipaa_role": "none", "data_phi": False, "dataset_phi": False}


@functools.cache
def shipped() -> Catalogue:
    return load_content().catalogue()


def hipaa_only() -> list[Question]:
    return [q for q in shipped().questions.values() if set(q.regimes) == {"hipaa"}]


def test_twenty_two_specifications_are_addressable() -> None:
    provisions = shipped().provisions_of["hipaa"]

    assert sum(p.specification == "addressable" for p in provisions) == 22


def test_an_addressable_specification_may_be_met_by_an_equivalent_measure() -> None:
    lacking = {p.key for p in shipped().provisions_of["hipaa"] if p.specification == "addressable"}
    for question in shipped().questions.values():
        if any(option.key == "equivalent" and option.points > 0 for option in question.options):
            lacking -= set(question.provisions)

    assert lacking == set()


def test_required_specifications_take_no_excuse() -> None:
    required = {p.key for p in shipped().provisions_of["hipaa"] if p.specification == "required"}
    excused = [
        question.key
        for question in hipaa_only()
        if any(option.key == "equivalent" for option in question.options)
        and set(question.provisions) <= required
    ]

    assert excused == []


def test_outside_hipaa_no_question_of_hipaa_alone_is_asked() -> None:
    asked = [
        question.key
        for question in hipaa_only()
        if question.when is None or decide(question.when, OUTSIDE) is not Outcome.FALSE
    ]

    assert asked == []


def test_an_unknown_role_means_that_hipaa_questions_are_asked() -> None:
    hidden = [
        question.key
        for question in hipaa_only()
        if question.when is not None and decide(question.when, {}) is Outcome.FALSE
    ]

    assert hidden == []


@pytest.mark.parametrize(
    ("identifiers", "chosen"),
    # Places and dates have questions of their own.
    [([], "all"), (["C"], "all"), (["A", "R"], "left")],
)
def test_safe_harbor_is_decided_by_the_identifiers_left(
    identifiers: list[str], chosen: str
) -> None:
    question = shipped().questions["dataset-safe-harbor-identifiers"]
    facts = {"dataset_identifiers": identifiers}

    choices = [r.choose for r in question.rules if decide(r.when, facts) is Outcome.TRUE]

    assert choices == [chosen]


def test_the_limited_data_set_keeps_dates_but_waits_for_a_person_over_places() -> None:
    question = shipped().questions["dataset-limited-identifiers"]
    assert question.about is Subject.DATASET

    def choices(*identifiers: str) -> list[str]:
        facts = {"dataset_identifiers": list(identifiers)}
        return [r.choose for r in question.rules if decide(r.when, facts) is Outcome.TRUE]

    assert choices("C") == ["all"]
    assert choices("B", "C") == []
    assert choices("B", "H") == ["left"]


SAFE_HARBOR = {
    "org_hipaa_role": "covered_entity",
    "data_phi": True,
    "dataset_phi": True,
    "dataset_deidentification": "safe_harbor",
    "dataset_free_text": True,
    "dataset_images": True,
    "dataset_identifiers": [],
    "dataset_reid_code": "none",
}


def safe_harbor(**facts: object) -> ControlResult:
    """The control of Safe Harbor for one dataset, everything else that people say at its best."""
    kind, known = Subject.DATASET, {**SAFE_HARBOR, **facts}
    asked = questionnaire(
        catalogue=shipped(),
        regimes=["hipaa"],
        subjects=[Asking(kind, "dataset:1", "Notes", known)],
        answers={},
        today=dt.date(2026, 11, 28),
    )
    for item in asked.items:
        left_to_people = item.question.key not in {
            "dataset-safe-harbor-free-text",
            "dataset-safe-harbor-images",
        }
        if not item.worked_out and left_to_people:
            best = item.question.options[0].key
            used = facts_used(item.question, known)
            given = Given(Reply.ANSWERED, option=best, facts_used=used)
            asked = asked.with_answer(*item.id, given)
    return asked.score().controls["safe-harbor-holds"]


@pytest.mark.parametrize(
    ("text", "images", "verdict"),
    [
        ("checked", "all", Verdict.MET),
        ("removed", "all", Verdict.MET),
        ("misses", "headers", Verdict.NOT_MET),
        ("misses", "all", Verdict.NOT_MET),
        ("checked", "headers", Verdict.NOT_MET),
        ("checked", "raw", Verdict.NOT_MET),
    ],
)
def test_known_misses_and_faces_block(text: str, images: str, verdict: Verdict) -> None:
    """Read before as HIPAA 98.9, no blocker, ready."""
    found = safe_harbor(dataset_free_text_state=text, dataset_images_state=images)

    assert found.verdict is verdict
    assert found.is_blocker is (verdict is Verdict.NOT_MET)


def test_what_nobody_looked_for_is_never_met() -> None:
    assert safe_harbor().verdict not in {Verdict.MET, Verdict.NOT_MET}


# What the law takes for nothing, however much of it is there.
VOID = [
    ("dataset-expert-recipients", "general"),
    ("dataset-expert-report", "results"),
    ("dataset-data-use-agreement", "some"),
    ("dataset-operations-not-research", "mixed"),
    ("dataset-authorization-complete", "tied"),
    ("dataset-authorization-revoked", "most"),
    ("dataset-restrictions-honoured", "most"),
    ("dataset-psychotherapy-notes", "some"),
    ("pipeline-ba-aggregation", "other"),
    ("pipeline-ba-deidentify", "implied"),
    ("pipeline-in-risk-analysis", "some"),
    ("org-addressable-decided", "some"),
    ("org-sanctions", "sometimes"),
]


@pytest.mark.parametrize(("question", "option"), VOID)
def test_void_is_zero(question: str, option: str) -> None:
    found = shipped().questions[question].option(option)

    assert found is not None
    assert found.points == 0
    assert not found.asserts


def test_data_used_for_research_as_operations_blocks() -> None:
    """It is a use without a permission, so nothing else in the control outweighs it."""
    assert shipped().questions["dataset-operations-not-research"].gate


UNDER_HIPAA: dict[str, Any] = {
    "org_hipaa_role": "business_associate",
    "data_phi": True,
    "dataset_phi": True,
}


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("pipeline-genetic-underwriting", "pipeline_underwriting"),
        ("pipeline-health-marketing", "pipeline_health_marketing"),
        ("pipeline-ba-aggregation", "pipeline_clients_combined"),
        ("pipeline-ba-deidentify", "pipeline_deidentifies"),
        ("dataset-psychotherapy-notes", "dataset_psychotherapy_notes"),
    ],
)
def test_what_does_not_happen_earns_nothing_and_is_not_asked(question: str, fact: str) -> None:
    """Each had an answer such as "nothing here serves marketing" with every point, at a gate."""
    when = shipped().questions[question].when
    assert when is not None

    outcomes = [decide(when, {**UNDER_HIPAA, **known}) for known in ({fact: False}, {fact: True})]

    assert outcomes == [Outcome.FALSE, Outcome.TRUE]
    assert decide(when, UNDER_HIPAA) is Outcome.UNDECIDED


def test_data_that_nobody_outside_gets_is_not_sold() -> None:
    when = shipped().questions["dataset-no-sale"].when
    assert when is not None
    inside = {"dataset_sold_or_shared": False, "dataset_published": False, "dataset_vendors": False}

    assert decide(when, {**UNDER_HIPAA, **inside}) is Outcome.FALSE
    assert decide(when, {**UNDER_HIPAA, **inside, "dataset_vendors": True}) is Outcome.TRUE


def test_three_digits_of_a_zip_code_are_no_finer_place() -> None:
    """A place on the list decided for "finer places are left", though three digits may stay."""
    question = shipped().questions["dataset-safe-harbor-places"]

    def decided(*identifiers: str) -> list[tuple[str, tuple[str, ...]]]:
        facts = {"dataset_identifiers": list(identifiers)}
        held = [r for r in question.rules if decide(r.when, facts) is Outcome.TRUE]
        return [(r.choose, tuple(r.rules_out)) for r in held]

    assert [choose for choose, _ in decided("C")] == ["state"]
    assert [out for _, out in decided("B")] == [("state",)]


def test_sixty_days_are_the_outer_limit_and_not_the_time() -> None:
    options = {o.key: o for o in shipped().questions["org-breach-ba-notice"].options}

    assert options["sixty"].points == 0.4
    assert "hipaa-164-410-b" not in options["sixty"].asserts
    assert "hipaa-164-410-c" not in options["nameless"].asserts


def test_a_subcontractors_violations_are_the_business_associates_concern() -> None:
    provisions = {p.key: p for p in shipped().provisions_of["hipaa"]}
    known = {"data_phi": True, "pipeline_vendors": True}

    def binds(key: str, role: str) -> Outcome:
        condition = provisions[key].applies_when
        assert condition is not None
        return decide(condition, {**known, "org_hipaa_role": role})

    assert binds("hipaa-164-504-e-1-iii", "business_associate") is Outcome.TRUE
    assert binds("hipaa-164-504-e-1-iii", "covered_entity") is Outcome.FALSE
    assert binds("hipaa-164-504-e-1-ii", "covered_entity") is Outcome.TRUE


def test_what_is_phi_is_carried_by_no_de_identification() -> None:
    """Called de-identified as the basis, PHI was asked for none of the two ways, and earned."""
    question = shipped().questions["dataset-hipaa-permission"]
    known = {"dataset_phi": True, "dataset_hipaa_basis": "deidentified"}

    chosen = [r.choose for r in question.rules if decide(r.when, known) is Outcome.TRUE]

    assert chosen == ["none"]
    option = question.option("none")
    assert option is not None
    assert option.points == 0


@pytest.mark.parametrize(
    "question",
    ["dataset-limited-identifiers", "dataset-limited-purpose", "dataset-data-use-agreement"],
)
def test_the_permission_of_a_limited_data_set_brings_its_terms(question: str) -> None:
    """They hung on the state of identification alone, so that another word there hid them all."""
    when = shipped().questions[question].when
    assert when is not None
    pseudonyms = {**UNDER_HIPAA, "dataset_deidentification": "pseudonymised"}

    named = decide(when, {**pseudonyms, "dataset_hipaa_basis": "limited_data_set"})
    other = decide(when, {**pseudonyms, "dataset_hipaa_basis": "authorization"})

    assert (named, other) == (Outcome.TRUE, Outcome.FALSE)
