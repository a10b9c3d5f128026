"""What an app registers shows on home at its place, and only to whom it concerns."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.assessments.models import Assessment
from apps.core import clock
from apps.core.access import Actor
from apps.home.context import Home, home_for
from apps.home.reader import reader_of
from apps.ui.home_sources import NEEDS, PANELS, Need, Panel, Urgency
from tests.cast import Cast
from tests.factories.assessments import answer, make_pipeline, start
from tests.factories.evidence import make_evidence

WRITTEN = "Write the report"


def _home(cast: Cast, name: str) -> Home:
    return home_for(reader_of(cast.actor(cast.people()[name]), ""))


def _report(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Sam is to write something by tomorrow."""
    tomorrow = clock.today() + dt.timedelta(days=1)
    need = Need("file-text", WRITTEN, "For the board.", "/report/", "Write", tomorrow)
    return [need] if actor.label == "Sam" else []


def _broken(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    raise RuntimeError("The source does not answer.")


@pytest.fixture
def busy(cast: Cast) -> Assessment:
    """Risk Models has a blocked pipeline, late, with evidence of today and of next week."""
    sam = cast.actor(cast.sam)
    for number, days in enumerate((0, 7, 100)):
        day = clock.today() + dt.timedelta(days=days)
        make_evidence(sam, cast.risk_models, f"Policy {number}", counts_until=day)
    assessment = start(sam, make_pipeline(cast.risk_models))
    answer(sam, assessment, "disk", "none")
    Assessment.objects.update(period_end=clock.today() - dt.timedelta(days=1))
    return assessment


def test_a_source_shows_at_its_place_while_it_is_registered(cast: Cast, busy: Assessment) -> None:
    with NEEDS.registered(_report):
        titles = [need.title for need in _home(cast, "sam").needs]
        page = cast.client(cast.sam).get("/").content.decode()
    without = [need.title for need in _home(cast, "sam").needs]

    assert titles == ["Renew “Policy 0”", WRITTEN, "Renew “Policy 1”", "Set up a second factor"]
    assert page.index("Renew “Policy 0”") < page.index(WRITTEN) < page.index("Renew “Policy 1”")
    assert without == [title for title in titles if title != WRITTEN]


def test_a_source_says_nothing_to_others(cast: Cast) -> None:
    with NEEDS.registered(_report):
        assert WRITTEN not in [need.title for need in _home(cast, "lena").needs]


def test_a_source_that_fails_is_not_hidden(cast: Cast) -> None:
    with NEEDS.registered(_broken), pytest.raises(RuntimeError, match="does not answer"):
        _home(cast, "sam")


def test_a_panel_stands_in_its_order(cast: Cast, busy: Assessment) -> None:
    first = Panel("first", 1, "home/_week.html", lambda actor, team_id: [])
    nothing = Panel("nothing", 2, "home/_week.html", lambda actor, team_id: None)
    with PANELS.registered(first, nothing):
        names = [panel.name for panel in _home(cast, "sam").panels]

    assert names == ["first", "lapsing evidence", "week"]


def test_what_is_urgent_without_a_day_stands_before_what_is_not() -> None:
    today = clock.today()
    needs = [
        Need("a", "plain", ""),
        Need("a", "grave", "", urgency=Urgency.GRAVE),
        Need("a", "dated", "", day=today),
        Need("a", "overdue", "", day=today - dt.timedelta(days=1)),
        Need("a", "standstill", "", urgency=Urgency.STANDSTILL),
    ]
    order = [need.title for need in sorted(needs, key=lambda need: need.place)]

    assert order == ["standstill", "overdue", "dated", "grave", "plain"]
    assert [need.tone for need in needs] == ["none", "bad", "warn", "bad", "bad"]


@pytest.mark.parametrize("name", NEEDS)
def test_a_source_asks_one_query_and_keeps_to_its_limit(
    cast: Cast, busy: Assessment, name: str
) -> None:
    source = NEEDS[name]
    for person in cast.people().values():
        actor = cast.actor(person)
        source(actor, None, 40)
        with CaptureQueriesContext(connection) as seen:
            found = source(actor, None, 40)
        assert len(seen) <= 1
        assert source(actor, None, 1) == found[:1]


def _said(cast: Cast, name: str, team_id: uuid.UUID | None) -> list[Any]:
    """Everything that all sources and panels say to one person."""
    actor = cast.actor(cast.people()[name])
    needs = [need for source in NEEDS.values() for need in source(actor, team_id, 40)]
    return [*needs, *(panel.content(actor, team_id) for panel in PANELS.values())]


def test_a_stranger_learns_nothing(cast: Cast, busy: Assessment) -> None:
    for chosen in (None, cast.risk_models.public_id):
        said = repr(_said(cast, "mallory", chosen))
        assert "Credit risk" not in said
        assert "Policy" not in said
    assert "Credit risk" in repr(_said(cast, "lena", None))
    assert "Policy" in repr(_said(cast, "sam", cast.risk_models.public_id))


def test_a_lead_is_told_what_is_late_and_what_is_blocked(cast: Cast, busy: Assessment) -> None:
    titles = {need.title for need in _home(cast, "lena").needs}
    assert "Finish the assessment of Credit risk" in titles
    assert "1 blocker keeps Credit risk from being ready" in titles
    assert "Finish the assessment of Credit risk" not in {
        need.title for need in _home(cast, "sam").needs
    }
