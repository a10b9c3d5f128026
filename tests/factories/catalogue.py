"""Small catalogues for tests: say what matters, the rest is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apps.catalogue.build import build_catalogue
from apps.catalogue.content_types import Catalogue
from apps.core import canonical

REGIMES = ("gdpr", "hipaa", "ccpa")

Entry = dict[str, Any]


def regime(key: str, **more: Any) -> Entry:
    return {
        "id": key,
        "title": f"The {key} regime",
        "short": key.upper(),
        "jurisdiction": "EU",
        "text": "A text",
        "text_version": "2020-01-01",
        "source": "https://example.org/law",
        "applies_when": "",
        "summary": "What it is about.",
        **more,
    }


def provision(key: str, **more: Any) -> Entry:
    regime_key, _, number = key.partition("-")
    return {
        "id": key,
        "regime": regime_key,
        "citation": f"{regime_key.upper()} Art. {number}",
        "article": f"{regime_key.upper()} Art. {number}",
        "title": f"Provision {number}",
        "summary": "What it says.",
        "status": "in_force",
        "applies_from": "",
        "text_version": "2020-01-01",
        "source": "https://example.org/law",
        "verified": "official",
        "specification": "",
        "kind": "duty",
        **more,
    }


def question(key: str, **more: Any) -> Entry:
    return {
        "id": key,
        "about": "pipeline",
        "ask": "Is it in place?",
        "why": "Because it matters.",
        "help": "",
        "evidence": "A document.",
        "effort": 1,
        "gate": False,
        "when": "",
        "options": [
            {"id": "all", "label": "Yes, all of it", "points": 1},
            {"id": "some", "label": "Some of it", "points": 0.5},
            {"id": "none", "label": "None of it", "points": 0},
        ],
        "rules": [],
        "binds": [],
        **more,
    }


def control(key: str, *questions: Entry, **more: Any) -> Entry:
    entry: Entry = {
        "id": key,
        "section": "first",
        "title": f"Control {key}",
        "objective": "Something is in place.",
        "lifecycle": "governance",
        "criticality": 3,
        "criticality_reason": "It matters.",
        "provisions": ["gdpr-1"],
        "frameworks": {},
        "disagreements": [],
        **more,
    }
    entry["questions"] = [
        _asserting({"provisions": entry["provisions"], **question}) for question in questions
    ]
    return entry


def _asserting(asked: Entry) -> Entry:
    """The question with every option that earns something asserting all that it serves."""
    options = [
        {**({"asserts": asked["provisions"]} if option["points"] else {}), **option}
        for option in asked["options"]
    ]
    return {**asked, "options": options}


def section(key: str, order: int) -> Entry:
    return {"id": key, "title": f"Section {key}", "order": order, "summary": "About it."}


def document(*controls: Entry, provisions: Iterable[Entry] = (), **more: Any) -> Entry:
    """A catalogue document: three regimes with provisions 1 and 2 each, and two sections."""
    given = list(provisions)
    keys = {entry["id"] for entry in given}
    standard = [provision(f"{key}-{number}") for key in REGIMES for number in (1, 2)]
    return {
        "format": 2,
        "regimes": [regime(key) for key in REGIMES],
        "provisions": given + [entry for entry in standard if entry["id"] not in keys],
        "sections": [section("second", 20), section("first", 10)],
        "controls": list(controls),
        "time_limits": [],
        **more,
    }


def catalogue(*controls: Entry, provisions: Iterable[Entry] = (), **more: Any) -> Catalogue:
    """A built catalogue; see `document`."""
    made = document(*controls, provisions=provisions, **more)
    return build_catalogue(made, digest=canonical.digest(made))
