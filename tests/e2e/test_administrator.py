"""Journey 5: people come, prove who they are, and everything they do stands in the trail."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from apps.core import clock
from apps.organizations.models import OrganizationRole
from tests.cast import PASSWORD, Cast
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor
from tests.factories.registry import make_dataset

pytestmark = pytest.mark.journey

_PERIOD = 30


def code(secret: str, *, later: int = 0) -> str:
    """What the app on a phone shows now, or `later` periods from now (each code works once)."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // _PERIOD + later)))


def test_an_administrator_brings_an_auditor_in(people: Cast, visit: Visit) -> None:
    OrganizationRole.objects.filter(user=people.aya).delete()
    people.aya.delete()
    olga, aya = visit("olga"), visit()
    require_a_second_factor(olga, "Auditor")
    link = invite_an_auditor(olga, "Aya", "aya@example.org")
    accept(aya, link)
    secret = set_up_the_app(aya)
    spare = recovery_codes(aya)
    sign_in_again(aya, secret)
    elsewhere = visit()
    sign_in_with(elsewhere, spare[0])
    sign_out_everywhere_else(aya, elsewhere)
    the_trail_tells_it(olga)


def require_a_second_factor(olga: Visitor, role: str) -> None:
    olga.open("/settings/sign-in/")
    olga.look("settings: sign-in")
    olga.tick("Roles that need a second factor", role)
    olga.press("Save sign-in rules")
    olga.sees(re.compile("saved", re.I))
    olga.open("/settings/")
    olga.look("settings: facts")


def invite_an_auditor(olga: Visitor, name: str, email: str) -> str:
    """Send the invitation; the link that Olga is shown."""
    olga.open("/people/")
    olga.look("people")
    olga.follow("Invite somebody")
    olga.look("people: invite")
    olga.fill("Name", name)
    olga.fill("E-mail address", email)
    olga.choose("Role in the organisation", "Auditor")
    olga.fill("Reason", "Audits the year")
    with olga.expecting(422):
        olga.press("Send the invitation")
    olga.look("people: invite, refused")
    olga.fill("Until", (clock.today() + dt.timedelta(days=30)).isoformat())
    olga.press("Send the invitation")
    olga.title("Invitation sent")
    olga.look("people: invited")
    return olga.main.locator("code").first.inner_text()


def accept(aya: Visitor, link: str) -> None:
    aya.page.goto(link)
    aya.look("invitation")
    aya.fill("Password", "password1234")
    aya.fill("Password again", "password1234")
    with aya.expecting(422):
        aya.press("Create my account")
    aya.look("invitation, refused")
    aya.fill("Password", PASSWORD)
    aya.fill("Password again", PASSWORD)
    aya.press("Create my account")
    aya.sees("Your account is ready")
    aya.look("sign in")
    with aya.expecting(404):
        aya.page.goto(link)
    aya.look("invitation, used")
    aya.sign_in("aya@example.org")


def set_up_the_app(aya: Visitor) -> str:
    """The role requires it, so this is where Aya lands; the secret she was shown."""
    aya.open("/trail/")
    aya.title("Second factor")
    aya.sees("Your role needs a second factor")
    aya.look("second factor, none")
    aya.follow("Set up")
    aya.title("Confirm that it is you")
    aya.look("confirm that it is you")
    aya.fill("Password", PASSWORD)
    aya.press("Confirm")
    aya.title("Set up the app on your phone")
    aya.look("second factor: app")
    secret = aya.main.locator("code").first.inner_text()
    aya.fill("Type the code the app shows now", code(secret))
    aya.press("Turn it on")
    return secret


def recovery_codes(aya: Visitor) -> list[str]:
    aya.title("Recovery codes")
    aya.look("recovery codes")
    shown = aya.main.locator(".ms-codes code")
    expect(shown).to_have_count(10)
    spare = shown.all_inner_texts()
    aya.follow("I have kept them")
    aya.sees("Your account has a second factor")
    aya.look("second factor, on")
    return spare


