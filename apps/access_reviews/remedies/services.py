"""What follows from decisions: own grants end at once, those elsewhere are asked for.

Own grants are ended in the transaction of the decision or of the close, by the service of the app
that holds them: its rules stand, so the last administrator stays. What another system holds becomes
one action for each object and source, with an owner and a date, and is done when somebody shows it
or when the next load no longer brings it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import DomainError
from apps.core.words import date_words
from apps.organizations.entitlements import OWN_SOURCES, Privilege
from apps.remediation.models import Severity
from apps.remediation.services import plan_action
from apps.trail.refs import TrailRef

from ..models import Campaign, Remedy, ReviewItem, Source, Verdict

REVIEWS = Actor.system("Access reviews")
DAYS_TO_REVOKE = dt.timedelta(days=14)
TAKES_AWAY = (Verdict.REVOKE, Verdict.REDUCE, Verdict.CHANGE_EXPIRY)
_NAMED = 20
_CHUNK = 2000


def remedy_all(campaign: Campaign, items: Sequence[ReviewItem]) -> None:
    """Carry out what was decided on these items, in the caller's transaction.

    An own grant that its app will not end keeps the reason, and is a remedy that was refused.
    """
    due = [item for item in items if item.becomes in TAKES_AWAY and not item.remedy]
    for item in due:
        if item.is_own:
            _end_own(campaign, item)
    _ask_for(campaign, [item for item in due if not item.is_own])
    ReviewItem.objects.bulk_update(due, ["remedy", "remedy_words"], batch_size=500)


def _end_own(campaign: Campaign, item: ReviewItem) -> None:
    source = OWN_SOURCES[item.source.partition(":")[2]]
    reason = f"{campaign.name}: {item.why}"[:300]
    try:
        if item.becomes == Verdict.CHANGE_EXPIRY and item.new_expiry:
            source.shorten(REVIEWS, item.ref, item.new_expiry, reason)
            done = f"Ends on {date_words(item.new_expiry)}."
        elif item.becomes == Verdict.REDUCE:
            source.reduce(REVIEWS, item.ref, Privilege(item.new_privilege), reason)
            done = f"Reduced to {item.new_privilege}."
        else:
            source.revoke(REVIEWS, item.ref, reason)
            done = "Revoked."
    except DomainError as error:
        item.remedy, item.remedy_words = Remedy.REFUSED, error.message[:300]
        return
    item.remedy, item.remedy_words = Remedy.DONE, done


# ---- What other systems hold --------------------------------------------------------------------
def _ask_for(campaign: Campaign, items: Collection[ReviewItem]) -> None:
    by_place: dict[tuple[str, int], list[ReviewItem]] = defaultdict(list)
    for item in items:
        by_place[item.source, item.group_id].append(item)
    sources = {str(row.public_id): row for row in Source.objects.select_related("owner")}
    for (source, group), asked in by_place.items():
        _plan(campaign, sources.get(source), f"{source}:{group}", asked)
        for item in asked:
            item.remedy, item.remedy_words = Remedy.ASKED, "Asked for; see the action."


def _plan(campaign: Campaign, source: Source | None, key: str, items: Sequence[ReviewItem]) -> None:
    first = items[0]
    team = None if len({item.team_id for item in items}) > 1 else first.team_id
    about = TrailRef("campaign", str(campaign.public_id), campaign.name, team)
    where = source.name if source else "the system that holds it"
    count = f"{len(items)} access right{'s' if len(items) > 1 else ''}"
    plan_action(
        actor=REVIEWS,
        target=about,
        title=f"Change {count} to {first.object_label} in {where}"[:200],
        severity=Severity.HIGH if any(item.weighty_flags for item in items) else Severity.MEDIUM,
        why=_listed(items) if team else "The review lists them.",
        due=clock.today() + DAYS_TO_REVOKE,
        source=about,
        key=key,
    )


def _listed(items: Sequence[ReviewItem]) -> str:
    lines = [_line(item) for item in items[:_NAMED]]
    if len(items) > _NAMED:
        lines.append(f"and {len(items) - _NAMED} more, in the list of the review.")
    return "\n".join(lines)[:4000]


def _line(item: ReviewItem) -> str:
    what = "revoke"
    if item.becomes == Verdict.REDUCE:
        what = f"reduce to {item.new_privilege}"
    elif item.becomes == Verdict.CHANGE_EXPIRY and item.new_expiry:
        what = f"end on {date_words(item.new_expiry)}"
    return f"{item.principal}, {item.privilege}: {what}. {item.why}"


def gone_from(source: Source, present: Collection[str]) -> int:
    """A load no longer brings these keys: items that asked for it are seen to be gone.

    Returns how many. `present` are the keys that the load brought.
    """
    asked = ReviewItem.objects.filter(source=str(source.public_id), remedy=Remedy.ASKED)
    gone = [pk for pk, key in asked.values_list("pk", "key") if key not in present]
    for start in range(0, len(gone), _CHUNK):
        rows = ReviewItem.objects.filter(pk__in=gone[start : start + _CHUNK])
        rows.update(remedy=Remedy.GONE, remedy_words="The last load no longer has it.")
    return len(gone)
