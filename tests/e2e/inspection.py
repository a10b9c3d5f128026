"""What every page must hold up to: WCAG 2.2 AA, a phone's width, a visible keyboard focus.

MLSECURE_PICTURES names a folder that receives pictures of each page: light, dark and on a phone.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypedDict

from django.conf import settings
from playwright.sync_api import Page, ViewportSize

DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN_AXE = """async ([where, only]) => {
  const found = await axe.run(where, {
    runOnly: only, preload: false, resultTypes: ["violations"],
  });
  return found.violations.map((v) => ({
    rule: v.id, impact: v.impact, help: v.help,
    nodes: v.nodes.slice(0, 3).map((n) => `${n.html.slice(0, 200)} ${n.failureSummary}`),
  }));
}"""
# Measuring leaves empty style attributes behind; a script that copies one breaks the page's policy.
_TIDY = (
    """() => document.querySelectorAll('[style=""]').forEach((e) => e.removeAttribute("style"))"""
)
_WIDER_THAN_SCREEN = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const limit = document.documentElement.clientWidth;
  const clipped = (el) => {
    for (let up = el.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible" && up !== document.body) return true;
    }
    return false;
  };
  const out = [...document.body.querySelectorAll("*")].filter(
    (el) => el.getBoundingClientRect().right > limit && el.checkVisibility() && !clipped(el)
  );
  return [`${wide} px too wide`, ...out.slice(0, 4).map((el) => el.outerHTML.slice(0, 160))];
}"""
# What marks the focused element must not be there without the focus. One of each kind of element:
# a hundred links of a table look alike.
_FOCUS_NOT_SEEN = """() => {
  const reached = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const kinds = new Map();
  for (const el of document.querySelectorAll(reached)) {
    const kind = [el.tagName, el.type, el.className, el.parentElement.className].join(" ");
    if (!kinds.has(kind) && !el.disabled && el.checkVisibility()) kinds.set(kind, el);
  }
  const lost = [];
  for (const el of kinds.values()) {
    const host = el.matches("input[type=radio], input[type=checkbox]")
      ? [el, el.nextElementSibling, el.closest("label")].filter(Boolean)
      : [el, el.parentElement, ...el.querySelectorAll("rect")];
    const looks = () => host.map((e) => {
      const s = getComputedStyle(e);
      const outline = s.outlineStyle === "none" ? "" : s.outlineWidth + s.outlineColor;
      return outline + s.boxShadow + s.borderColor + s.stroke + s.strokeWidth;
    }).join("|");
    el.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== el) continue;
    const focused = looks();
    el.blur();
    if (looks() === focused) lost.push(el.outerHTML.slice(0, 200));
  }
  return lost;
}"""


class Violation(TypedDict):
    rule: str
    impact: str
    help: str
    nodes: list[str]


@dataclass
class Inspector:
    """Inspects each page once in a run, however many journeys pass it; gathers what is wrong."""

    seen: set[str] = field(default_factory=set)
    _axe: str = ""

    def inspect(self, page: Page, name: str) -> list[str]:
        """Everything that is wrong with the page as it stands, each a sentence."""
        if name in self.seen:
            return []
        self.seen.add(name)
        self._picture(page, name, "light")
        found = [
            *_raw_markup(page),
            *self._in_the_light(page),
            *(f"focus is not visible on {element}" for element in page.evaluate(_FOCUS_NOT_SEEN)),
            *self._in_the_dark(page, name),
            *self._on_a_phone(page, name),
        ]
        page.evaluate(_TIDY)
        return [f"{name}: {fault}" for fault in found]

    def _in_the_light(self, page: Page) -> list[str]:
        # As tall as the page: a bar that sticks to the screen's edge then covers nothing.
        height = int(page.evaluate("() => document.documentElement.scrollHeight"))
        page.set_viewport_size(ViewportSize(width=DESKTOP["width"], height=max(900, height)))
        found = self._axe_on(page, "html", _TAGS)
        page.set_viewport_size(DESKTOP)
        return found

    def _in_the_dark(self, page: Page, name: str) -> list[str]:
        """Only colours can differ; the frame is the same on every page, so once is enough."""
        page.emulate_media(color_scheme="dark")
        self._picture(page, name, "dark")
        where = "html" if len(self.seen) == 1 else "main"
        found = self._axe_on(page, where, {"type": "rule", "values": ["color-contrast"]})
        page.emulate_media(color_scheme="light")
        return [f"(dark) {violation}" for violation in found]

    def _on_a_phone(self, page: Page, name: str) -> list[str]:
        page.set_viewport_size(PHONE)
        self._picture(page, name, "phone")
        found: list[str] = page.evaluate(_WIDER_THAN_SCREEN)
        page.set_viewport_size(DESKTOP)
        return [f"on a phone: {'; '.join(found)}"] if found else []

    def _picture(self, page: Page, name: str, kind: str) -> None:
        if folder := os.environ.get("MLSECURE_PICTURES"):
            file = re.sub(r"\W+", "-", name)
            page.screenshot(path=Path(folder) / f"{file}-{kind}.png", full_page=True)

    def _axe_on(self, page: Page, where: str, only: list[str] | dict[str, Any]) -> list[str]:
        if not page.evaluate("() => Boolean(window.axe)"):
            page.evaluate(self._source())
        found: list[Violation] = page.evaluate(_RUN_AXE, [where, only])
        return [
            f"{v['impact']} {v['rule']}: {v['help']}\n      " + "\n      ".join(v["nodes"])
            for v in found
        ]

    def _source(self) -> str:
        if not self._axe:
            modules: Any = settings.NODE_MODULES
            self._axe = (modules / "axe-core" / "axe.min.js").read_text()
        return self._axe


def _raw_markup(page: Page) -> list[str]:
    """Template language that reached the reader."""
    shown = re.findall(r"\{[{%#].{0,60}", page.locator("body").inner_text())
    return [f"shows {word!r}" for word in shown]