def sign_in_again(aya: Visitor, secret: str) -> None:
    aya.menu("Sign out")
    aya.sign_in("aya@example.org")
    aya.title("Second factor")
    aya.look("sign in: second factor")
    with aya.expecting(422):
        aya.fill("Code", "000000")
        aya.press("Sign in")
    aya.fill("Code", code(secret, later=1))
    aya.press("Sign in")
    aya.open("/trail/")
    aya.title("Trail")


def sign_in_with(aya: Visitor, recovery_code: str) -> None:
    """Without the phone: one of the codes on paper."""
    aya.sign_in("aya@example.org")
    aya.fill("Code", recovery_code)
    aya.press("Sign in")
    aya.open("/trail/")
    aya.title("Trail")


def sign_out_everywhere_else(aya: Visitor, elsewhere: Visitor) -> None:
    aya.menu("Where you are signed in")
    aya.title("Where you are signed in")
    aya.look("sessions")
    expect(aya.main.locator("tbody tr")).to_have_count(2)
    aya.press("Sign out everywhere else")
    expect(aya.main.locator("tbody tr")).to_have_count(1)
    elsewhere.open("/trail/")
    elsewhere.title("Sign in")


def the_trail_tells_it(olga: Visitor) -> None:
    olga.open("/trail/?area=people.")
    olga.look("trail")
    did_to = olga.main.locator("tbody tr").filter(has_text="Aya")
    expect(did_to.get_by_role("cell", name="invited", exact=True)).to_be_visible()
    expect(did_to.get_by_role("cell", name="opened the account of")).to_be_visible()
    rows = Path(olga.download("CSV").path()).read_text()
    assert "people.invitation.accepted" in rows
    assert "sign_in." not in rows, "the file does not hold the filtered list"
    olga.open("/trail/?area=sign_in.")
    expect(olga.main.get_by_role("cell", name="added a second factor to").first).to_be_visible()
    olga.press("Verify the chain")
    olga.title("The trail holds")
    olga.look("trail: verified")
    olga.open("/people/?q=aya")
    olga.follow(re.compile("Aya"))
    olga.look("people: one person")


def share_with_mallory(lena: Visitor) -> None:
    """Fill the form that is open before Lena, for a quarter."""
    lena.fill("E-mail address", "mallory@example.org")
    lena.fill("Reason", "Checks the sampling for a quarter")
    lena.fill("Until", (clock.today() + dt.timedelta(days=90)).isoformat())
    lena.press("Share")


def who_can_reach_it(lena: Visitor) -> None:
    """From the sharing of a dataset to all the ways in, and back without ending one."""
    lena.page.get_by_role("link", name="Who can reach this").click()
    lena.sees("Checks the sampling for a quarter")
    lena.look("dataset: who can reach this")
    lena.page.get_by_label("End access of Mallory by a share").click()
    lena.sees("No other way in")
    lena.look("access: end one way in")
    lena.follow("Cancel")
    lena.page.get_by_role("link", name="Sharing").click()


def test_one_dataset_is_shared_and_nothing_else(people: Cast, visit: Visit) -> None:
    loans = make_dataset(people.risk_models, "Loan applications")
    salaries = make_dataset(people.risk_models, "Salaries")
    lena, mallory = visit("lena"), visit("mallory")
    assert mallory.status_of(loans.get_absolute_url()) == 404

    lena.open(loans.get_absolute_url())
    lena.page.get_by_role("link", name="Sharing").click()
    lena.look("dataset: sharing")
    share_with_mallory(lena)
    lena.sees("Loan applications is shared with Mallory")

    mallory.open("/registry/datasets/")
    mallory.sees("1 dataset")
    mallory.follow("Loan applications")
    mallory.title("Loan applications")
    expect(mallory.main.get_by_role("link", name="Edit")).to_have_count(0)
    assert mallory.status_of(f"{loans.get_absolute_url()}edit/") == 403
    assert mallory.status_of(salaries.get_absolute_url()) == 404
    who_can_reach_it(lena)
    lena.confirm("Take back")
    lena.sees("Mallory no longer has Loan applications")
    assert mallory.status_of(loans.get_absolute_url()) == 404
