"""What is asked, of what, and the state of each question."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.assessments.engine.binding import changed_facts, facts_used
from apps.assessments.engine.questionnaire import (
    Asked,
    Backing,
    Given,
    Questionnaire,
    Reply,
    Subject,
    questionnaire,
)
from apps.assessments.engine.scoring import Assurance, ItemId, State
from apps.catalogue import content_types
from tests.factories.catalogue import catalogue, control, provision, question

TODAY = dt.date(2026, 11, 22)
ALL_YES = {"when": "pipeline_logged", "choose": "all"}


def pipeline(**facts: Any) -> Subject:
    return Subject(content_types.Subject.PIPELINE, "pipeline:1", "Readmission", facts, "Lena")


def dataset(number: int, **facts: Any) -> Subject:
    kind = content_types.Subject.DATASET
    return Subject(kind, f"dataset:{number}", f"Dataset {number}", facts, "Sam")


def ask(
    *subjects: Subject,
    bank: content_types.Catalogue,
    answers: dict[ItemId, Given] | None = None,
    regimes: tuple[str, ...] = ("gdpr",),
) -> Questionnaire:
    return questionnaire(
        catalogue=bank, regimes=regimes, subjects=subjects, answers=answers or {}, today=TODAY
    )


def ask_one(entry: dict[str, Any], answer: Given | None = None, **facts: Any) -> Asked:
    bank = catalogue(control("c", entry))
    answers = {(entry["id"], "pipeline:1"): answer} if answer else {}
    (item,) = ask(pipeline(**facts), bank=bank, answers=answers).items
    return item


class TestWhatIsAsked:
    def test_only_questions_of_chosen_regimes(self) -> None:
        bank = catalogue(
            control("c", question("both"), provisions=["gdpr-1", "hipaa-1"]),
            control("d", question("ccpa"), provisions=["ccpa-1"]),
            control(
                "e",
                question("narrow", provisions=["ccpa-1"]),
                question("wide"),
                provisions=["gdpr-2", "ccpa-1"],
            ),
        )

        def keys(*regimes: str) -> list[str]:
            asked = ask(pipeline(), bank=bank, regimes=regimes)
            return [item.question.key for item in asked.items]

        assert keys("gdpr") == ["both", "wide"]
        assert keys("ccpa") == ["ccpa", "narrow", "wide"]
        assert keys("hipaa") == ["both"]
        assert keys() == []

    def test_proposed_law_asks_nothing_and_coming_law_says_from_when(self) -> None:
        bank = catalogue(
            control("c", question("proposed"), provisions=["gdpr-8"]),
            control("d", question("coming"), provisions=["gdpr-9"]),
            control("e", question("came"), provisions=["gdpr-10"]),
            provisions=[
                provision("gdpr-8", status="proposed"),
                provision("gdpr-9", status="applies_from", applies_from="2027-01-01"),
                provision("gdpr-10", status="applies_from", applies_from="2026-01-01"),
            ],
        )

        found = ask(pipeline(), bank=bank).items
        assert [(item.question.key, item.applies_from) for item in found] == [
            ("coming", dt.date(2027, 1, 1)),
            ("came", None),
        ]

    def test_hidden_is_absent_and_undecided_is_asked(self) -> None:
        bank = catalogue(control("c", question("q", when="dataset_personal", about="dataset")))
        subjects = [dataset(1, dataset_personal=True), dataset(2, dataset_personal=False)]

        found = ask(*subjects, dataset(3), bank=bank).items
        assert [(item.subject.key, item.undecided) for item in found] == [
            ("dataset:1", False),
            ("dataset:3", True),
        ]
        assert [item.weight for item in found] == [0.5, 0.5]

    def test_order_is_section_then_control_then_subject(self) -> None:
        bank = catalogue(
            control("late", question("z"), section="second"),
            control("early", question("b", about="dataset"), question("a", about="dataset")),
            control("next", question("y")),
        )

        found = ask(pipeline(), dataset(2), dataset(1), bank=bank)
        assert [item.id for item in found.items] == [
            ("b", "dataset:2"),
            ("a", "dataset:2"),
            ("b", "dataset:1"),
            ("a", "dataset:1"),
            ("y", "pipeline:1"),
            ("z", "pipeline:1"),
        ]
        assert list(found.by_section()) == ["first", "second"]

    def test_scoring_controls_know_only_the_chosen_regimes(self) -> None:
        bank = catalogue(
            control("c", question("q"), provisions=["gdpr-1", "hipaa-1", "gdpr-8"], criticality=5),
            provisions=[provision("gdpr-8", status="proposed")],
        )

        asked = questionnaire(
            catalogue=bank, regimes=["gdpr"], subjects=[], answers={}, today=TODAY
        )

        (found,) = asked.controls
        assert (found.regimes, found.provisions, found.weight) == (("gdpr",), ("gdpr-1",), 5)


class TestMachineAnswers:
    def test_a_rule_that_holds_answers_and_names_its_facts(self) -> None:
        item = ask_one(question("q", rules=[ALL_YES]), pipeline_logged=True, pipeline_x=1)

        assert (item.state, item.points, item.assurance) == (State.ANSWERED, 1, Assurance.DECLARED)
        assert item.machine is not None
        assert item.machine.facts == {"pipeline_logged": True}
        assert item.worked_out

    @pytest.mark.parametrize("facts", [{}, {"pipeline_logged": False}])
    def test_nothing_is_answered_without_a_rule_that_holds(self, facts: dict[str, Any]) -> None:
        item = ask_one(question("q", rules=[ALL_YES]), **facts)

        assert (item.state, item.machine) == (State.UNANSWERED, None)

    def test_an_undecided_rule_blocks_later_ones_that_choose_otherwise(self) -> None:
        no = {"when": "!pipeline_monitored", "choose": "none"}
        yes = {"when": "pipeline_rollback", "choose": "all"}

        blocked = ask_one(question("q", rules=[ALL_YES, no]), pipeline_monitored=False)
        agreeing = ask_one(question("q", rules=[ALL_YES, yes]), pipeline_rollback=True)
        assert blocked.machine is None
        assert agreeing.option is not None
        assert agreeing.option.key == "all"

    def test_a_person_answer_gives_way_and_an_override_does_not(self) -> None:
        entry = question("q", rules=[ALL_YES])
        bank = catalogue(control("c", entry))
        used = facts_used(bank.questions["q"], {"pipeline_logged": True})
        plain = Given(Reply.ANSWERED, "none", facts_used=used)
        override = Given(Reply.ANSWERED, "none", facts_used=used, is_override=True)

        assert ask_one(entry, plain, pipeline_logged=True).points == 1
        overridden = ask_one(entry, override, pipeline_logged=True)
        assert (overridden.points, overridden.assurance) == (0, Assurance.DECLARED)
        assert overridden.machine is not None

    def test_not_knowing_sets_nothing_aside(self) -> None:
        """As it was kept before it was refused."""
        unsure = Given(Reply.DONT_KNOW, facts_used={"pipeline_logged": True}, is_override=True)
        item = ask_one(question("q", rules=[ALL_YES]), unsure, pipeline_logged=True)

        assert (item.state, item.worked_out, item.points) == (State.ANSWERED, True, 1)

    def test_an_override_on_other_facts_is_stale(self) -> None:
        override = Given(
            Reply.ANSWERED, "none", facts_used={"pipeline_logged": False}, is_override=True
        )
        item = ask_one(question("q", rules=[ALL_YES]), override, pipeline_logged=True)

        assert (item.state, item.changed_facts) == (State.STALE, ("pipeline_logged",))


class TestAnswers:
    @pytest.mark.parametrize(
        ("answer", "state", "assurance"),
        [
            (None, State.UNANSWERED, 0),
            (Given(Reply.DONT_KNOW), State.DONT_KNOW, 0),
            (Given(Reply.NOT_APPLICABLE, justification="No"), State.CLAIMED, 0),
            (Given(Reply.ANSWERED, "some"), State.ANSWERED, 0),
            (Given(Reply.ANSWERED, "some", backing=Backing.CURRENT), State.ANSWERED, 1),
            (Given(Reply.ANSWERED, "some", reviewed=True), State.ANSWERED, 2),
            (Given(Reply.ANSWERED, "some", backing=Backing.EXPIRED), State.EXPIRED, 0),
            (
                Given(Reply.ANSWERED, "some", backing=Backing.EXPIRED, reviewed=True),
                State.EXPIRED,
                0,
            ),
            (Given(Reply.ANSWERED, "no longer offered"), State.STALE, 0),
        ],
    )
    def test_how_an_answer_stands(self, answer: Given | None, state: State, assurance: int) -> None:
        item = ask_one(question("q"), answer)

        assert (item.state, item.assurance) == (state, assurance)
        assert item.points == (0.5 if state is State.ANSWERED else 0)

    @pytest.mark.parametrize("reply", list(Reply))
    def test_every_reply_is_stale_when_a_bound_fact_changes(self, reply: Reply) -> None:
        answer = Given(reply, "all", facts_used={"pipeline_regions": ["eu"]})
        entry = question("q", binds=["pipeline_regions"])

        assert ask_one(entry, answer, pipeline_regions=["eu", "us"]).state is State.STALE
        assert ask_one(entry, answer).state is State.STALE
        assert ask_one(entry, answer, pipeline_regions=["eu"]).state is not State.STALE

    def test_facts_it_is_not_bound_to_reopen_nothing(self) -> None:
        answer = Given(Reply.ANSWERED, "all", facts_used={"pipeline_regions": ["eu"]})
        entry = question("q", binds=["pipeline_regions"])

        item = ask_one(entry, answer, pipeline_regions=["eu"], pipeline_monitored=False)
        assert item.state is State.ANSWERED

    def test_lists_have_no_order(self) -> None:
        bank = catalogue(control("c", question("q", binds=["pipeline_regions"])))
        used = facts_used(bank.questions["q"], {"pipeline_regions": ["us", "eu"]})

        assert used == {"pipeline_regions": ["eu", "us"]}
        now = {"pipeline_regions": ["us", "eu"]}
        assert changed_facts(bank.questions["q"], used, now) == ()

    def test_learning_a_fact_reopens_only_what_it_decides(self) -> None:
        answer = Given(Reply.ANSWERED, "all", facts_used={})

        condition = ask_one(question("q", when="pipeline_x"), answer, pipeline_x=True)
        bound = ask_one(question("q", binds=["pipeline_x"]), answer, pipeline_x=True)
        assert (condition.state, bound.state) == (State.ANSWERED, State.STALE)

    def test_a_dataset_answer_serves_pipelines_that_differ(self) -> None:
        when = "pipeline_research && dataset_personal"
        entry = question("q", about="dataset", when=when)
        bank = catalogue(control("c", entry))

        assert bank.questions["q"].reads == ("dataset_personal", "pipeline_research")
        assert bank.questions["q"].bound == ("dataset_personal",)

    def test_facts_are_told_apart_into_known_and_unknown(self) -> None:
        item = ask_one(question("q", when="pipeline_a || pipeline_b"), pipeline_a=True)

        assert item.facts == {"pipeline_a": True}
        assert item.unknown_facts == ("pipeline_b",)


_facts = st.dictionaries(
    st.sampled_from(["dataset_personal", "dataset_phi", "dataset_encrypted"]), st.booleans()
)
_given = st.builds(
    Given,
    reply=st.sampled_from(Reply),
    option=st.sampled_from(["all", "some", "none", "gone"]),
    facts_used=_facts,
    backing=st.sampled_from(Backing),
    reviewed=st.booleans(),
    is_override=st.booleans(),
)
BANK = catalogue(
    control("c", question("always", about="dataset"), question("pipeline"), criticality=5),
    control(
        "d",
        question("when", about="dataset", when="dataset_personal || dataset_phi", gate=True),
        question(
            "ruled",
            about="dataset",
            when="dataset_personal",
            rules=[
                {"when": "dataset_encrypted", "choose": "all"},
                {"when": "!dataset_encrypted", "choose": "none"},
            ],
        ),
        provisions=["gdpr-1", "hipaa-1"],
    ),
)


_answers = st.dictionaries(
    st.tuples(st.sampled_from(sorted(BANK.questions)), st.sampled_from(["dataset:0", "dataset:1"])),
    _given,
)


@given(st.lists(_facts, max_size=4), _answers)
def test_for_every_input(known: list[dict[str, bool]], answers: dict[ItemId, Given]) -> None:
    subjects = [pipeline(), *(dataset(number, **facts) for number, facts in enumerate(known))]
    found = ask(*subjects, bank=BANK, answers=answers, regimes=("gdpr", "hipaa"))

    assert len({item.id for item in found.items}) == len(found.items)
    for key in {item.question.key for item in found.items}:
        weights = [item.weight for item in found.items if item.question.key == key]
        assert sum(weights) == pytest.approx(1)
    for item in found.items:
        assert not (item.question.key == "ruled" and item.facts.get("dataset_personal") is False)
        assert (item.option is not None) == (item.state is State.ANSWERED)
        assert not item.worked_out or "dataset_encrypted" in item.facts
    answered = sum(item.state is State.ANSWERED for item in found.items)
    assert found.score().overall.items(State.ANSWERED) == answered


@given(_facts, _given)
def test_answering_on_todays_facts_is_never_stale(facts: dict[str, bool], answer: Given) -> None:
    for entry in BANK.questions.values():
        assert changed_facts(entry, facts_used(entry, facts), facts) == ()


class TestRuledOut:
    OUT = {"when": "pipeline_logged == false", "rules_out": ["all"]}

    def test_the_question_stays_open_without_the_options_that_cannot_be(self) -> None:
        item = ask_one(question("q", rules=[self.OUT]), pipeline_logged=False)

        assert (item.state, set(item.struck_out)) == (State.UNANSWERED, {"all"})
        assert not ask_one(question("q", rules=[self.OUT])).struck_out

    def test_an_answer_that_facts_rule_out_is_open_again(self) -> None:
        asked = question("q", rules=[self.OUT])
        used = {"pipeline_logged": False}
        said = {key: Given(Reply.ANSWERED, option=key, facts_used=used) for key in ("all", "some")}
        states = {key: ask_one(asked, given, **used).state for key, given in said.items()}

        assert states == {"all": State.STALE, "some": State.ANSWERED}


class TestStrength:
    """A rule gives no level above its weakest fact; evidence and review raise it like any other."""

    RULE = [{"when": "pipeline_logged && pipeline_owner_named", "choose": "all"}]
    FACTS = {"pipeline_logged": True, "pipeline_owner_named": True}

    def level(self, levels: dict[str, int], answer: Given | None = None) -> int:
        bank = catalogue(control("c", question("q", rules=self.RULE)))
        kind = content_types.Subject.PIPELINE
        subject = Subject(kind, "pipeline:1", "Readmission", self.FACTS, levels=levels)
        answers = {("q", "pipeline:1"): answer} if answer else {}
        (item,) = ask(subject, bank=bank, answers=answers).items
        assert item.worked_out
        return int(item.assurance)

    @given(st.integers(0, 3), st.integers(0, 3))
    def test_it_is_as_strong_as_the_weakest(self, one: int, other: int) -> None:
        levels = {"pipeline_logged": one, "pipeline_owner_named": other}

        assert self.level(levels) == min(one, other)

    def test_a_fact_of_no_known_source_is_declared(self) -> None:
        assert self.level({"pipeline_logged": 3}) == 0

    def test_evidence_and_review_raise_it(self) -> None:
        used = self.FACTS
        backed = Given(Reply.ANSWERED, "all", facts_used=used, backing=Backing.CURRENT)
        reviewed = Given(Reply.ANSWERED, "all", facts_used=used, reviewed=True)
        other_facts = Given(Reply.ANSWERED, "all", facts_used={}, reviewed=True)
        levels = {"pipeline_logged": 1, "pipeline_owner_named": 0}

        found = [self.level(levels, answer) for answer in (backed, reviewed, other_facts)]
        assert found == [1, 2, 0]
