"""Sessions: each person sees the own ones and ends the others; a new password ends them too."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from apps.trail.models import TrailEvent
from tests.accounts.doors import actions, is_in, sign_in
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db

NEW = "seven quiet herons by the river"


def browsers(cast: Cast) -> tuple[Client, Client]:
    """Sam at the desk and on the phone."""
    desk, phone = Client(headers={"user-agent": "Desk"}), Client(headers={"user-agent": "Phone"})
    sign_in(desk, cast.sam)
    sign_in(phone, cast.sam)
    return desk, phone


def test_the_list_names_every_browser_of_the_own_and_no_other(cast: Cast) -> None:
    desk, _ = browsers(cast)
    stranger = Client(headers={"user-agent": "Mallory's"})
    sign_in(stranger, cast.mallory)

    page = desk.get(reverse("usersessions_list"))

    assert {session.user_agent for session in page.context["sessions"]} == {"Desk", "Phone"}
    assert page.content.decode().count("This browser") == 1
    assert "Mallory" not in page.content.decode()


def test_signing_out_everywhere_else_keeps_this_browser_only(cast: Cast) -> None:
    desk, phone = browsers(cast)
    bystander = Client()
    sign_in(bystander, cast.lena)

    desk.post(reverse("usersessions_list"))

    assert (is_in(desk), is_in(phone), is_in(bystander)) == (True, False, True)


def test_an_administrator_signs_somebody_out_everywhere(cast: Cast) -> None:
    desk, phone = browsers(cast)

    cast.client(cast.olga).post(f"/people/{cast.sam.public_id}/sessions/end/")

    assert (is_in(desk), is_in(phone)) == (False, False)
    event = TrailEvent.objects.get(action="people.sessions.ended")
    assert (event.actor_label, event.target_label) == ("Olga", "Sam")
    assert event.detail.body == {"sessions": 2}


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    desk, phone = browsers(cast)

    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    desk.post(reverse("account_change_password"), data)

    cast.sam.refresh_from_db()
    assert cast.sam.check_password(NEW)
    assert (is_in(desk), is_in(phone)) == (True, False)
    assert actions()[-1] == "sign_in.password.changed"


def test_a_closed_account_is_out_at_once(cast: Cast) -> None:
    desk, _ = browsers(cast)
    close = f"/people/{cast.sam.public_id}/close/"

    cast.client(cast.olga).post(close, {"reason": "Left."})

    assert not is_in(desk)
    assert TrailEvent.objects.get(action="people.account.closed").detail.body["reason"] == "Left."


def test_pages_stay_out_of_shared_caches(cast: Cast) -> None:
    answer = cast.client(cast.sam).get("/settings/")

    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "HX-Request"} <= {part.strip() for part in answer["Vary"].split(",")}
