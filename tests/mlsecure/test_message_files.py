"""The broker made of files: whole messages, in order, each taken once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from mlsecure.message_files import Channel, Transport
from mlsecure.settings.parts import filesystem_broker

QUEUE = "work"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "messages"


@pytest.fixture
def channel(tmp_path: Path) -> Iterator[Channel]:
    options = filesystem_broker(tmp_path)
    with Connection("filesystem://", transport_options=options) as connection:
        assert isinstance(connection.transport, Transport)
        opened = connection.channel()
        assert isinstance(opened, Channel)
        yield opened


def drained(channel: Channel) -> list[Any]:
    found = []
    while True:
        try:
            found.append(channel._get(QUEUE)["n"])
        except Empty:
            return found


def test_messages_come_out_in_the_order_they_went_in(channel: Channel, folder: Path) -> None:
    for number in range(20):
        channel._put(QUEUE, {"n": number})
    channel._put("other", {"n": -1})

    assert channel._size(QUEUE) == 20
    assert drained(channel) == list(range(20))
    assert [path.name.partition(".")[2] for path in folder.iterdir()] == ["other.msg"]


def test_a_message_that_is_being_written_is_not_seen(channel: Channel, folder: Path) -> None:
    (folder / f"00000000000000000001_a.{QUEUE}.msg.b.part").write_text('{"n"')

    assert channel._size(QUEUE) == 0
    assert drained(channel) == []


def test_an_unreadable_message_stops_nobody(channel: Channel, folder: Path) -> None:
    (folder / f"00000000000000000001_a.{QUEUE}.msg").write_text("")
    channel._put(QUEUE, {"n": 7})

    assert drained(channel) == [7]
    assert list(folder.iterdir()) == []


def test_each_message_has_one_taker(channel: Channel) -> None:
    taken: list[int] = []
    takers = [threading.Thread(target=lambda: taken.extend(drained(channel))) for _ in range(4)]
    for number in range(200):
        channel._put(QUEUE, {"n": number})
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()

    assert sorted(taken) == list(range(200))


def test_bindings_are_kept(channel: Channel, tmp_path: Path) -> None:
    channel._queue_bind("exchange", "key", "", QUEUE)
    channel._queue_bind("exchange", "key", "", QUEUE)
    channel._queue_bind("exchange", "key", "", "other")

    assert sorted(bound.queue for bound in channel.get_table("exchange")) == ["other", QUEUE]
