"""Journey 4: an approved assessment becomes one signed PDF, whatever happens to the worker."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from apps.packs.models import Pack
from apps.trail.models import TrailEvent
from mlsecure._env import REPOSITORY
from tests.cast import Cast
from tests.e2e.arrangements import approved
from tests.e2e.conftest import Visit
from tests.e2e.stack import Stack
from tests.e2e.visitor import Visitor
from tests.processes import environment

# Through the queue: on PostgreSQL and Redis as well.
pytestmark = [pytest.mark.journey, pytest.mark.worker]

MAKING_SECONDS = 300


def test_a_pack_is_made_downloaded_and_believed(
    people: Cast, visit: Visit, stack: Stack, tmp_path: Path
) -> None:
    assessment = approved(people, "Credit risk")
    cora, aya, mallory = visit("cora"), visit("aya"), visit("mallory")
    first = ask_for_a_pack(cora, f"/assessments/{assessment.public_id}/result/")
    file = download(cora, tmp_path / "cora.pdf")
    verify_by_command(file)

    second = ask_again(cora)
    kill_the_worker_on_the_way(cora, stack, second)
    # Until somebody notices, the others go on.
    an_auditor_believes_it(aya, first, tmp_path / "aya.pdf")
    nobody_else_finds_it(mallory, first)

    finished_once(cora, second)


def ask_for_a_pack(cora: Visitor, result: str) -> str:
    """Ask, watch it being made, and come to its page; its address."""
    cora.open("/packs/")
    cora.look("pack list, empty")
    cora.open(result)
    cora.press("Make the pack")
    cora.title(re.compile("^Pack 1: Credit risk"))
    cora.look("pack, being made")
    ready(cora)
    cora.look("pack")
    cora.open("/packs/")
    cora.look("pack list")
    cora.follow("Pack 1")
    return cora.page.url.removeprefix(cora.address)


def ready(cora: Visitor) -> None:
    link = cora.main.get_by_role("link", name="Download PDF")
    expect(link).to_be_visible(timeout=MAKING_SECONDS * 1000)


def download(person: Visitor, to: Path) -> Path:
    person.download("Download PDF").save_as(to)
    assert to.read_bytes().startswith(b"%PDF-")
    return to


def verify_by_command(file: Path) -> None:
    command = [sys.executable, "manage.py", "verify_pack", str(file)]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=dict(environment()), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"All \d+ checks hold: pack 1, ", done.stdout)


def ask_again(cora: Visitor) -> Pack:
    cora.press("Make a new pack")
    cora.title(re.compile("^Pack 2: Credit risk"))
    return Pack.objects.get(number=2)


def kill_the_worker_on_the_way(cora: Visitor, stack: Stack, pack: Pack) -> None:
    """kill -9 while pages are laid out; another worker is started, knowing nothing of it."""
    expect(cora.page.locator("#pack-progress")).to_contain_text(
        re.compile("Laying out|Section"), timeout=MAKING_SECONDS * 1000
    )
    stack.kill("worker")
    pack.refresh_from_db()
    assert (pack.state, pack.attempts) == ("running", 1)
    stack.start_worker()


def an_auditor_believes_it(aya: Visitor, pack: str, to: Path) -> None:
    aya.open(pack)
    file = download(aya, to)
    aya.follow("Verify")
    aya.look("pack: verify")
    aya.upload("Pack", "pack.pdf", file.read_bytes(), "application/pdf")
    aya.press("Check this file")
    aya.sees("Everything holds")
    aya.look("pack: verified")
    changed = file.read_bytes().replace(b"obj", b"0bj", 1)
    aya.upload("Pack", "pack.pdf", changed, "application/pdf")
    with aya.expecting(422):
        aya.press("Check this file")
    aya.sees(re.compile("Do not rely on this file|needs your attention"))
    aya.look("pack: verification failed")


def nobody_else_finds_it(mallory: Visitor, pack: str) -> None:
    for path in ("", "download/", "cover/"):
        assert mallory.status_of(f"{pack}{path}") == 404
    mallory.open("/packs/")
    mallory.sees("No pack yet")


def finished_once(cora: Visitor, pack: Pack) -> None:
    """The page that was open all the time shows it, made by the second attempt."""
    ready(cora)
    pack.refresh_from_db()
    assert (pack.state, pack.attempts) == ("succeeded", 2)
    made = TrailEvent.objects.filter(action="packs.pack.made", target_id=str(pack.public_id))
    assert made.count() == 1
    assert Pack.objects.count() == 2
    cora.look("pack, second")
