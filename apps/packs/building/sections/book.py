"""The frozen document with what every part of the pack looks up in it; pure.

Controls, evidence and laws get the short names that the pack prints (C12, E3), so that a reader
can follow a figure from any part to its source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apps.core.words import date_words

Json = Mapping[str, Any]

UNKNOWN_STATES = {
    "dont_know": "Answered “don’t know”.",
    "unanswered": "Not answered.",
    "stale": "Open again: facts changed after the answer.",
    "expired": "Open again: the evidence behind it no longer counts.",
    "claimed": "Claimed not to apply; nobody agreed yet.",
}
ASSURANCE_WORDS = ("declared", "with evidence", "reviewed", "checked by machine")


def is_worked_out(item: Json) -> bool:
    """Whether facts answered it by themselves; the first format called that "by machine"."""
    return bool(item.get("worked_out", item.get("by_machine"))) and bool(item["machine"])


def takes_part(item: Json) -> bool:
    """Whether an item counts in the figures: it binds today and was not agreed not to apply."""
    return item["state"] != "not_applicable" and not item.get("later")


def counted(number: int, noun: str) -> str:
    """ "1 answer", "12 answers"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def day(iso: str | None) -> str:
    """A stored moment or day as "14 Mar 2026"; empty for None."""
    if not iso:
        return ""
    whole_day = len(iso) == len("2026-03-14")
    return date_words(dt.date.fromisoformat(iso) if whole_day else dt.datetime.fromisoformat(iso))


def moment(iso: str | None) -> str:
    """A stored moment with minutes, in UTC: "14 Mar 2026, 10:42 UTC"."""
    if not iso:
        return ""
    at = dt.datetime.fromisoformat(iso).astimezone(dt.UTC)
    return f"{date_words(at)}, {at:%H:%M} UTC"


@dataclass(frozen=True)
class Signer:
    """Who signs, as the cover and the method page say it."""

    fingerprint: str


@dataclass(frozen=True)
class Book:
    """One pack's inputs: the snapshot's document, its digest, the manifest, the signer."""

    document: Json
    digest: str
    manifest: Json
    signer: Signer

    @property
    def is_draft(self) -> bool:
        return bool(self.manifest["pack"]["draft"])

    @property
    def figures(self) -> Json:
        figures: Json = self.document["figures"]
        return figures

    @cached_property
    def regimes(self) -> dict[str, Json]:
        return {regime["key"]: regime for regime in self.document["catalogue"]["regimes"]}

    @cached_property
    def subjects(self) -> dict[str, Json]:
        return {subject["key"]: subject for subject in self.document["subjects"]}

    @cached_property
    def sections(self) -> dict[str, Json]:
        return {section["key"]: section for section in self.document["catalogue"]["sections"]}

    @cached_property
    def disagreements(self) -> dict[str, Json]:
        """By key; snapshots of the first three formats keep them in the controls instead."""
        return {
            point["key"]: point for point in self.document["catalogue"].get("disagreements", ())
        }

    @cached_property
    def provisions(self) -> dict[str, Json]:
        return {
            provision["key"]: provision for provision in self.document["catalogue"]["provisions"]
        }

    @cached_property
    def controls(self) -> dict[str, Json]:
        """By key, in the order of the catalogue's sections."""
        order = {key: place for place, key in enumerate(self.sections)}
        listed = sorted(
            self.document["controls"], key=lambda control: order.get(control["section"], len(order))
        )
        return {entry["key"]: entry for entry in listed}

    @cached_property
    def control_names(self) -> dict[str, str]:
        return {key: f"C{number}" for number, key in enumerate(self.controls, 1)}

    @cached_property
    def items_of(self) -> dict[str, list[Json]]:
        """Items by control; hidden questions are not in the document at all."""
        items: dict[str, list[Json]] = {}
        for item in self.document["items"]:
            items.setdefault(item["control"], []).append(item)
        return items

    @cached_property
    def evidence_names(self) -> dict[str, str]:
        """E1, E2, … by evidence id, in the order the pack first names them."""
        names: dict[str, str] = {}
        for key in self.controls:
            for item in self.items_of.get(key, ()):
                for piece in item["evidence"]:
                    names.setdefault(piece["id"], f"E{len(names) + 1}")
        return names

    @cached_property
    def evidence(self) -> dict[str, Json]:
        """Evidence by id, in the order of its names."""
        pieces = {
            piece["id"]: piece for item in self.document["items"] for piece in item["evidence"]
        }
        return {key: pieces[key] for key in self.evidence_names}

    def verdict(self, control: str) -> str:
        return str(self.figures["controls"][control]["verdict"])

    def mark(self, control: str) -> str:
        """Its verdict; of one that is asked only what binds later, that it is so."""
        verdict = self.verdict(control)
        later = any(item.get("later") for item in self.items_of.get(control, ()))
        return "later" if later and verdict == "not_applicable" else verdict

    def question(self, key: str) -> Json:
        question: Json = self.document["questions"][key]
        return question

    def subject_words(self, key: str) -> str:
        subject = self.subjects[key]
        if subject["kind"] == "organization":
            return "The organisation"
        return f"{subject['kind'].capitalize()} {subject['label']}"
