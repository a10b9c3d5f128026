"""What the page of a review shows: what comes next, how it stands, what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from apps.core.access import Actor, check
from apps.core.jobs import JobState
from apps.core.words import date_words
from apps.trail.models import TrailEvent
from apps.trail.selectors import history_of

from ..models import (
    Campaign,
    CampaignFreeze,
    CampaignState,
    CampaignTemplate,
    Remedy,
    ReviewerRule,
    ReviewGroup,
    ReviewItem,
    UndecidedRule,
    VoteStrategy,
)
from ..permissions import LET_PASS, RUN, SIGN_OFF
from ..reviewing.selectors import groups_waiting, passed_on_by
from ..rules.effort import effort_words
from .scope_words import scope_words
from .selectors import (
    bar_to_sign,
    count_by,
    failed_sources,
    gaps,
    groups_of,
    newest_freeze,
    seen_items,
)

_GROUPS, _UNDONE = 50, 20
_OUTCOMES = ("", "keep", "reduce", "revoke", "change_expiry", "cannot_tell", "not_decided")
_REMEDIES = (Remedy.DONE, Remedy.GONE, Remedy.ASKED, Remedy.DUE, Remedy.REFUSED)


@dataclass(frozen=True, slots=True)
class Step:
    """What this reader does next; without an address it only says how things stand.

    `aside` is the address of the other thing to do, in the words of `aside_words`.
    """

    tone: str
    title: str
    text: str
    url: str = ""
    button: str = ""
    aside: str = ""
    aside_words: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of the certificate, and how its failure was let pass."""

    title: str
    query: str
    ran_at: dt.datetime
    rows: int
    digest: str
    failed: str
    passed: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """Everything on the page; `oversees` is whoever runs it and organisation-wide roles."""

    campaign: Campaign
    oversees: bool
    freeze: CampaignFreeze | None
    steps: list[Step]
    groups: Page[ReviewGroup]
    outcomes: list[tuple[str, int]]
    remedies: list[tuple[str, int]]
    undone: list[ReviewItem]
    sources: list[SourceLine]
    stages: list[str]
    scope: str
    events: list[TrailEvent]

    @property
    def is_failed(self) -> bool:
        return self.freeze is not None and self.freeze.state == JobState.FAILED

    @property
    def changes(self) -> list[tuple[str, int]]:
        """What differs from the last list; empty for the first one."""
        since = self.campaign.certificate.get("since_last") or {}
        return [(name, since[name]) for name in ("added", "changed", "removed") if name in since]


def campaign_page(actor: Actor, campaign: Campaign, page: str | None) -> CampaignPage:
    """The page of a campaign that was resolved for this actor, in a fixed number of queries."""
    oversees = actor.sees_everything or campaign.owner_id == actor.user_id
    freezing = campaign.state == CampaignState.FREEZING
    items = seen_items(actor, campaign)
    outcomes = {} if freezing else count_by(items, "outcome")
    remedies = {} if freezing else count_by(items, "remedy")
    undone = items.filter(remedy__in=[Remedy.REFUSED, Remedy.ASKED]) if not freezing else None
    groups = groups_of(actor, campaign)
    return CampaignPage(
        campaign=campaign,
        oversees=oversees,
        freeze=newest_freeze(campaign) if freezing else None,
        steps=[] if freezing else next_steps(actor, campaign),
        # While they are collected, rows are written that do not count yet.
        groups=Paginator(groups.none() if freezing else groups, _GROUPS).get_page(page),
        outcomes=[(key or "undecided", outcomes[key]) for key in _OUTCOMES if key in outcomes],
        remedies=[(str(key), remedies[key]) for key in _REMEDIES if key in remedies],
        undone=list(undone[:_UNDONE]) if undone is not None else [],
        sources=_sources(campaign) if oversees else [],
        stages=stage_words(campaign),
        scope=scope_words(campaign),
        events=history_of(campaign.trail_ref()),
    )


# ---- What comes next ----------------------------------------------------------------------------
def next_steps(actor: Actor, campaign: Campaign) -> list[Step]:
    """This reader's steps, the most pressing first; never empty."""
    steps = [*_to_review(actor, campaign), *_to_close(actor, campaign), *_to_sign(actor, campaign)]
    return steps or [_standing(campaign)]


