"""What the shipped GDPR content promises: void is zero, lawful is whole, and nothing is hidden."""

import functools
from typing import Any

import pytest

from apps.assessments.engine.rules import machine_answer, struck_out
from apps.catalogue.authoring.loader import load_content
from apps.catalogue.content_types import Catalogue
from apps.catalogue.expressions import Evaluator, Outcome, decide

# What the law treats as nothing, however much work went into it.
VOID = [
    ("pipeline-interests-weighed", "partial"),
    ("dataset-consent-shown", "some"),
    ("dataset-consent-asked-apart", "visible"),
    ("dataset-consent-free", "tied"),
    ("dataset-parental-consent", "some"),
    ("dataset-explicit-consent-shown", "broad"),
    ("dataset-use-covered", "informal"),
    ("pipeline-contract-necessity", "claimed"),
    ("pipeline-marketing-objection", "messages"),
    ("dataset-objections-honoured", "later"),
    ("dataset-last-resort-shown", "some"),
    ("dataset-derogation-documented", "repeats"),
    ("model-decision-ground-shown", "claimed"),
    # Art. 6(3): the basis is the law that sets the purpose, and not an act that stands beside it.
    ("pipeline-law-named", "act"),
    # Art. 9(2)(b), (g), (i), (j) and 10 open the ban only together with their safeguards.
    ("dataset-special-law-named", "article"),
    ("dataset-criminal-law-named", "article"),
    # Art. 4(11): consent is informed and freely given, or is none.
    ("dataset-consent-asked-apart", "uninformed"),
    ("dataset-consent-free", "pressed"),
    # Art. 26(2): the arrangement reflects what the parties really do.
    ("pipeline-joint-arrangement", "paper"),
    # Art. 5(1)(b): a purpose that somebody assumes was never specified.
    ("dataset-original-purpose-known", "assumed"),
    # Art. 18(2): restricted data is only stored; a flag that a job ignores restricts nothing.
    ("dataset-restriction-flag", "flag"),
    # Art. 14(5)(b) frees from informing only together with protection and public information.
    ("dataset-notice-exemption-reasoned", "reasons"),
    # Art. 36(1): a risk that stays high is brought to the authority before the start.
    ("pipeline-prior-consultation", "high"),
    # Art. 22(1): whoever nearly always follows the score leaves the decision to it.
    ("model-score-weight-known", "low"),
]
# What the law allows, beside the usual way.
LAWFUL = [
    ("dataset-person-found", "untied"),
    ("dataset-erasable", "untied"),
    ("dataset-portable", "untied"),
    ("pipeline-recipients-told", "reasoned"),
    ("dataset-consent-shown", "most"),
    ("dataset-parental-consent", "left_out"),
    ("dataset-people-told", "left_out"),
    ("pipeline-dpia-views", "reasoned"),
    ("dataset-transfer-instrument", "approved"),
    ("dataset-transfer-instrument", "authorised"),
    ("dataset-transfer-instrument", "derogation"),
    ("org-eu-representative-named", "occasional"),
    ("dataset-correction-reaches-copies", "manual"),
    # Art. 26(1): as far as a law settles who does what, no arrangement has to.
    ("pipeline-joint-arrangement", "law"),
    # Art. 12(1) speaks of information that is addressed to a child.
    ("dataset-children-notice", "parents"),
    # Art. 13(4): no notice is due for what people know already.
    ("dataset-people-told", "known"),
    # Art. 13(3) and 14(4) ask that nobody's data is used for what they were not told.
    ("dataset-told-before-reuse", "left_out"),
    ("dataset-indirect-told-before-reuse", "left_out"),
    # Art. 14(5) holds for some groups and not for others: sources differ.
    ("dataset-indirect-notice-in-time", "exempt_rest"),
    # Art. 17(3): as far as an exception holds, erasure is not due.
    ("dataset-erasable", "excepted"),
    # Art. 15 and 18 ask for the result, and not for a tool.
    ("dataset-person-found", "search"),
    ("dataset-restriction-flag", "by_hand"),
    # Art. 11(2): Articles 15 to 20 do not apply to what cannot be tied to a person.
    ("pipeline-access-reply-points", "untied"),
    ("pipeline-access-copy-derived", "untied"),
    ("pipeline-scores-correctable", "untied"),
    # Art. 35(11) asks for a review where the risk changes: a change that left it alone is checked.
    ("pipeline-dpia-current", "same"),
    # A model that was tested and gives nobody back may stay as it is; the decision is recorded.
    ("model-deletion-plan", "anonymous"),
    # Art. 89(1) names research, statistics and archiving; independent review is not in its text.
    ("pipeline-research-genuine", "plan"),
    ("pipeline-research-genuine", "statistics"),
    ("pipeline-research-genuine", "archive"),
    # Art. 5(1)(e) asks that data is not kept longer, by whatever hand.
    ("dataset-deletion-automatic", "by_hand"),
]
# One half of what the text asks, and what it lacks.
HALVES = [
    ("dataset-national-number-allowed", "dropped_only", "gdpr-87#held"),
    ("pipeline-withdrawal-easy", "easy", "gdpr-7-3#told"),
    ("pipeline-withdrawal-easy", "told", "gdpr-7-3#easy"),
    ("model-bias-data-kept-apart", "deleted", "gdpr-5-1-b#compatible"),
    ("pipeline-joint-arrangement", "people", "gdpr-26-1#others"),
    ("pipeline-design-reviewed", "paper", "gdpr-25-1#use"),
    ("pipeline-access-copy-derived", "paper", "gdpr-15-3#form"),
    ("pipeline-notice-plain", "hidden", "gdpr-12-1#found"),
    ("pipeline-processor-record", "some", "gdpr-30-4"),
    ("model-people-informed", "notice", "gdpr-5-1-a#open"),
]
EU: dict[str, Any] = {"org_eu_people": True, "pipeline_gdpr_role": "controller"}
SPECIAL = {"data_personal": True, "models_personal": False, "data_special": True}
QUIET = {
    "data_criminal": False,
    "models_significant": False,
    "models_gdpr_automated": False,
    "pipeline_profiling": False,
    "pipeline_public_monitoring": False,
    "pipeline_vulnerable_people": False,
    "pipeline_new_technology": False,
}


