"""How people choose what comes by mail."""

from __future__ import annotations

from typing import Any

import pytest

from apps.core.access import Actor
from apps.core.errors import DomainError, NotVisible
from apps.notifications.kinds import KINDS, Kind
from apps.notifications.models import MailPreferences
from apps.notifications.services.preferences import set_preferences
from apps.trail.models import TrailEvent
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NEWS = Kind("tests.news", "Something is new", "digest")
PAGE = "/account/notifications/"


@pytest.fixture(autouse=True)
def _kinds() -> Any:
    with KINDS.registered(NEWS):
        yield


def defaults() -> dict[str, str]:
    return {key: kind.mail for key, kind in KINDS.items()}


def test_the_page_shows_what_holds_and_saves_what_is_chosen(cast: Cast) -> None:
    client = cast.client(cast.sam)
    form = client.get(PAGE).context["form"]
    assert (form["time_zone"].value(), form["digest_hour"].value()) == ("UTC", 8)
    assert form[NEWS.key].value() == "digest"

    chosen = {**defaults(), NEWS.key: "off"}
    client.post(PAGE, {"time_zone": "America/New_York", "digest_hour": "17", **chosen})

    cast.sam.refresh_from_db()
    held = MailPreferences.objects.get(person=cast.sam)
    assert cast.sam.time_zone == "America/New_York"
    assert (held.digest_hour, held.choices[NEWS.key]) == (17, "off")
    event = TrailEvent.objects.latest("pk")
    assert (event.action, event.actor_label) == ("notifications.preferences.changed", "Sam")
    assert event.detail.body["mail"][NEWS.key] == "off"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"digest_hour": 24}, "digest_hour"),
        ({"mail": {NEWS.key: "hourly"}}, NEWS.key),
        ({"mail": {"tests.unknown": "now"}}, "tests.unknown"),
    ],
)
def test_what_cannot_be_chosen_is_said_at_its_field(
    cast: Cast, given: dict[str, Any], field: str
) -> None:
    fine: dict[str, Any] = {"time_zone": "UTC", "digest_hour": 8, "mail": {}}

    with pytest.raises(DomainError) as caught:
        set_preferences(actor=cast.actor(cast.sam), **(fine | given))

    assert caught.value.field == field
    assert not MailPreferences.objects.exists()


def test_a_program_has_no_preferences(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        set_preferences(actor=Actor.system("Sweep"), time_zone="UTC", digest_hour=8, mail={})


def test_a_zone_nobody_knows_is_refused_by_the_page(cast: Cast) -> None:
    answer = cast.client(cast.sam).post(PAGE, {"time_zone": "Mars/Olympus", "digest_hour": "8"})

    assert answer.status_code == 422
    assert "time_zone" in answer.context["form"].errors
