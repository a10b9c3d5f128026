"""The trail: recorded with the change, sealed after commit, verified link by link."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.core.access import Actor
from apps.organizations.actions import TEAM_CREATED
from apps.trail.chain import GENESIS, link
from apps.trail.models import TrailDetail, TrailEvent, TrailSeal
from apps.trail.refs import TrailRef
from apps.trail.services import erase_details, record, seal_pending, sign_checkpoint
from apps.trail.verification import verify_trail
from tests.trail.tampering import rewrite

pytestmark = pytest.mark.django_db

CLERK = Actor.command("a test")
THING = TrailRef("thing", "1", "A thing")


def write(count: int) -> list[TrailEvent]:
    return [record(CLERK, TEAM_CREATED, THING, {"number": n}) for n in range(count)]


def test_a_fresh_chain_holds_and_counts_every_event() -> None:
    write(5)
    seal_pending()
    sign_checkpoint()

    found = verify_trail()

    assert found.holds
    assert (found.events, found.linked, found.unlinked, found.checkpoints) == (5, 5, 0, 1)


def test_commit_seals_what_it_wrote(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(3)

    assert TrailSeal.objects.count() == 3


def test_what_was_committed_late_is_left_to_the_sweep() -> None:
    late, sealed = write(2)
    head = link(GENESIS, sealed.body_digest())
    TrailSeal.objects.create(position=1, event=sealed, seal=head)

    assert seal_pending(0) == 0
    assert seal_pending() == 1
    assert TrailSeal.objects.get(position=2).event == late
    assert verify_trail().holds


def test_a_changed_event_is_named() -> None:
    events = write(4)
    seal_pending()
    rewrite("UPDATE trail_trailevent SET actor_label = 'somebody' WHERE id = %s", events[2].pk)

    found = verify_trail()

    assert found.broken.startswith("Link 3 ")
    assert str(events[2].public_id) in found.broken


def test_a_changed_detail_is_named() -> None:
    events = write(2)
    seal_pending()
    rewrite("UPDATE trail_traildetail SET salt = 'x' WHERE event_id = %s", events[0].pk)

    assert str(events[0].public_id) in verify_trail().broken


def test_cutting_the_tail_shows_at_the_checkpoint() -> None:
    write(3)
    sign_checkpoint()
    rewrite("DELETE FROM trail_trailseal WHERE position = 3")

    assert "cut or rewritten" in verify_trail().broken


def test_erasing_a_detail_keeps_the_chain_and_is_recorded() -> None:
    events = write(3)
    seal_pending()

    erase_details(CLERK, events[:1], "A person asked for erasure.")

    seal_pending()
    found = verify_trail()
    assert found.holds
    assert found.erased == 1
    assert not TrailDetail.objects.filter(event=events[0]).exists()
    assert TrailEvent.objects.filter(action="trail.detail.erased").count() == 1


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_itself_refuses_to_touch_an_event(verb: str) -> None:
    write(1)

    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        if verb == "update":
            TrailEvent.objects.update(actor_label="nobody")
        else:
            TrailEvent.objects.all()._raw_delete("default")
