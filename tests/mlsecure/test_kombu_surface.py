"""What the broker made of files relies on inside kombu; a failure here means: read the decision."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from kombu import Connection
from kombu.transport import TRANSPORT_ALIASES, filesystem, get_transport_cls

from mlsecure import message_files
from mlsecure.settings.parts import filesystem_broker

READ = (
    "kombu has changed under the broker made of files: read docs/adr/0013-a-broker-made-of-files.md"
)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Connection]:
    options = filesystem_broker(tmp_path)
    with Connection("filesystem://localhost//", transport_options=options) as connection:
        yield connection


def test_the_address_means_our_transport() -> None:
    assert TRANSPORT_ALIASES["filesystem"] == "mlsecure.message_files:Transport", READ
    found: object = get_transport_cls("filesystem")
    assert found is message_files.Transport, READ


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("_put", "(self, queue, payload, **kwargs)"),
        ("_get", "(self, queue)"),
        ("_queue_bind", "(self, exchange, routing_key, pattern, queue)"),
        ("_size", "(self, queue)"),
        ("_purge", "(self, queue)"),
        ("get_table", "(self, exchange)"),
    ],
)
def test_the_methods_that_are_replaced_and_called_are_these(method: str, parameters: str) -> None:
    assert str(inspect.signature(getattr(filesystem.Channel, method))) == parameters, READ


def test_a_binding_is_three_words() -> None:
    assert filesystem.exchange_queue_t._fields == ("routing_key", "pattern", "queue"), READ


def test_kombu_goes_our_way_from_sender_to_taker(broker: Connection, tmp_path: Path) -> None:
    queue = broker.SimpleQueue("work")
    queue.put({"n": 1})
    names = [path.name for path in (tmp_path / "messages").iterdir()]
    message = queue.get(timeout=5)

    assert len(names) == 1
    assert re.fullmatch(r"\d{20}_[0-9a-f]{32}\.work\.msg", names[0]), READ
    assert message.payload == {"n": 1}, READ
    assert list((tmp_path / "messages").iterdir()) == [], READ


def test_what_kombu_counts_and_clears_are_our_files(broker: Connection, tmp_path: Path) -> None:
    # A name of its own: kombu remembers bindings for the process, not for the folder.
    queue = broker.SimpleQueue("counted")
    for number in range(3):
        queue.put({"n": number})

    assert queue.qsize() == 3, READ
    assert queue.clear() == 3, READ
    assert list((tmp_path / "messages").iterdir()) == [], READ


def test_kombus_own_taker_still_dies_of_half_a_message(broker: Connection, tmp_path: Path) -> None:
    (tmp_path / "messages" / "1_a.work.msg").write_text("")

    channel = broker.channel()
    assert isinstance(channel, message_files.Channel)

    with pytest.raises(ValueError, match="Expecting value"):
        filesystem.Channel._get(channel, "work")
