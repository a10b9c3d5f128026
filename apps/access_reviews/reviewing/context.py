"""The reviewer's page: one object or person, its access rights, and how far the reviewer is."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from apps.core.access import Actor
from apps.core.errors import Refused
from apps.core.words import date_words
from apps.registry.kinds import KINDS

from ..campaigns.earlier import last_outcomes
from ..models import Decision, ReviewerAssignment, ReviewGroup, ReviewItem, Verdict
from ..rules.differential import Why
from ..rules.effort import effort_words
from ..rules.flags import MINOR, WORDS, Flag
from ..rules.risk import RISKY
from .forms import DecisionForm
from .present import Present, can_be_shortened, left_to, newcomers, present_of
from .quality import my_signs
from .rights import require_open, seat_of
from .selectors import (
    assignments_of,
    decided_by,
    decisions_of,
    items_of,
    next_group,
    waiting_items,
)

ITEMS_A_PAGE = 25
_AGAIN = {
    Why.NOT_CARRIED_OUT: "Was to be taken away last time and is still there",
    Why.NOT_DECIDED: "Nobody decided on it last time",
    Why.NEW: "New since the last review",
    Why.CHANGED: "Changed since the last review",
    Why.RISKIER: "Riskier than at the last review",
    Why.RISKY: "Risky, so it is looked at each time",
}
_FACTS = {
    "way": "Reaches it",
    "group": "By the group",
    "version": "Version",
    "purpose": "Purpose",
    "project": "Project",
    "granted_by": "Granted by",
    "granted_at": "Granted on",
    "why": "Reason given",
    "last_used": "Last used",
    "ends": "Ends",
}
_DATES = {"granted_at", "last_used", "ends"}


@dataclass(frozen=True, slots=True)
class Option:
    """One verdict and its key on the keyboard."""

    value: str
    label: str
    letter: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One access right as the reviewer sees it; `refusal` is why they cannot decide on it.

    `form` holds what was said before or sent with a fault; a fresh one, of which a page has many,
    is drawn without it, from `sent` and `rights`.
    """

    item: ReviewItem
    factors: Sequence[tuple[str, int, str]]
    remarks: list[str]
    facts: list[tuple[str, str]]
    again: str
    drift: str
    remains: str
    last: str
    mine: Decision | None
    others: list[Decision]
    refusal: str
    form: DecisionForm | None
    rights: Sequence[str]
    options: list[Option]
    saved: bool = False
    sent: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def is_risky(self) -> bool:
        return self.item.risk >= RISKY

    @property
    def can_bulk(self) -> bool:
        return not self.refusal and not self.item.weighty_flags and self.mine is None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the reviewer is in this group, and where to go on."""

    done: int
    left: int
    next_url: str
    next_label: str
    signs: list[str]

    @property
    def total(self) -> int:
        return self.done + self.left

    @property
    def effort(self) -> str:
        return effort_words(self.left)


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Everything on the page but the frame."""

    group: ReviewGroup
    object_url: str
    page: Page[ReviewItem]
    lines: list[Line]
    standing: Standing
    new: list[str]

    @property
    def can_bulk(self) -> bool:
        return any(line.can_bulk for line in self.lines)


def group_page(actor: Actor, group: ReviewGroup, page: str | None) -> GroupPage:
    """The page of a group that was resolved for this actor; its queries depend on no count."""
    shown = Paginator(items_of(group), ITEMS_A_PAGE).get_page(page)
    return GroupPage(
        group=group,
        object_url=_object_url(actor, group),
        page=shown,
        lines=lines_of(actor, group, list(shown.object_list)),
        standing=standing(actor, group),
        new=newcomers(group),
    )


def _object_url(actor: Actor, group: ReviewGroup) -> str:
    """The page of the object, for whoever may open it."""
    if group.object_kind not in KINDS:
        return ""
    model = KINDS[group.object_kind].model
    found = model.objects.all().visible_to(actor).filter(pk=group.object_pk).first()
    return found.get_absolute_url() if found is not None else ""


