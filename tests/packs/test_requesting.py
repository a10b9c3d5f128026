"""Asking for a pack: who may, what is frozen, and that it happens once."""

from __future__ import annotations

import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from apps.assessments.models import Assessment, SnapshotKind
from apps.core.errors import DomainError, NotVisible, Refused
from apps.core.jobs import JobState, TakenOver
from apps.packs.models import Pack
from apps.packs.services import publish_pack, request_pack
from apps.packs.tasks import make_pack
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import answer
from tests.factories.packs import made


@pytest.mark.parametrize("name", ["olga", "cora", "lena", "sam"])
def test_those_who_work_on_it_may_ask(cast: Cast, open_assessment: Assessment, name: str) -> None:
    person = cast.people()[name]
    pack = request_pack(actor=cast.actor(person), assessment=open_assessment)

    assert (pack.state, pack.number, pack.requested_by) == (JobState.QUEUED, 1, person)
    event = TrailEvent.objects.get(action="packs.pack.requested")
    assert event.actor_label == person.name
    assert event.target_id == str(pack.public_id)


def test_the_auditor_may_not_ask(cast: Cast, approved: Assessment) -> None:
    with pytest.raises(Refused):
        request_pack(actor=cast.actor(cast.aya), assessment=approved)
    assert not Pack.objects.exists()


def test_a_stranger_does_not_see_it(cast: Cast, approved: Assessment) -> None:
    with pytest.raises(NotVisible):
        request_pack(actor=cast.actor(cast.mallory), assessment=approved)
    assert not Pack.objects.exists()


def test_an_approved_assessment_gives_its_final_text(cast: Cast, approved: Assessment) -> None:
    pack = request_pack(actor=cast.actor(cast.lena), assessment=approved)

    assert not pack.is_draft
    assert pack.snapshot == approved.snapshots.get(kind=SnapshotKind.FINAL)


def test_the_draft_says_what_was_true_when_it_was_asked_for(
    cast: Cast, open_assessment: Assessment
) -> None:
    sam = cast.actor(cast.sam)
    pack = request_pack(actor=sam, assessment=open_assessment)
    frozen = pack.snapshot.document
    answer(sam, open_assessment, "disk", "none", expected=1)

    pack.snapshot.refresh_from_db()
    assert pack.is_draft
    assert pack.snapshot.document == frozen


def test_a_double_click_asks_once(cast: Cast, approved: Assessment) -> None:
    lena, key = cast.actor(cast.lena), uuid.uuid4()
    first = request_pack(actor=lena, assessment=approved, public_id=key)
    second = request_pack(actor=lena, assessment=approved, public_id=key)

    assert first == second
    assert Pack.objects.count() == 1
    assert TrailEvent.objects.filter(action="packs.pack.requested").count() == 1


def test_one_at_a_time(cast: Cast, approved: Assessment) -> None:
    lena = cast.actor(cast.lena)
    request_pack(actor=lena, assessment=approved)

    with pytest.raises(DomainError) as refused:
        request_pack(actor=lena, assessment=approved)
    assert refused.value.code == "being_made"


def test_what_the_pack_may_not_hold_is_a_sentence(cast: Cast, approved: Assessment) -> None:
    lena = cast.actor(cast.lena)
    first = request_pack(actor=lena, assessment=approved)
    _, last = connection.ops.integer_field_range("PositiveIntegerField")
    Pack.objects.filter(pk=first.pk).update(state="failed", number=last)

    with pytest.raises(DomainError, match="less than or equal to") as refused:
        request_pack(actor=lena, assessment=approved)
    assert refused.value.field == "number"
    assert TrailEvent.objects.filter(action="packs.pack.requested").count() == 1


def test_the_next_pack_supersedes_and_the_earlier_one_stays(
    cast: Cast, final_pack: Pack, approved: Assessment
) -> None:
    second = made(cast, approved)

    first = Pack.objects.get(pk=final_pack.pk)
    assert second.supersedes == first
    assert (second.number, second.status, first.status) == (2, "ready", "superseded")
    assert first.digest == final_pack.digest != second.digest
    assert TrailEvent.objects.filter(action="packs.pack.superseded").count() == 1


@pytest.mark.parametrize("change", [{"digest": "0" * 64}, {"state": "failed"}, {"manifest": {}}])
def test_the_database_refuses_to_change_a_finished_pack(
    final_pack: Pack, change: dict[str, object]
) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Pack.objects.filter(pk=final_pack.pk).update(**change)


def test_nobody_deletes_a_pack(final_pack: Pack) -> None:
    with pytest.raises(DomainError, match="never deleted"):
        final_pack.delete()
    with pytest.raises(DomainError, match="never deleted"):
        Pack.objects.all().delete()


def test_a_message_that_comes_twice_makes_nothing_twice(final_pack: Pack) -> None:
    make_pack(str(final_pack.public_id))

    again = Pack.objects.get()
    assert (again.stored_as, again.digest) == (final_pack.stored_as, final_pack.digest)
    assert TrailEvent.objects.filter(action="packs.pack.made").count() == 1


def test_a_worker_that_lost_its_claim_publishes_nothing(cast: Cast, approved: Assessment) -> None:
    pack = request_pack(actor=cast.actor(cast.lena), assessment=approved)
    slow = Pack.claim(pack.public_id)
    Pack.objects.filter(pk=pack.pk).update(state=JobState.QUEUED)
    quick = Pack.claim(pack.public_id)
    assert slow is not None and quick is not None

    with pytest.raises(TakenOver):
        slow.report(50, "Section 3")
    with pytest.raises(TakenOver):
        publish_pack(slow, b"%PDF-1.7 of the slow one", 1)
    publish_pack(quick, b"%PDF-1.7 of the quick one", 1)
    assert (quick.state, Pack.objects.get().state) == (JobState.SUCCEEDED, JobState.SUCCEEDED)


def test_damaged_data_end_the_job_with_a_sentence(cast: Cast, approved: Assessment) -> None:
    pack = request_pack(actor=cast.actor(cast.lena), assessment=approved)
    kept = pack.snapshot
    kept.document = kept.document.replace("Credit risk", "Credit bliss")
    kept.save()
    make_pack(str(pack.public_id))

    pack.refresh_from_db()
    assert pack.state == JobState.FAILED
    assert "changed after they were stored" in pack.error
    assert not pack.stored_as


def test_packs_from_before_jobs_kept_it_say_who_asked(cast: Cast, approved: Assessment) -> None:
    request_pack(actor=cast.actor(cast.lena), assessment=approved)
    Pack.objects.update(asked_by="")

    for _ in range(2):
        import_module("apps.packs.migrations.0003_fill_who_asked").fill(apps, None)

    assert Pack.objects.get().asked_by == "Lena"
