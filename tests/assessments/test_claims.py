"""What is claimed not to apply is unknown until somebody agrees, and lifts nothing before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from apps.assessments.addresses import question_url
from apps.assessments.engine.questionnaire import Given, Reply
from apps.assessments.engine.scoring import Item, State, score
from apps.assessments.models import AnswerRevision, Assessment
from apps.assessments.reviewing.services import submit_assessment
from apps.assessments.workbooks import open_workbook
from apps.core.errors import DomainError
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    check_answers,
    make_pipeline,
    publish,
    seen_now,
    start,
    subject_of,
)
from tests.factories.catalogue import control, question

from .test_questionnaire import ask_one
from .test_scoring import CONTROLS, TOLERANCE, bands, item_lists

CASES = [{"id": "no-text", "label": "The files hold no free text"}]
TEXT = question("text", about="dataset", when="dataset_personal", not_applicable=CASES)
GATE = question("gate", about="dataset", gate=True, not_applicable=[])


@pytest.fixture
def draft(cast: Cast) -> Assessment:
    publish(control("text", TEXT, GATE, criticality=5))
    return start(cast.actor(cast.sam), make_pipeline(cast.risk_models))


def claim(
    cast: Cast, draft: Assessment, key: str = "text", case: str = "no-text", **more: Any
) -> None:
    answer(cast.actor(cast.sam), draft, key, "not_applicable", case=case, **more)


def state(draft: Assessment, key: str = "text") -> State:
    found = open_workbook(Assessment.objects.get()).find(key, subject_of(draft, "dataset"))
    assert found is not None
    return found.state


@given(item_lists(), st.integers(0, 24))
def test_a_claim_lifts_nothing(items: list[Item], index: int) -> None:
    shown = [item for item in items if item.takes_part]
    if not shown:
        return
    chosen = shown[index % len(shown)]
    claimed = [replace(i, state=State.CLAIMED) if i is chosen else i for i in items]
    before, after = score(items, CONTROLS), score(claimed, CONTROLS)

    for old, new in zip(bands(before), bands(after), strict=True):
        assert new.low <= old.low + TOLERANCE
        assert new.coverage <= old.coverage + TOLERANCE
    assert set(before.overall.blockers) <= set(after.overall.blockers)
    assert before.overall.ready or not after.overall.ready


@given(item_lists())
def test_a_later_item_takes_no_part(items: list[Item]) -> None:
    later = [replace(item, later=True, question=f"later {item.question}") for item in items]
    one, other = score(items, CONTROLS), score([*items, *later], CONTROLS)

    assert bands(one) == bands(other)
    assert one.overall.blockers == other.overall.blockers
    assert [share.item for share in one.overall.shares()] == [
        share.item for share in other.overall.shares()
    ]


@given(item_lists())
def test_ready_knows_every_gate_of_a_critical_control(items: list[Item]) -> None:
    card = score(items, CONTROLS)
    open_gates = [i for i in items if i.control == "c0" and i.gate and i.state.is_unknown]

    assert not (open_gates and card.overall.ready)


@pytest.mark.parametrize(
    ("entry", "given_answer", "expected"),
    [
        (TEXT, Given(Reply.NOT_APPLICABLE, case="no-text"), State.CLAIMED),
        (TEXT, Given(Reply.NOT_APPLICABLE, case="no-text", reviewed=True), State.NOT_APPLICABLE),
        (TEXT, Given(Reply.NOT_APPLICABLE, case="another"), State.STALE),
        (GATE, Given(Reply.NOT_APPLICABLE, case="no-text", reviewed=True), State.STALE),
        (question("old"), Given(Reply.NOT_APPLICABLE, justification="No"), State.CLAIMED),
    ],
)
def test_how_a_claim_stands(entry: dict[str, Any], given_answer: Given, expected: State) -> None:
    asked = {**entry, "about": "pipeline", "when": ""}

    assert ask_one(asked, given_answer).state is expected


def test_claiming_leaves_the_figure_and_says_so(cast: Cast, draft: Assessment) -> None:
    before = open_workbook(draft).card.overall.band

    claim(cast, draft)

    assert state(draft) is State.CLAIMED
    assert open_workbook(draft).card.overall.band == before
    assert AnswerRevision.objects.get().case == "no-text"


@pytest.mark.parametrize(
    ("key", "case", "code"),
    [("text", "", "unknown_case"), ("text", "x", "unknown_case"), ("gate", "", "always_applies")],
)
def test_a_claim_without_a_case_of_the_question_is_refused(
    cast: Cast, draft: Assessment, key: str, case: str, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        claim(cast, draft, key, case, justification="Because I say so")

    assert refused.value.code == code
    assert not AnswerRevision.objects.exists()


def test_the_page_offers_the_cases_and_no_other_way_out(cast: Cast, draft: Assessment) -> None:
    workbook, subject = open_workbook(draft), subject_of(draft, "dataset")
    pages = {}
    for key in ("text", "gate"):
        asked = workbook.find(key, subject)
        assert asked is not None
        pages[key] = cast.client(cast.sam).get(question_url(draft, asked)).content.decode()

    assert "Does not apply: The files hold no free text" in pages["text"]
    assert 'value="not_applicable:no-text"' in pages["text"]
    assert "ot_applicable" not in pages["gate"]


def submitted(cast: Cast, draft: Assessment) -> Assessment:
    claim(cast, draft, justification="Only codes")
    fresh = Assessment.objects.get()
    return submit_assessment(
        actor=cast.actor(cast.sam), assessment=fresh, expected_version=fresh.lock_version
    )


def test_the_reviewer_sees_all_claims_in_one_list(cast: Cast, draft: Assessment) -> None:
    submitted(cast, draft)
    url = reverse("assessments:review", args=[draft.public_id])
    page = cast.client(cast.lena).get(f"{url}?show=claims").content.decode()

    assert "Claims that a question does not apply" in page
    assert "Does not apply: The files hold no free text" in page
    assert "Only codes" in page


def test_agreeing_takes_it_out_of_the_arithmetic(cast: Cast, draft: Assessment) -> None:
    handed = submitted(cast, draft)
    item = ("text", subject_of(draft, "dataset"))

    check_answers(cast.actor(cast.lena), handed, item)

    assert state(draft) is State.NOT_APPLICABLE
    assert AnswerRevision.objects.get().checked_by == "Lena"


@pytest.fixture
def claims_handed_in(cast: Cast) -> Assessment:
    """Handed in: two claims of Sam, and one of Lena, who reviews."""
    cases = {"about": "pipeline", "when": "", "not_applicable": CASES}
    mine, theirs = question("mine", **cases), question("theirs", **cases)
    publish(control("text", question("other", **cases), mine, theirs, GATE, criticality=5))
    draft = start(cast.actor(cast.sam), make_pipeline(cast.risk_models))
    for person, key in ((cast.sam, "other"), (cast.sam, "theirs"), (cast.lena, "mine")):
        case: dict[str, Any] = {"case": "no-text", "justification": f"Only {key} codes"}
        answer(cast.actor(person), draft, key, "not_applicable", about="pipeline", **case)
    fresh = Assessment.objects.get()
    return submit_assessment(
        actor=cast.actor(cast.sam), assessment=fresh, expected_version=fresh.lock_version
    )


def ticks(cast: Cast, handed: Assessment) -> list[str]:
    """What the boxes on Lena's page would send."""
    url = reverse("assessments:review", args=[handed.public_id])
    rows = cast.client(cast.lena).get(f"{url}?show=claims").context["review"].lines
    return [row.claim for row in rows if row.claim]


