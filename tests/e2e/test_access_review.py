"""Journey: a review of access from its quick start to its signature, and what it took away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from apps.access_reviews.models import Campaign, Decision
from apps.organizations.models import Membership
from tests.cast import Cast
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor
from tests.factories.registry import make_dataset

pytestmark = pytest.mark.journey


def test_a_review_takes_access_away_and_is_signed(people: Cast, visit: Visit) -> None:
    loans = make_dataset(people.risk_models, "Loans").get_absolute_url()
    cora, lena, sam, aya = visit("cora"), visit("lena"), visit("sam"), visit("aya")
    assert sam.status_of(loans) == 200
    start(cora)
    campaign = Campaign.objects.get()
    home = campaign.get_absolute_url()
    decide_by_keyboard(lena)
    decide_what_is_left(cora, home)
    close(cora, home)
    assert not Membership.objects.filter(user=people.sam).exists()
    assert sam.status_of(loans) in {403, 404}
    sign(cora, aya, home)


def start(cora: Visitor) -> None:
    """Three choices, of which two are made already."""
    cora.open("/access-reviews/")
    cora.sees("No review yet")
    cora.look("access reviews, none yet")
    cora.follow("Start a review")
    cora.tick("What is reviewed", "One team")
    cora.choose("Team", "Risk Models")
    cora.tick("Who reviews", "Lead of the object's team")
    cora.sees(re.compile("Start the review of 2 access rights"))
    cora.look("start of a review")
    cora.press(re.compile("Start the review of 2"))
    cora.sees(re.compile("Certificate of the population"))
    cora.look("review, begun")


def decide_by_keyboard(lena: Visitor) -> None:
    """The own access is not hers to decide; Sam's she revokes without touching a mouse."""
    lena.open("/access-reviews/")
    lena.sees("Waiting for you")
    lena.look("access reviews, something waits")
    lena.follow("Risk Models")
    lena.sees("Nobody reviews their own access")
    lena.look("reviewer's page")
    sams = lena.main.get_by_role("article").filter(has_text="as contributor")
    lena.page.keyboard.press("o")
    expect(sams.get_by_text("If it is revoked")).to_be_visible()
    lena.page.keyboard.press("c")
    expect(sams.get_by_label("Why")).to_be_focused()
    lena.page.keyboard.type("Left the project.")
    lena.page.keyboard.press("Control+Enter")
    lena.sees("All of yours is decided")
    lena.look("reviewer's page, all decided")
    decision = Decision.objects.get()
    assert (decision.verdict, decision.context_opened) == ("revoke", True)
    assert decision.seconds is not None


def decide_what_is_left(cora: Visitor, home: str) -> None:
    cora.open(home)
    cora.follow(re.compile("Review 1 access right"))
    expect(cora.main.locator(".ms-item.is-current")).to_be_visible()
    cora.page.keyboard.press("a")
    cora.sees("All of yours is decided")


def close(cora: Visitor, home: str) -> None:
    cora.open(home)
    cora.sees("Ready to close")
    cora.follow("Close the review")
    cora.look("review, about to be closed")
    cora.press("Close and revoke 1 access right")
    cora.sees("You decided in this review.")
    cora.look("review, closed")


def sign(cora: Visitor, aya: Visitor, home: str) -> None:
    aya.open(home)
    aya.sees("Closed, waiting for your signature")
    aya.follow("Sign off")
    aya.fill("What you looked at", "Read the decisions and the certificate.")
    aya.look("review, signature")
    aya.press("Sign off this review")
    aya.sees(re.compile("By Aya on"))
    aya.follow("Access rights")
    aya.sees("Left the project.")
    aya.look("access rights of a review")
    cora.open(home)
    cora.sees("Read the decisions and the certificate.")
