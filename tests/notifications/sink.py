"""A mail server small enough to read: it takes mails, and refuses addresses it does not know."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _Talk(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "RCPT" and any(bad in line for bad in self.server.unknown):
                self._say("550 no such mailbox")
            elif verb == "DATA":
                self._take()
            elif verb == "QUIT":
                return self._say("221 bye")
            else:
                self._say("250 fine")

    def _take(self) -> None:
        self._say("354 go on")
        lines: list[str] = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            lines.append(line)
        self.server.mails.append("".join(lines))
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, unknown: tuple[str, ...]) -> None:
        super().__init__(("127.0.0.1", port), _Talk)
        self.mails: list[str] = []
        self.unknown = unknown


@contextmanager
def mail_server(port: int, unknown: tuple[str, ...] = ()) -> Iterator[Sink]:
    """A mail server on this port while the block runs."""
    with Sink(port, unknown) as sink:
        thread = threading.Thread(target=sink.serve_forever, args=(0.02,))
        thread.start()
        yield sink
        sink.shutdown()
        thread.join()


def use(settings: Any) -> int:
    """Let mails go by SMTP to a port of this machine on which nobody listens yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    return port