def agree(cast: Cast, handed: Assessment, *claims: str) -> str:
    url = reverse("assessments:agree_claims", args=[handed.public_id])
    page = cast.client(cast.lena).post(url, {"claim": claims}, follow=True)
    return str(next(iter(page.context["messages"])))


def states(handed: Assessment) -> dict[str, State]:
    return {item.question.key: item.state for item in open_workbook(handed).items}


def test_chosen_claims_are_agreed_to_at_once(cast: Cast, claims_handed_in: Assessment) -> None:
    offered = ticks(cast, claims_handed_in)
    assert [claim.split("|")[0] for claim in offered] == ["other", "theirs"]

    assert agree(cast, claims_handed_in, *offered) == "You agreed to 2 claims."

    found = states(claims_handed_in)
    assert found["other"] is found["theirs"] is State.NOT_APPLICABLE
    assert found["mine"] is State.CLAIMED
    assert ticks(cast, claims_handed_in) == []


def test_what_is_not_ticked_stays_a_claim(cast: Cast, claims_handed_in: Assessment) -> None:
    agree(cast, claims_handed_in, ticks(cast, claims_handed_in)[0])

    assert states(claims_handed_in)["theirs"] is State.CLAIMED
    assert "Choose" in agree(cast, claims_handed_in)


def test_one_claim_that_changed_stops_all_of_them(cast: Cast, claims_handed_in: Assessment) -> None:
    first, second = ticks(cast, claims_handed_in)
    spoilt = "|".join([*second.split("|")[:2], "0" * 64])

    assert "changed since you opened this page" in agree(cast, claims_handed_in, first, spoilt)
    assert State.NOT_APPLICABLE not in states(claims_handed_in).values()


def test_nobody_agrees_to_their_own_claim_or_to_what_is_none(
    cast: Cast, claims_handed_in: Assessment
) -> None:
    workbook = open_workbook(claims_handed_in)
    by_key = {item.question.key: item for item in workbook.items}
    sent = {
        key: "|".join((*by_key[key].id, seen_now(claims_handed_in, by_key[key].id)))
        for key in ("mine", "gate")
    }

    assert "somebody else must check" in agree(cast, claims_handed_in, sent["mine"])
    assert "is not a claim" in agree(cast, claims_handed_in, sent["gate"])
    assert State.NOT_APPLICABLE not in states(claims_handed_in).values()


def test_approving_a_section_agrees_to_no_claim(cast: Cast, draft: Assessment) -> None:
    handed = submitted(cast, draft)
    url = reverse("assessments:approve_section", args=[handed.public_id, "first"])

    cast.client(cast.lena).post(url, {"seen": seen_now(handed, section="first")})

    assert state(draft) is State.CLAIMED
