"""What people are told: once, in the transaction of the change, and only what is theirs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction

from apps.core.errors import NotVisible
from apps.notifications.kinds import KINDS, Kind
from apps.notifications.models import MailJob, Notification
from apps.notifications.selectors import count_unread, list_notifications
from apps.notifications.services.preferences import set_preferences
from apps.notifications.services.telling import mark_all_read, mark_read, notify
from tests.cast import Cast
from tests.letters import letters

pytestmark = pytest.mark.django_db

NEWS = Kind("tests.news", "Something is new", "digest")
URGENT = Kind("tests.urgent", "Something cannot wait", "now")


@pytest.fixture(autouse=True)
def _kinds() -> Any:
    with KINDS.registered(NEWS, URGENT):
        yield


def tell(cast: Cast, kind: Kind = NEWS, **rest: Any) -> Notification:
    given: dict[str, Any] = {
        "person": cast.sam,
        "words": "Lena asks you something",
        "url": "/teams/",
    }
    told = notify(actor=cast.actor(cast.lena), kind=kind, **(given | rest))
    assert told is not None
    return told


def test_a_person_is_told_and_nobody_else(cast: Cast) -> None:
    told = tell(cast)

    assert list(list_notifications(cast.actor(cast.sam))) == [told]
    counts = [count_unread(cast.actor(user)) for user in (cast.sam, cast.lena, cast.olga)]
    assert counts == [1, 0, 0]


def test_nobody_is_told_what_they_did_nor_when_their_account_is_closed(cast: Cast) -> None:
    cast.mallory.is_active = False
    lena = cast.actor(cast.lena)

    for person in (cast.lena, cast.mallory, None):
        assert notify(actor=lena, person=person, kind=URGENT, words="No", url="/") is None
    assert not Notification.objects.exists()
    assert not MailJob.objects.exists()


def test_what_cannot_wait_goes_by_mail_at_once(cast: Cast) -> None:
    told = tell(cast, URGENT)

    (letter,) = letters()
    assert (letter.to, letter.subject) == (["sam@example.org"], "MLSecure: Lena asks you something")
    assert f"/notifications/{told.public_id}/" in letter.body
    assert MailJob.objects.get().asked_by == "Lena"


def test_words_of_others_add_no_header_to_a_mail(cast: Cast) -> None:
    tell(cast, URGENT, words="Lena gave you “a\r\nBcc: everybody@example.org”")

    (letter,) = letters()
    assert "\n" not in letter.subject
    assert letter.recipients() == ["sam@example.org"]


def test_the_reader_chooses_by_kind(cast: Cast) -> None:
    mail = {NEWS.key: "now", URGENT.key: "off"}
    sam = cast.actor(cast.sam)
    set_preferences(actor=sam, time_zone="Europe/Warsaw", digest_hour=6, mail=mail)

    tell(cast, URGENT)
    tell(cast, NEWS, words="News")

    assert [letter.subject for letter in letters()] == ["MLSecure: News"]
    assert count_unread(sam) == 2


def test_a_change_that_is_taken_back_tells_nobody(cast: Cast) -> None:
    with transaction.atomic():
        tell(cast, URGENT)
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert letters() == []


def test_people_of_the_demo_have_no_mailbox(cast: Cast) -> None:
    cast.sam.is_demo = True

    tell(cast, URGENT)

    assert not MailJob.objects.exists()
    assert count_unread(cast.actor(cast.sam)) == 1


def test_reading_one_and_reading_all(cast: Cast) -> None:
    first, second, third = tell(cast), tell(cast), tell(cast)
    other = tell(cast, person=cast.mallory)
    sam = cast.actor(cast.sam)

    mark_read(actor=sam, notification=second)
    assert list(list_notifications(sam)) == [third, first, second]

    assert mark_all_read(actor=sam) == 2
    assert count_unread(sam) == 0
    with pytest.raises(NotVisible):
        mark_read(actor=sam, notification=other)
    assert count_unread(cast.actor(cast.mallory)) == 1


def test_a_deleted_person_takes_their_notifications_along(cast: Cast) -> None:
    told = tell(cast, person=cast.aya)
    cast.aya.organization_roles.all().delete()

    cast.aya.delete()

    assert not Notification.objects.filter(pk=told.pk).exists()


def test_the_bell_counts_and_leads_to_the_page(cast: Cast) -> None:
    for _ in range(3):
        tell(cast)

    html = cast.client(cast.sam).get("/teams/").content.decode()

    assert re.search(r'href="/notifications/"\s+aria-label="Notifications: 3 unread"', html)
    assert 'aria-label="Notifications: 0 unread"' in (
        cast.client(cast.lena).get("/teams/").content.decode()
    )


def test_opening_one_marks_it_and_leads_on(cast: Cast) -> None:
    told = tell(cast)
    address = f"/notifications/{told.public_id}/"

    assert cast.client(cast.mallory).get(address).status_code == 404
    assert count_unread(cast.actor(cast.sam)) == 1
    assert cast.client(cast.sam).get(address)["Location"] == "/teams/"
    assert count_unread(cast.actor(cast.sam)) == 0


def test_the_list_is_filtered_by_kind_and_state(cast: Cast) -> None:
    first, second = tell(cast, NEWS), tell(cast, URGENT)
    mark_read(actor=cast.actor(cast.sam), notification=first)
    client = cast.client(cast.sam)

    def shown(query: str) -> list[Notification]:
        return list(client.get(f"/notifications/?{query}").context["list"].rows)

    assert shown("") == [second, first]
    assert shown(f"kind={NEWS.key}") == [first]
    assert shown("state=unread") == [second]
    assert shown(f"kind={NEWS.key}&state=unread") == []


def test_the_buttons_of_the_page(cast: Cast) -> None:
    first, _ = tell(cast), tell(cast)
    client, sam = cast.client(cast.sam), cast.actor(cast.sam)

    client.post(f"/notifications/{first.public_id}/read/")
    assert count_unread(sam) == 1
    client.post("/notifications/read/")
    assert count_unread(sam) == 0