def standing(actor: Actor, group: ReviewGroup) -> Standing:
    """How far the reviewer is; signs of a rubber stamp only once nothing is left here."""
    left = waiting_items(actor).filter(group=group).count()
    following = next_group(actor, group)
    done = decided_by(actor, group)
    return Standing(
        done=done,
        left=left,
        next_url=group_url(following) if following else "",
        next_label=following.label if following else "",
        signs=my_signs(actor, group.campaign) if done and not left else [],
    )


def group_url(group: ReviewGroup) -> str:
    return reverse("access_reviews:review", args=[group.campaign.public_id, group.public_id])


# ---- Items --------------------------------------------------------------------------------------
def lines_of(
    actor: Actor,
    group: ReviewGroup,
    items: Sequence[ReviewItem],
    sent: Mapping[int, DecisionForm] | None = None,
    saved: bool = False,
) -> list[Line]:
    """These items of the group, with what was `sent` for one of them if something was wrong."""
    assignments = assignments_of([group])
    said = decisions_of(items)
    last = last_outcomes(group.campaign, [item.key for item in items])
    present = present_of(items)
    forms = sent or {}
    for item in items:
        item.campaign, item.group = group.campaign, group
    return [
        _line(actor, item, assignments, said[item.pk], last, present, forms.get(item.pk), saved)
        for item in items
    ]


def _line(
    actor: Actor,
    item: ReviewItem,
    assignments: Sequence[ReviewerAssignment],
    said: Sequence[Decision],
    last: Mapping[str, str],
    present: Present,
    form: DecisionForm | None,
    saved: bool,
) -> Line:
    of_stage = [one for one in said if one.stage == item.stage]
    mine = next((one for one in of_stage if one.reviewer_id == actor.user_id), None)
    shown = form or (DecisionForm(item=item, initial=_initial(mine)) if mine else None)
    again = item.facts.get("again", "")
    return Line(
        item=item,
        factors=[(name, value, words) for name, value, words in item.facts.get("risk", [])],
        remarks=[WORDS[Flag(key)][0] for key in item.flag_list if key in MINOR],
        facts=_facts(item.facts),
        again=_AGAIN[Why(again)] if again else "",
        drift=present.drift.get(item.pk, ""),
        remains=present.remains.get(item.pk, ""),
        last=last.get(item.key, ""),
        mine=mine,
        others=[one for one in said if one is not mine],
        refusal=_refusal(actor, item, assignments),
        form=shown,
        rights=left_to(item),
        options=_options(item, str(shown["verdict"].value() or "") if shown else ""),
        saved=saved,
    )


def _initial(mine: Decision) -> dict[str, Any]:
    """What this reviewer said before, to be changed while others have not spoken."""
    names = ("verdict", "note", "new_expiry", "new_privilege")
    return {name: getattr(mine, name) for name in names}


def _refusal(actor: Actor, item: ReviewItem, assignments: Sequence[ReviewerAssignment]) -> str:
    try:
        require_open(item.campaign)
        seat_of(actor, item, assignments)
    except Refused as error:
        return error.message
    return ""


def _options(item: ReviewItem, chosen: str) -> list[Option]:
    """What can be said of it: what its source cannot do is not offered."""
    impossible = {
        Verdict.REDUCE: not left_to(item),
        Verdict.CHANGE_EXPIRY: not can_be_shortened(item),
    }
    letters = zip(Verdict, "abcde", strict=True)
    return [
        Option(verdict.value, str(verdict.label), letter, verdict.value == chosen)
        for verdict, letter in letters
        if not impossible.get(verdict)
    ]


def _facts(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    lines = [(label, _words(key, facts[key])) for key, label in _FACTS.items() if key in facts]
    if facts.get("peers"):
        held, median = facts["peers"]
        rights = f"{held} access right{'' if held == 1 else 's'}"
        lines.append(("Has in all", f"{rights}; half of the team has at most {median:g}"))
    return lines


def _words(key: str, value: str) -> str:
    return date_words(dt.datetime.fromisoformat(value)) if key in _DATES else value
