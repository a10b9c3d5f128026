"""`/healthz` against the real parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.cache import cache
from django.test import Client

from apps.core import heartbeat
from tests.processes import real_worker, wait_until

PARTS = ["database", "broker", "worker", "storage", "static_files", "mail"]


def parts(client: Client) -> dict[str, str]:
    told: dict[str, str] = client.get("/healthz").json()["parts"]
    return told


@pytest.fixture(autouse=True)
def no_worker_yet() -> None:
    cache.clear()


@pytest.mark.django_db
def test_all_is_well_when_every_part_answers(client: Client) -> None:
    heartbeat.beat()
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "parts": dict.fromkeys(PARTS, "ok"),
    }
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_silent_worker_is_told_apart(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {**dict.fromkeys(PARTS, "ok"), "worker": "down"}


def test_an_unreachable_database_is_told_apart(client: Client) -> None:
    """Without the `db` fixture every query is refused, which is what the page then meets."""
    heartbeat.beat()
    assert parts(client) == {**dict.fromkeys(PARTS, "ok"), "database": "down", "mail": "down"}


@pytest.mark.django_db
def test_a_broken_store_is_told_apart(client: Client, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    vault = {**settings.STORAGES["vault"], "OPTIONS": {"location": tmp_path / "file" / "vault"}}
    settings.STORAGES = {**settings.STORAGES, "vault": vault}
    assert parts(client)["storage"] == "down"


@pytest.mark.django_db
def test_a_broken_broker_is_told_apart(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    options = current_app.conf.broker_transport_options
    monkeypatch.setitem(options, "data_folder_out", str(tmp_path / "gone"))
    assert parts(client)["broker"] == "down"


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_shows_life_and_its_death_is_noticed(client: Client) -> None:
    with real_worker() as worker:
        assert parts(client)["worker"] == "ok"
        worker.kill()
        cache.clear()
        current_app.send_task("core.heartbeat")
        assert parts(client)["worker"] == "down"
    with real_worker():
        wait_until(lambda: parts(client)["worker"] == "ok", seconds=5, what="the new worker")