@functools.cache
def shipped() -> Catalogue:
    return load_content().catalogue()


def points(question: str, option: str) -> float:
    found = shipped().questions[question].option(option)
    assert found is not None, option
    return found.points


@pytest.mark.parametrize(("question", "option"), VOID)
def test_what_the_law_treats_as_nothing_earns_nothing(question: str, option: str) -> None:
    assert points(question, option) == 0


@pytest.mark.parametrize(("question", "option"), LAWFUL)
def test_what_the_law_allows_earns_everything(question: str, option: str) -> None:
    assert points(question, option) == 1


@pytest.mark.parametrize(("question", "option", "lacking"), HALVES)
def test_a_half_earns_less_than_the_whole(question: str, option: str, lacking: str) -> None:
    asked = shipped().questions[question]
    half = asked.option(option)
    assert half is not None

    assert 0 < half.points < 1
    assert lacking not in half.asserts
    assert all(lacking in one.asserts for one in asked.options if one.points == 1)


CONSENT = ["dataset-consent-shown", "dataset-consent-asked-apart", "dataset-consent-free"]
GROUNDS = [
    "pipeline-contract-necessity",
    "pipeline-law-named",
    "pipeline-vital-interest-shown",
    "pipeline-interests-weighed",
]


RIGHTS = ["dataset-restriction-flag", "dataset-objections-honoured", "pipeline-research-objection"]


@pytest.mark.parametrize("question", [*CONSENT, *GROUNDS, *RIGHTS])
def test_a_processor_does_not_answer_for_the_duties_of_its_controller(question: str) -> None:
    when = shipped().questions[question].when
    assert when is not None

    assert decide(when, {**EU, "pipeline_gdpr_role": "processor"}) is Outcome.FALSE
    assert decide(when, EU) is Outcome.UNDECIDED


def test_whom_every_duty_of_a_question_leaves_out_is_not_asked_it() -> None:
    facts = {"org_eu_people": True, "pipeline_gdpr_role": "processor"}

    def leaves_out(key: str) -> bool:
        provision = shipped().provisions[key]
        binds = provision.applies_when or provision.relied_on
        return binds is not None and decide(binds, facts) is Outcome.FALSE

    spared = [
        question
        for question in shipped().questions.values()
        if set(question.regimes) == {"gdpr"} and all(map(leaves_out, question.provisions))
    ]
    asked = [
        question.key
        for question in spared
        if question.when is None or decide(question.when, facts) is not Outcome.FALSE
    ]

    assert len(spared) > 50
    assert asked == []


@pytest.mark.parametrize("question", [*CONSENT, "dataset-portable"])
def test_explicit_consent_is_asked_what_consent_is_asked_whatever_the_basis(question: str) -> None:
    when = shipped().questions[question].when
    assert when is not None
    facts = {**EU, "dataset_personal": True, "dataset_special": True, "dataset_origins": ["person"]}
    care = {**facts, "dataset_lawful_basis": "public_task"}

    assert decide(when, {**care, "dataset_art9_condition": "explicit_consent"}) is Outcome.TRUE
    assert decide(when, {**care, "dataset_art9_condition": "health_care"}) is Outcome.FALSE


@pytest.mark.parametrize(
    ("scale", "outcome"),
    [
        ("under_1000", Outcome.FALSE),
        ("under_100000", Outcome.TRUE),
        ("over_1000000", Outcome.TRUE),
    ],
)
def test_special_data_of_a_thousand_people_needs_an_assessment(
    scale: str, outcome: Outcome
) -> None:
    when = shipped().questions["pipeline-dpia-made"].when
    assert when is not None

    assert decide(when, {**EU, **SPECIAL, **QUIET, "pipeline_people_scale": scale}) is outcome


