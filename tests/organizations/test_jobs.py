"""The jobs of the installation, and what an administrator does about one that failed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.errors import DomainError, NotVisible, Refused
from apps.core.jobs import JobState
from apps.organizations.jobs import get_job, list_jobs
from apps.organizations.services.jobs import queue_job_again
from apps.packs.models import Pack
from apps.packs.services import request_pack
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.packs import draft

pytestmark = pytest.mark.django_db

PAGE = "/jobs/"


def asked(cast: Cast, name: str = "Credit risk") -> Pack:
    return request_pack(actor=cast.actor(cast.cora), assessment=draft(cast, name))


def failed(cast: Cast, name: str = "Credit risk") -> Pack:
    pack = asked(cast, name)
    held = Pack.claim(pack.public_id)
    assert held is not None
    held.fail("The snapshot is damaged.")
    return Pack.objects.get(pk=pack.pk)


def shown(cast: Cast, address: str) -> list[str]:
    page = cast.client(cast.olga).get(address)
    return [row.what for row in page.context["list"].rows]


def test_the_list_tells_what_failed_who_asked_and_why(cast: Cast) -> None:
    pack = failed(cast)

    html = cast.client(cast.olga).get(PAGE).content.decode()

    assert f'<a href="/packs/{pack.public_id}/">{pack}</a>' in html
    assert "The snapshot is damaged." in html
    assert 'data-label="Asked by">Cora' in html
    assert 'data-label="Attempts">1' in html


def test_filters_stay_in_the_address(cast: Cast) -> None:
    broken, waiting = failed(cast), asked(cast, "Another")

    assert shown(cast, f"{PAGE}?kind=pack") == [str(waiting), str(broken)]
    assert shown(cast, f"{PAGE}?state=failed") == [str(broken)]
    assert shown(cast, f"{PAGE}?state=queued&kind=pack") == [str(waiting)]
    assert shown(cast, f"{PAGE}?state=cancelled") == []
    assert len(shown(cast, f"{PAGE}?kind=mailjob")) == 1  # Cora hears of the failure
    assert len(shown(cast, f"{PAGE}?state=nonsense")) == 3


def test_the_csv_holds_what_the_list_holds(cast: Cast) -> None:
    failed(cast)

    answer = cast.client(cast.olga).get(f"{PAGE}?state=failed&format=csv")
    lines = b"".join(answer).decode().splitlines()

    assert lines[0].startswith("state,kind,what,asked by")
    assert lines[1].startswith("Failed,Pack,Pack 1,Cora")
    assert len(lines) == 2


def queries(cast: Cast) -> int:
    client = cast.client(cast.olga)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as seen:
        client.get(PAGE)
    return len(seen)


def test_the_list_asks_the_same_for_two_and_for_ten(cast: Cast) -> None:
    for number in range(2):
        failed(cast, f"First {number}")
    two = queries(cast)
    for number in range(8):
        failed(cast, f"More {number}")

    assert queries(cast) == two


@pytest.mark.parametrize("name", ["cora", "lena", "sam", "aya", "mallory"])
def test_only_administrators_see_jobs_and_queue_them_again(cast: Cast, name: str) -> None:
    pack, actor = failed(cast), cast.actor(cast.people()[name])

    assert not list_jobs(actor).exists()
    with pytest.raises(NotVisible):
        get_job(actor, "pack", pack.public_id)
    with pytest.raises(Refused):
        queue_job_again(actor=actor, job=pack)
    assert Pack.objects.get().state == JobState.FAILED


def test_a_failed_job_is_queued_again_and_the_trail_says_by_whom(cast: Cast) -> None:
    pack = failed(cast)

    cast.client(cast.olga).post(f"/jobs/pack/{pack.public_id}/again/")

    again = Pack.objects.get()
    assert (again.state, again.error, again.attempts_left) == (JobState.QUEUED, "", 3)
    event = TrailEvent.objects.latest("pk")
    assert (event.action, event.actor_label) == ("jobs.job.queued_again", "Olga")
    assert (event.target_type, event.target_id) == ("pack", str(pack.public_id))
    assert event.detail.body == {"attempts": 1, "error": "The snapshot is damaged."}


def test_what_waits_is_not_queued_again(cast: Cast) -> None:
    pack = asked(cast)

    with pytest.raises(DomainError, match="has not failed"):
        queue_job_again(actor=cast.actor(cast.olga), job=pack)
    assert not TrailEvent.objects.filter(action="jobs.job.queued_again").exists()


def test_a_kind_that_is_none_is_not_found(cast: Cast) -> None:
    pack = failed(cast)

    assert cast.client(cast.olga).post(f"/jobs/user/{pack.public_id}/again/").status_code == 404
