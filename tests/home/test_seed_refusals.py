"""`seed_demo` where it must hold back; what it makes is tested in tests/demo."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from apps.core import clock
from apps.demo.calendar import Calendar
from apps.demo.players import found, state
from apps.organizations.models import Organization, Team
from tests.factories.assessments import publish


def _run() -> None:
    call_command("seed_demo", verbosity=0)


def test_an_installation_in_use_is_left_alone(db: None) -> None:
    Organization.objects.create(name="Real")
    publish()
    with pytest.raises(CommandError, match="--force"):
        _run()
    assert not Team.objects.exists()


def test_beside_a_real_organisation_nothing_of_it_is_touched(db: None) -> None:
    real = Organization.objects.create(name="Real")
    players = found(Calendar.until(clock.now()), "password of a test")
    state(players, {"org_eu_people": True})
    real.refresh_from_db()
    assert (real.name, real.facts, real.is_demo) == ("Real", {}, False)
    assert len(players.teams) == 3


def test_without_questions_there_is_no_demo(db: None) -> None:
    with pytest.raises(CommandError, match="load_catalogue"):
        _run()
