"""The inspection itself finds what it looks for; a blind one would pass everything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.e2e.inspection import DESKTOP, Inspector

pytestmark = pytest.mark.journey

_BAD = """<!doctype html><html lang="en"><title>Bad</title><style>
  a { outline: none; color: #999; background: #fff; } p { width: 900px; }
</style><main><h1>Bad</h1><p><a href="#">hard to read</a><input></p></main>"""


def test_a_bad_page_is_told(browser: Browser) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.set_content(_BAD)
    found = "\n".join(Inspector().inspect(page, "bad page"))
    page.close()
    assert "color-contrast" in found
    assert "serious label" in found or "critical label" in found
    assert "focus is not visible on <a" in found
    assert "on a phone: 518 px too wide" in found
