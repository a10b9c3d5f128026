"""Journey 3: a second person reviews, asks back, approves; then nothing can change any more."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from apps.assessments.models import Assessment, AssessmentState, Snapshot
from tests.cast import Cast
from tests.e2e.arrangements import submitted
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.journey

ASKED = "Which committee wrote it down, and when?"


def test_a_second_person_decides(people: Cast, visit: Visit) -> None:
    assessment = submitted(people, "Credit risk")
    sam, cora = visit("sam"), visit("cora")
    home = f"/assessments/{assessment.public_id}/"
    nobody_approves_their_own(sam, home, assessment)
    ask_back_and_approve_some(cora, home)
    answer_again(sam, home)
    approve(cora, home)
    assessment.refresh_from_db()
    assert assessment.state == AssessmentState.APPROVED
    assert Snapshot.objects.filter(assessment=assessment, kind="final").count() == 1
    nothing_changes_any_more(sam, home)
    read_the_result(cora, home)


def nobody_approves_their_own(sam: Visitor, home: str, assessment: Assessment) -> None:
    """No button, and a form of one's own making is refused as well."""
    sam.open(f"{home}review/")
    sam.sees("You can follow the review, not decide")
    expect(sam.main.get_by_role("button", name=re.compile("Approve"))).to_have_count(0)
    sam.look("review, followed")
    version = str(assessment.lock_version)
    forged = {"decision": "approve", "note": "", "version": version}
    assert sam.post(f"{home}review/close/", **forged) == 403
    assessment.refresh_from_db()
    assert assessment.state == AssessmentState.SUBMITTED


def ask_back_and_approve_some(cora: Visitor, home: str) -> None:
    cora.open(home)
    cora.follow("Review")
    cora.look("review")
    first, second = row(cora, 0), row(cora, 1)
    first.get_by_text("Ask back", exact=True).first.click()
    first.get_by_label("What do you need to know?").fill(ASKED)
    first.get_by_role("button", name="Ask back").click()
    expect(row(cora, 0)).to_contain_text(ASKED)
    second.get_by_role("button", name=re.compile("^Approve")).click()
    expect(row(cora, 1)).to_contain_text("Approved")
    cora.look("review, under way")
    cora.confirm(re.compile("Approve the remaining"))
    cora.fill("Note", "One question is left.")
    cora.confirm("Request changes")
    cora.sees("The reviewer asked for changes")
    cora.look("assessment: changes requested")


def answer_again(sam: Visitor, home: str) -> None:
    sam.open(home)
    sam.sees("One question is left.")
    sam.follow("Continue")
    sam.sees(ASKED)
    sam.look("question, asked back")
    sam.unfold(re.compile("^Note$"))
    sam.main.locator("#id_note").fill("The data board, on 12 January.")
    sam.press("Save and next")
    sam.sees("Saved")
    sam.open(f"{home}check/")
    sam.confirm("Submit with unknowns")
    sam.sees("Submitted. Somebody else reviews it now.")


def approve(cora: Visitor, home: str) -> None:
    cora.open(f"{home}review/")
    cora.sees("The data board, on 12 January.")
    cora.look("review, before approval")
    cora.fill("Note", "Good work.")
    with cora.expecting(422):
        cora.confirm("Approve and freeze")
    cora.fill("Why this is accepted as it is", "The rest follows next quarter.")
    cora.choose("Accepted by", "Lena")
    cora.confirm("Approve and freeze")
    cora.sees("Approved. Everything it says is frozen for the pack.")
    cora.look("result, approved")


def nothing_changes_any_more(sam: Visitor, home: str) -> None:
    sam.open(home)
    sam.sees("Approved and frozen")
    sam.look("assessment: approved")
    sam.open(f"{home}check/")
    own = sam.main.locator(".ms-check-line").filter(has_text="Checked with the platform team.")
    own.get_by_role("link", name=re.compile("^Open")).first.click()
    sam.sees("This assessment is approved and closed.")
    expect(sam.main.get_by_role("button", name="Save and next")).to_have_count(0)
    sam.look("question, closed")


def read_the_result(cora: Visitor, home: str) -> None:
    """Every figure opens its arithmetic; ticking an action shows what it would do."""
    cora.open(f"{home}result/")
    control = cora.main.locator("details[id^=control-]").first
    control.locator("summary").first.click()
    expect(control.get_by_role("table")).to_be_visible()
    expect(control.locator(".ms-sum")).to_be_visible()
    cora.look("result, arithmetic opened")
    cora.main.locator("#raise input[name=try]").first.check()
    expect(cora.page.locator("#result-bands")).to_contain_text("Nothing is saved")
    cora.look("result, simulated")
    cora.follow("GDPR by article")
    cora.sees(re.compile(r"GDPR Art\. 5"))
    cora.look("result: provisions")
    cora.follow("History")
    cora.sees("Why it moved")
    cora.look("result: history")


def row(cora: Visitor, number: int) -> Locator:
    """An answer that Sam gave, in the section that is open."""
    return cora.main.locator(".ms-review-row").filter(has_text="Sam,").nth(number)