def test_not_everywhere_is_not_nowhere() -> None:
    question = shipped().questions["dataset-erasable"]
    facts = {"dataset_erasable": False, "dataset_person_lookup": True}
    evaluator = Evaluator(facts)

    assert machine_answer(question, evaluator, facts) is None
    assert set(struck_out(question, evaluator)) == {"can", "untied"}


def test_each_instrument_and_exception_is_relied_on_by_its_own_fact() -> None:
    group = [p for p in shipped().provisions_of["gdpr"] if p.group == "gdpr-transfer"]
    conditions = {p.relied_on.source for p in group if p.relied_on}

    assert len(group) == len(conditions) == 17
    assert all("dataset_transferred" in source for source in conditions)


def test_the_compatibility_test_of_the_gdpr_decides_nothing_elsewhere() -> None:
    reading = {
        regime
        for question in shipped().questions.values()
        for rule in question.rules
        if "dataset_purpose_compatible" in rule.when.reads
        for regime in question.regimes
    }

    assert reading == {"gdpr"}


def test_every_point_of_the_notice_is_asked_where_data_comes_from_elsewhere() -> None:
    asked = shipped().questions["dataset-indirect-notice-complete"].options[0].asserts
    points_of_notice = {f"gdpr-14-1-{letter}" for letter in "abcdef"}
    points_of_notice |= {f"gdpr-14-2-{letter}" for letter in "abcdef"}

    assert set(asked) == points_of_notice


def test_whoever_buys_data_is_a_recipient() -> None:
    when = shipped().questions["pipeline-recipients-told"].when
    assert when is not None
    facts = {**EU, "data_personal": True, "pipeline_vendors": False}

    assert decide(when, {**facts, "data_sold_or_shared": True}) is Outcome.TRUE
    assert decide(when, {**facts, "data_sold_or_shared": False}) is Outcome.FALSE


def test_withdrawal_is_asked_where_only_special_data_rests_on_consent() -> None:
    when = shipped().questions["pipeline-withdrawal-easy"].when
    assert when is not None
    facts = {**EU, "data_personal": True, "pipeline_lawful_bases": ["public_task"]}
    facts["data_lawful_bases"] = ["public_task"]

    assert decide(when, {**facts, "data_explicit_consent": True}) is Outcome.TRUE
    assert decide(when, {**facts, "data_explicit_consent": False}) is Outcome.FALSE


@pytest.mark.parametrize(
    ("timing", "origins", "collected", "elsewhere"),
    [
        ("collection", ["person", "third_party"], "all", None),
        ("in_time", ["person", "third_party"], None, "all"),
        ("left_out", ["person", "third_party"], "left_out", "left_out"),
        # "Some of them" may be all of one group: with two origins it settles neither.
        ("some", ["person", "public"], None, None),
        ("some", ["person"], "later", None),
        ("some", ["public"], None, "late"),
        ("none", ["person", "public"], "none", "none"),
        # Art. 13 knows none of the exemptions of Art. 14(5)(b) to (d).
        ("exempt_effort", ["person"], "none", None),
        ("exempt_known", ["person"], None, None),
    ],
)
def test_one_fact_on_notices_says_of_two_origins_no_more_than_it_knows(
    timing: str, origins: list[str], collected: str | None, elsewhere: str | None
) -> None:
    facts = {"dataset_notice_timing": timing, "dataset_origins": origins}

    def chosen(key: str) -> str | None:
        answer = machine_answer(shipped().questions[key], Evaluator(facts), facts)
        return answer.option.key if answer else None

    assert chosen("dataset-people-told") == collected
    assert chosen("dataset-indirect-notice-in-time") == elsewhere


def test_a_claim_of_anonymity_replaces_no_identifier() -> None:
    question = shipped().questions["dataset-pseudonymised-for-training"]
    facts = {"dataset_deidentification": "claimed_anonymous"}

    assert machine_answer(question, Evaluator(facts), facts) is None
    assert list(struck_out(question, Evaluator(facts))) == ["direct"]


def test_no_further_delivery_is_a_case_and_earns_nothing() -> None:
    asked = shipped().questions["dataset-suppression-list"]
    assert asked.option("once") is None
    assert [case.key for case in asked.cases or ()] == ["no-refresh"]


def test_an_assessment_nobody_reviewed_may_still_be_current() -> None:
    """The fact tells of a review; that a change left the risk alone is for a person to say."""
    asked = shipped().questions["pipeline-dpia-current"]
    facts = {"pipeline_dpia_current": False}
    evaluator = Evaluator(facts)

    assert machine_answer(asked, evaluator, facts) is None
    assert list(struck_out(asked, evaluator)) == ["reviewed"]
