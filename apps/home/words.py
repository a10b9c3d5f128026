"""Acts of the trail in plain words, and many alike gathered into one line; no database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the trail, as read."""

    at: dt.datetime
    who: str
    action: str
    kind: str
    uid: str
    label: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line: who did what to what; `count` acts of one day stand behind it."""

    at: dt.datetime
    who: str
    did: str
    target: str
    kind: str
    uid: str
    url: str = ""
    count: int = 1


_PERIOD = re.compile(r", \d\d? \w+ \d{4} to \d\d? \w+ \d{4}$")
_REGISTRY = {
    "created": "registered",
    "edited": "changed",
    "facts_set": "stated facts about",
    "stage_facts_set": "stated facts about",
    "stage_added": "added stages to",
    "stage_removed": "removed a stage from",
    "version_added": "recorded a version of",
    "lineage_added": "recorded what went into",
    "dataset_linked": "linked data to",
    "model_linked": "linked a model to",
    "shared": "shared",
    "share_withdrawn": "took back a share of",
    "retired": "retired",
    "reinstated": "brought back",
}
_ACTS: Mapping[str, str] = {
    **{
        f"registry.{kind}.{act}": words
        for kind in ("pipeline", "dataset", "model")
        for act, words in _REGISTRY.items()
    },
    "evidence.evidence.filed": "filed",
    "evidence.revision.filed": "renewed",
    "evidence.evidence.edited": "changed",
    "evidence.evidence.withdrawn": "withdrew",
    "assessments.assessment.started": "started the assessment of",
    "assessments.assessment.submitted": "submitted the assessment of",
    "assessments.assessment.changes_requested": "asked for changes in",
    "assessments.assessment.approved": "approved the assessment of",
    "assessments.question.asked_back": "asked back about",
    "assessments.question.approved": "checked answers of",
    "assessments.comment.added": "commented on",
    "assessments.section.assigned": "gave out sections of",
    "packs.pack.requested": "asked for",
    "packs.pack.made": "made",
    "people.role.given": "gave a role to",
    "people.role.ended": "ended a role of",
    "people.account.closed": "closed the account of",
    "people.invitation.sent": "invited",
    "people.invitation.accepted": "welcomed",
    "teams.team.created": "made the team",
    "teams.member.set": "changed who is in",
    "teams.member.removed": "changed who is in",
    "organization.facts.changed": "stated facts about",
    "organization.sign_in.changed": "changed the sign-in rules of",
    "catalogue.version.published": "published",
}
# Acts on answers: the line counts them instead of naming one.
_COUNTED: Mapping[str, tuple[str, str, str]] = {
    "assessments.answer.saved": ("answered", "question", "questions"),
    "assessments.evidence.attached": ("attached evidence to", "answer", "answers"),
}


def gathered(events: Iterable[Happened]) -> list[Change]:
    """Lines in the order of the newest act behind each; acts without words are left out."""
    lines: dict[tuple[str, ...], Change] = {}
    for event in events:
        line = _line(event)
        if line is None:
            continue
        key = (line.who, line.did, line.uid, f"{timezone.localtime(event.at):%Y-%m-%d}")
        held = lines.get(key)
        lines[key] = replace(held, count=held.count + 1) if held else line
    return [_counted(line) for line in lines.values()]


def _line(event: Happened) -> Change | None:
    if event.action in _COUNTED:
        did = _COUNTED[event.action][0]
        return Change(event.at, event.who, did, event.action, "", "")
    did = _ACTS.get(event.action, "")
    if not did:
        return None
    return Change(event.at, event.who, did, _short(event), event.kind, event.uid)


def _short(event: Happened) -> str:
    """An assessment or pack is called by its pipeline here; the period would only repeat."""
    return _PERIOD.sub("", event.label) if event.kind in {"assessment", "pack"} else event.label


def _counted(line: Change) -> Change:
    if line.target not in _COUNTED:
        return line
    _, one, many = _COUNTED[line.target]
    return replace(line, target=f"{line.count} {one if line.count == 1 else many}")
