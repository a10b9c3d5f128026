"""Rows of the needs query as what a person reads: a sentence, a day, a place to go."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from apps.catalogue.content_types import Catalogue
from apps.core import clock
from apps.organizations.models import OrgRoleChoice

from .selectors.needs import Row

ROLE_ENDS_SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Need:
    """`day` is when it is (or was) due; `since` marks a day in the past that is no deadline.

    `grave` marks what keeps others from working or being ready; without a day it comes first.
    """

    icon: str
    title: str
    detail: str
    url: str
    action: str
    day: dt.date | None = None
    since: bool = False
    grave: bool = False

    @property
    def is_over(self) -> bool:
        return self.day is not None and not self.since and self.day < clock.today()

    @property
    def tone(self) -> str:
        if self.is_over or self.grave:
            return "bad"
        near = self.day is not None and self.day <= clock.today() + dt.timedelta(days=7)
        return "warn" if near and not self.since else "none"


def address(name: str, *args: object) -> str:
    """The address of a page."""
    return reverse(name, args=args)


SILENT_WORKER = Need(
    "heartbeat",
    "The worker is silent",
    "Packs, scores and the sealing of the trail wait until it runs. Its log says why it stopped.",
    "",
    "",
    grave=True,
)


def needs_of(rows: Sequence[Row], catalogue: Catalogue | None) -> list[Need]:
    """What needs the reader, in the order of the rows: by day, and what has none last."""
    made = (_MAKERS[row.what](row, catalogue) for row in rows if row.what in _MAKERS)
    needs = [need for need in made if need is not None]
    return sorted(needs, key=lambda need: need.day is None and not need.grave)


def _section(row: Row, catalogue: Catalogue | None) -> Need:
    section = catalogue.sections.get(row.more) if catalogue else None
    return Need(
        "clipboard-list",
        f"Answer the section {section.title if section else row.more}",
        f"{row.title} · given to you",
        f"{address('assessments:assessment', row.public_id)}#section-{row.more}",
        "Open",
        row.day,
    )


def _asked_back(row: Row, catalogue: Catalogue | None) -> Need:
    many = "questions" if row.number != 1 else "question"
    title = f"{row.number} {many} came back" if row.number else "Changes were asked for"
    return Need(
        "message-exclamation",
        f"{title} on {row.title}",
        row.more or "The reviewer wants another look before signing.",
        address("assessments:assessment", row.public_id),
        "Answer",
        row.day,
        since=True,
    )


def _review(row: Row, catalogue: Catalogue | None) -> Need:
    return Need(
        "eye-check",
        f"Review {row.title}",
        f"Submitted by {row.more}" if row.more else "Submitted",
        address("assessments:review", row.public_id),
        "Review",
        row.day,
        since=True,
    )


def _late(row: Row, catalogue: Catalogue | None) -> Need:
    return Need(
        "calendar-due",
        f"Finish the assessment of {row.title}",
        "Its period is over and it is not submitted.",
        address("assessments:assessment", row.public_id),
        "Continue",
        row.day,
    )


def _evidence(row: Row, catalogue: Catalogue | None) -> Need:
    over = row.day is not None and row.day < clock.today()
    detail = (
        "Your evidence no longer counts; answers that rest on it are open again."
        if over
        else "Your evidence soon stops counting."
    )
    url = address("evidence:revise", row.public_id)
    return Need("paperclip", f"Renew “{row.title}”", detail, url, "Renew", row.day)


def _pack_failed(row: Row, catalogue: Catalogue | None) -> Need:
    return Need(
        "file-alert",
        f"The pack of {row.title} could not be made",
        row.more or "Nothing was lost. Ask for it again.",
        address("packs:pack", row.public_id),
        "See why",
        row.day,
        since=True,
    )


def _second_factor(row: Row, catalogue: Catalogue | None) -> Need:
    return Need(
        "shield-lock",
        "Set up a second factor",
        "Only your password protects your account. It takes a minute.",
        address("mfa_index"),
        "Set up",
    )


def _installation(row: Row, catalogue: Catalogue | None) -> Need | None:
    if not row.number:
        return None
    people = "1 person signs in" if row.number == 1 else f"{row.number:,} people sign in"
    return Need(
        "key",
        f"{people} with only a password",
        "Require a second factor for a role, and it is set up at the next sign-in.",
        address("organizations:sign_in"),
        "Require it",
    )


def _blockers(row: Row, catalogue: Catalogue | None) -> Need:
    count = "1 blocker keeps" if row.number == 1 else f"{row.number} blockers keep"
    return Need(
        "ban",
        f"{count} {row.title} from being ready",
        "A critical control is not met. The result page names it and what would lift it.",
        address("assessments:result", uuid.UUID(row.more)),
        "See",
        grave=True,
    )


def _invitation(row: Row, catalogue: Catalogue | None) -> Need:
    over = row.day is not None and row.day < clock.today()
    return Need(
        "mail-question",
        f"{row.title} has not accepted the invitation",
        f"{row.more} · {'the link has ended, invite again' if over else 'the link ends soon'}",
        address("organizations:people"),
        "See",
        row.day,
    )


def _role_ends(row: Row, catalogue: Catalogue | None) -> Need | None:
    if row.day is None or row.day > clock.today() + ROLE_ENDS_SOON or row.day < clock.today():
        return None
    role = OrgRoleChoice(row.title).label.lower()
    detail = "Ask an administrator if you need longer."
    return Need("calendar-off", f"Your access as {role} ends", detail, "", "", row.day)


_MAKERS: Mapping[str, Callable[[Row, Catalogue | None], Need | None]] = {
    "section": _section,
    "asked_back": _asked_back,
    "review": _review,
    "late": _late,
    "evidence": _evidence,
    "failed": _pack_failed,
    "second_factor": _second_factor,
    "invitation": _invitation,
    "role_ends": _role_ends,
    "installation": _installation,
    "blockers": _blockers,
}
