"""Who asked for a pack hears when it is ready, and when it could not be made."""

from __future__ import annotations

import pytest

from apps.assessments.models import Assessment
from apps.core.jobs import JobState
from apps.notifications.models import MailJob, Notification
from apps.packs.models import Pack
from apps.packs.services import publish_pack, request_pack
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def held(cast: Cast, assessment: Assessment) -> Pack:
    pack = request_pack(actor=cast.actor(cast.cora), assessment=assessment)
    claimed = Pack.claim(pack.public_id)
    assert claimed is not None
    return claimed


def test_a_pack_that_is_ready(cast: Cast, open_assessment: Assessment) -> None:
    pack = held(cast, open_assessment)
    publish_pack(pack, b"%PDF-1.7", 1)

    (one,) = Notification.objects.filter(kind__startswith="packs.")
    assert (one.person, one.kind) == (cast.cora, "packs.ready")
    assert one.url == f"/packs/{pack.public_id}/"
    assert one.words.startswith("Pack 1 of Credit risk")


def test_a_pack_that_failed_says_why_by_mail(cast: Cast, open_assessment: Assessment) -> None:
    pack = held(cast, open_assessment)
    pack.fail("The snapshot is damaged.")

    (one,) = Notification.objects.filter(kind__startswith="packs.")
    assert (one.person, one.kind) == (cast.cora, "packs.failed")
    assert one.words.endswith("could not be made: The snapshot is damaged.")
    assert MailJob.objects.get().to == "cora@example.org"


def test_a_worker_that_lost_the_pack_tells_nobody(cast: Cast, open_assessment: Assessment) -> None:
    slow = held(cast, open_assessment)
    Pack.objects.filter(pk=slow.pk).update(state=JobState.QUEUED)
    assert Pack.claim(slow.public_id) is not None

    assert slow.fail("No.") is False

    assert not Notification.objects.filter(kind__startswith="packs.").exists()