def _to_review(actor: Actor, campaign: Campaign) -> list[Step]:
    if campaign.state != CampaignState.OPEN or campaign.is_overdue:
        return []
    groups = list(groups_waiting(actor, campaign))
    aside = _address("pass_on", campaign)
    if not groups:
        passed = passed_on_by(actor, campaign).first()
        if passed is None:
            return []
        title = f"Passed on to {passed.reviewer_label}"
        text = "They decide in your place. What they decide counts as one voice with yours."
        return [Step("info", title, text, aside=aside, aside_words="See what, or take it back")]
    count = sum(group.waiting for group in groups)
    rights = f"{count:,} access right{'' if count == 1 else 's'}"
    first = reverse("access_reviews:review", args=[campaign.public_id, groups[0].public_id])
    text = f"{effort_words(count).capitalize()}; {groups[0].label} comes first."
    title = f"You have {rights} to review"
    return [Step("info", title, text, first, f"Review {rights}", aside, "Pass on")]


def _to_close(actor: Actor, campaign: Campaign) -> list[Step]:
    if not check(actor, RUN, campaign).allowed:
        return []
    left, names = campaign.left_count, ", ".join(gaps(campaign).values())
    if names:
        may = check(actor, LET_PASS, campaign).allowed
        url = _address("let_pass", campaign) if may else ""
        who = "Say why" if may else "A compliance officer has to say why"
        text = f"What {names} holds is not in this review. {who} it may end without."
        title = f"{names} could not be read"
        return [Step("warn", title, text, url, "Let it end without" if url else "")]
    close = _address("close", campaign)
    if not left:
        text = "Everything is decided. Closing carries the decisions out."
        return [Step("good", "Ready to close", text, close, "Close the review")]
    if campaign.is_overdue:
        text = f"It was due on {date_words(campaign.due)}; {left:,} are not decided."
        return [Step("warn", "Over its day", text, close, "Close the review")]
    return []


def _to_sign(actor: Actor, campaign: Campaign) -> list[Step]:
    if campaign.state != CampaignState.CLOSED:
        return []
    if not check(actor, SIGN_OFF, campaign).allowed:
        text = "An auditor, compliance officer or administrator who decided nothing in it signs."
        return [Step("open", "Closed, waiting for its signature", text)]
    barred = bar_to_sign(actor, campaign)
    if barred:
        return [Step("open", "Closed, waiting for its signature", barred)]
    text = "Read what was decided and what it rests on, then sign."
    url = _address("sign_off", campaign)
    return [Step("info", "Closed, waiting for your signature", text, url, "Sign off")]


def _standing(campaign: Campaign) -> Step:
    if campaign.state == CampaignState.CANCELLED:
        return Step("open", "Given up", "What was decided stays as history and changed nothing.")
    if campaign.state == CampaignState.SIGNED_OFF:
        said = f" “{campaign.signed_off_note}”" if campaign.signed_off_note else ""
        when = date_words(campaign.signed_off_at) if campaign.signed_off_at else ""
        return Step("good", "Signed off", f"By {campaign.signed_off_by} on {when}.{said}")
    done = f"{campaign.settled_count:,} of {campaign.item_count:,} are decided."
    return Step("info", "Nothing waits for you", f"{done} Due on {date_words(campaign.due)}.")


def _address(page: str, campaign: Campaign) -> str:
    return reverse(f"access_reviews:{page}", args=[campaign.public_id])


# ---- What it rests on ---------------------------------------------------------------------------
def _sources(campaign: Campaign) -> list[SourceLine]:
    passed = {one["source"]: one for one in campaign.exceptions}
    return [
        SourceLine(
            title=run["title"],
            query=run["query"],
            ran_at=dt.datetime.fromisoformat(run["ran_at"]),
            rows=run["rows"],
            digest=run["digest"],
            failed=run["failed"],
            passed=passed.get(run["key"]),
        )
        for run in campaign.certificate.get("sources", [])
    ]


def failed_choices(campaign: Campaign) -> list[tuple[str, str]]:
    """The failed sources that nobody let pass yet, as the choices of a form."""
    left = gaps(campaign)
    return [(key, name) for key, name in failed_sources(campaign).items() if key in left]


def stage_words(campaign: Campaign) -> list[str]:
    """Who reviews in each stage, and how several come to one outcome."""
    return [
        f"{ReviewerRule(stage.reviewer_rule).label}. {VoteStrategy(stage.vote).label}."
        for stage in campaign.stages.all()
    ]


def rules_of(campaign: Campaign) -> list[tuple[str, str]]:
    """What was laid down at the start, for the side of the page."""
    months = campaign.repeats_every_months
    every = "every month" if months == 1 else f"every {months} months"
    measured = "yes" if campaign.measures_reviewers else "no"
    return [
        ("Kind", CampaignTemplate(campaign.template).label),
        ("What nobody decides", UndecidedRule(campaign.undecided_rule).label),
        ("Revocations", campaign.get_revoke_when_display()),
        ("Figures about reviewing", measured),
        ("Comes again", every if months else "no"),
    ]
