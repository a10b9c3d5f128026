from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.test import Client

from mlsecure.request_log import hide_secrets


def test_fields_named_like_secrets_are_blanked() -> None:
    event = {
        "event": "signed in",
        "user_id": 4,
        "password": "hunter2",
        "csrfmiddlewaretoken": "abc",
        "Authorization": "Bearer abc",
        "vault_key": b"bytes",
    }
    told = hide_secrets(None, "info", event)
    assert told["user_id"] == 4
    hidden = {name for name, value in told.items() if value == "hidden"}
    assert hidden == {"password", "csrfmiddlewaretoken", "Authorization", "vault_key"}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the installation's own handler writes while the test runs."""
    ours = next(
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler, logging.StreamHandler)
        and isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    )
    before = ours.setStream(written := io.StringIO())
    yield written
    ours.setStream(before)


LINKS = [
    "/invitation/s3cr3t-token/",
    "/account/password/reset/key/4-c0ffee-abc/",
    "/account/confirm-email/MQ:1abc:sig/",
]


@pytest.mark.parametrize("path", LINKS)
def test_the_key_of_a_link_reaches_no_line_of_the_log(
    client: Client, db: None, log: io.StringIO, path: str
) -> None:
    """Neither our own line nor Django's about a refused form."""
    Client(enforce_csrf_checks=True).post(path)
    client.get(path)

    logged = log.getvalue()
    assert path.split("/")[-2] not in logged
    assert "/hidden/" in logged


def test_what_nobody_foresaw_gets_a_number_that_is_in_the_log(
    db: None, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("apps.organizations.services.invitations.open_invitation", broken)
    answer = Client(raise_request_exception=False).get("/invitation/s3cr3t-token/")

    logged = log.getvalue()
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    assert answer["X-Request-ID"] in logged
    assert "ZeroDivisionError" in logged
    assert "s3cr3t-token" not in logged
    assert "ZeroDivisionError" not in answer.content.decode()
