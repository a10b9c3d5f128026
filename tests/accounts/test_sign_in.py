"""Signing in by e-mail: who gets in, what it leaves in the trail, and where it leads."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.core import clock
from apps.organizations.services import people
from apps.trail.models import TrailEvent
from mlsecure.settings import base
from tests.accounts.doors import actions, is_in, sign_in
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def real_limits(settings: Any) -> None:
    """The limits of an installation; the suite signs in too often for them."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    cache.clear()


def test_the_address_in_any_case_and_the_password_open(client: Client, cast: Cast) -> None:
    answer = client.post(
        reverse("account_login"), {"login": "SAM@Example.org", "password": PASSWORD}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)
    event = TrailEvent.objects.get()
    assert (event.action, event.actor_label, event.address) == (
        "sign_in.session.started",
        "Sam",
        "127.0.0.1",
    )


@pytest.mark.parametrize("login", ["sam@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(
    client: Client, cast: Cast, login: str
) -> None:
    answer = client.post(reverse("account_login"), {"login": login, "password": "wrong"})

    (message,) = answer.context["form"].non_field_errors()
    assert message == "The e-mail address or the password is not right."
    assert not is_in(client)


def test_a_failed_try_names_the_address_in_erasable_detail_and_no_password(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.sam, password="my-other-password")

    event = TrailEvent.objects.get()
    assert event.action == "sign_in.session.refused"
    assert event.actor_id == ""
    assert event.detail.body == {"email": "sam@example.org"}


def test_a_closed_account_does_not_open(client: Client, cast: Cast) -> None:
    people.close_account(actor=cast.actor(cast.olga), person=cast.sam, reason="Left.")

    sign_in(client, cast.sam)

    assert not is_in(client)


def test_a_paused_account_does_not_open_even_with_its_password(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.sam.pk).update(is_active=False)

    sign_in(client, cast.sam)

    assert not is_in(client)
    assert "sign_in.session.started" not in actions()


def test_nobody_signs_up(client: Client, cast: Cast) -> None:
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}

    client.post(reverse("account_signup"), data)

    assert not User.objects.filter(email="new@example.org").exists()


def test_after_five_wrong_passwords_the_right_one_waits_too(
    client: Client, cast: Cast, real_limits: None
) -> None:
    for _ in range(5):
        sign_in(client, cast.sam, password="wrong")

    answer = sign_in(client, cast.sam)

    assert "Too many wrong tries" in str(answer.context["form"].errors)
    assert not is_in(client)


def test_the_limit_of_one_account_does_not_lock_out_another(
    client: Client, cast: Cast, real_limits: None
) -> None:
    for _ in range(6):
        sign_in(client, cast.sam, password="wrong")

    sign_in(client, cast.lena)

    assert is_in(client)


def test_the_limit_ends_by_itself(
    client: Client, cast: Cast, real_limits: None, time_machine: Any
) -> None:
    start = clock.now().timestamp()
    time_machine.move_to(start)
    for _ in range(6):
        sign_in(client, cast.sam, password="wrong")

    time_machine.move_to(start + 301)
    sign_in(client, cast.sam)

    assert is_in(client)


def test_one_machine_that_tries_many_accounts_is_slowed_down(
    client: Client, cast: Cast, real_limits: None
) -> None:
    for number in range(11):
        data = {"login": f"guess{number}@example.org", "password": "wrong"}
        client.post(reverse("account_login"), data)

    sign_in(client, cast.lena)

    assert not is_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        r"\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "http://testserver@evil.example/",
    ],
)
def test_signing_in_and_out_leads_nowhere_else(client: Client, cast: Cast, elsewhere: str) -> None:
    signed_in = sign_in(client, cast.sam, next=elsewhere)
    out = client.post(reverse("account_logout"), {"next": elsewhere})

    assert (signed_in["Location"], out["Location"]) == ("/", "/account/login/")


def test_signing_in_goes_on_where_the_person_wanted_to_be(client: Client, cast: Cast) -> None:
    stopped = client.get("/settings/?tab=1")
    assert stopped["Location"] == "/account/login/?next=/settings/%3Ftab%3D1"

    assert sign_in(client, cast.sam, next="/settings/?tab=1")["Location"] == "/settings/?tab=1"


def test_a_part_of_a_page_takes_the_whole_page_to_sign_in(client: Client, cast: Cast) -> None:
    """Else the sign-in form would be drawn into the middle of the page whose session ended."""
    answer = client.post(
        "/settings/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/?a=1"},
    )

    assert answer["HX-Redirect"] == "/account/login/?next=/settings/%3Fa%3D1"
    assert answer.content == b""


def test_the_session_gets_a_new_key_at_sign_in(client: Client, cast: Cast) -> None:
    """A key that somebody planted before is worth nothing afterwards."""
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key

    sign_in(client, cast.sam)

    assert client.session.session_key != planted
    stranger = Client()
    stranger.cookies["sessionid"] = str(planted)
    assert not is_in(stranger)


def test_signing_out_takes_a_form_and_ends_the_session(client: Client, cast: Cast) -> None:
    sign_in(client, cast.sam)
    key = client.session.session_key

    client.get(reverse("account_logout"))
    assert is_in(client)
    client.post(reverse("account_logout"))

    thief = Client()
    thief.cookies["sessionid"] = str(key)
    assert not is_in(thief)
    assert actions() == ["sign_in.session.started", "sign_in.session.ended"]


@pytest.mark.parametrize("address", ["account_login", "account_logout", "account_change_password"])
def test_a_form_from_elsewhere_does_nothing(cast: Cast, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sam)

    answer = client.post(reverse(address), {"login": cast.olga.email, "password": PASSWORD})

    assert answer.status_code == 403
    assert "The form was too old" in answer.content.decode()
    assert client.session["_auth_user_id"] == str(cast.sam.pk)


def test_a_form_of_ours_from_elsewhere_changes_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.olga)

    answer = client.post(
        f"/people/{cast.mallory.public_id}/roles/give/", {"role": "administrator", "reason": "Work"}
    )

    assert answer.status_code == 403
    assert cast.actor(cast.mallory).org_roles == frozenset()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "told"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (1, "no address", ""),
    ],
)
def test_the_trail_names_the_person_and_not_the_proxy(
    client: Client, cast: Cast, settings: Any, proxies: int, forwarded: str, told: str
) -> None:
    """Only what our own proxies wrote counts; the rest anybody can claim."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    client.force_login(cast.olga)

    client.post(
        f"/people/{cast.sam.public_id}/sessions/end/", headers={"X-Forwarded-For": forwarded}
    )

    event = TrailEvent.objects.get(action="people.sessions.ended")
    assert event.address == told
