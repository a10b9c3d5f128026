"""What the browser journeys stand on: the real processes, one Chromium, people who use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pytest
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Browser, expect, sync_playwright

from tests.cast import Cast, make_cast
from tests.e2e.inspection import DESKTOP, Inspector
from tests.e2e.stack import Stack, running_stack
from tests.e2e.visitor import Visitor

_CHROMIUM = "/usr/bin/chromium"
_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    "--disable-background-networking",
]
# A machine at work on other things is slow, not wrong.
_PATIENCE_MS = 60_000


class Visit(Protocol):
    def __call__(self, name: str = "", *, javascript: bool = True) -> Visitor:
        """A new browser; signed in when a person of the cast is named."""


@pytest.fixture(scope="package")
def stack(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The processes; they outlive the single journey, its data does not."""
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's synchronous interface keeps an event loop in this thread, in which Django
        # would refuse the database. Nothing here runs at the same time.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=_PATIENCE_MS)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
            yield browser
            browser.close()


@pytest.fixture(scope="package")
def inspector() -> Inspector:
    return Inspector()


@pytest.fixture
def people(transactional_db: None, stack: Stack) -> Cast:
    """The cast and the catalogue, in the database that the processes use."""
    cache.clear()
    call_command("load_catalogue", verbosity=0)
    return make_cast()


@pytest.fixture
def visit(people: Cast, stack: Stack, browser: Browser, inspector: Inspector) -> Iterator[Visit]:
    """Open browsers; at the end, whatever went wrong in any of them fails the journey."""
    opened: list[Visitor] = []

    def open_browser(name: str = "", *, javascript: bool = True) -> Visitor:
        context = browser.new_context(
            viewport=DESKTOP,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(_PATIENCE_MS)
        visitor = Visitor(context, context.new_page(), stack.address, inspector)
        opened.append(visitor)
        if name:
            visitor.sign_in(f"{name}@example.org")
        return visitor

    yield open_browser
    complaints = [complaint for visitor in opened for complaint in visitor.complaints]
    for visitor in opened:
        visitor.context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture(autouse=True)
def _tell_more_after_a_failure(request: pytest.FixtureRequest, stack: Stack) -> Iterator[None]:
    """The last lines of each process belong to the report of a failed journey."""
    marks = {name: len(stack.log(name)) for name in ("web", "worker", "beat")}
    yield
    stack.assert_running()
    for name, start in marks.items():
        said = stack.log(name)[start:].strip()
        if said:
            request.node.add_report_section("call", f"{name} process", said[-6000:])
        assert "Traceback" not in said, f"the {name} process crashed: {said[-3000:]}"
