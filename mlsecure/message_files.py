"""The broker of the embedded profile: each message a file, whole before anybody sees it.

Kombu's own transport opens a message's file under its final name and writes it afterwards; a
worker that looks in between reads nothing, and dies of it. Here a file gets its name when it is
complete, and a worker takes it by renaming it, so that each message has one taker.
What is relied on inside kombu: docs/adr/0013.
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

import structlog
from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

log = structlog.get_logger(__name__)


class Channel(filesystem.Channel):
    """Messages are named by their time, so that they are taken in the order they were put."""

    def _put(  # type: ignore[override]  # kombu's own two classes disagree about a name
        self, queue: str, payload: Any, **_: Any
    ) -> None:
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        folder = Path(self.data_folder_in)
        wanted = f"{queue}.msg"
        for path in sorted(folder.iterdir()):
            if path.name.partition(".")[2] != wanted:
                continue
            taken = path.with_name(f"{path.name}.taken")
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            text = taken.read_text()
            taken.unlink()
            try:
                return loads(text)
            except ValueError:
                # The disk was full, or somebody deleted the file: the job's row is still there, and
                # the sweep sends a new message for it.
                log.warning("broker.unreadable_message", name=path.name)
        raise Empty

    def _queue_bind(
        self, exchange: str, routing_key: str | None, pattern: str | None, queue: str | None
    ) -> None:
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        known = self.get_table(exchange)
        if bound not in known:
            _write_whole(self.control_folder / f"{exchange}.exchange", dumps([bound, *known]))


class Transport(filesystem.Transport):
    Channel = Channel


def _write_whole(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    try:
        part.write_text(text)
        part.replace(path)
    except OSError as error:
        raise ChannelError(f"{path} cannot be written: {error.strerror}") from error


def register() -> None:
    """Let addresses that start with filesystem:// mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
