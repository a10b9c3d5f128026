"""What holds now, beside what was frozen: what changed since, what would remain, what came new.

Read for one page of items, in a number of queries that depends on nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from apps.core.canonical import flat_digest
from apps.core.scope import Scope
from apps.organizations.entitlements import OWN_SOURCES, OwnEntitlement, OwnSource

from ..models import Entitlement, ReviewGroup, ReviewItem
from ..rules.access import OWN, Access, said
from ..rules.privileges import weaker_than
from ..rules.remains import remaining, words
from ..rules.scope import PopulationScope

NEW_SHOWN = 20
_RECORD_RIGHTS = ("write", "read")


@dataclass(frozen=True, slots=True)
class Present:
    """By key of the item: how it differs from the list now, and what removing it would leave."""

    drift: Mapping[int, str]
    remains: Mapping[int, str]


def present_of(items: Sequence[ReviewItem]) -> Present:
    """What holds now for these items of one group."""
    users = {item.user_id for item in items if item.user_id}
    own = [row for source in OWN_SOURCES.values() for row in source.rows(users)] if users else []
    held = {(f"{OWN}:{row.source}", row.ref): row for row in own}
    told = _told(items)
    drift = {item.pk: _drift(item, held, told) for item in items if not item.remedy}
    others = _same_objects(items, users)
    return Present(drift, {item.pk: _remains(item, own, others) for item in items})


def _told(items: Sequence[ReviewItem]) -> dict[tuple[str, str], Entitlement]:
    keys = [item.ref for item in items if not item.is_own]
    if not keys:
        return {}
    rows = Entitlement.objects.filter(key__in=keys).select_related("source")
    return {(str(row.source.public_id), row.key): row for row in rows}


# ---- What changed since -------------------------------------------------------------------------
def _drift(
    item: ReviewItem,
    held: Mapping[tuple[str, str], OwnEntitlement],
    told: Mapping[tuple[str, str], Entitlement],
) -> str:
    now = (held if item.is_own else told).get((item.source, item.ref))
    if now is None or (isinstance(now, Entitlement) and now.gone_at is not None):
        return "It ended since the review began. What is decided here changes nothing more."
    if str(now.privilege) != item.privilege:
        return f"It changed since the review began: the right is now to {now.privilege}."
    content = flat_digest(said(now.granted_by, now.granted_at, now.why, now.expires_at))
    if content != item.content:
        return "What was granted changed since the review began: its reason, its end or by whom."
    return ""


# ---- What would remain --------------------------------------------------------------------------
def _same_objects(items: Sequence[ReviewItem], users: Collection[int]) -> list[Entitlement]:
    """What sources tell of these people and objects."""
    objects = {item.object_pk for item in items if not item.is_own and item.object_pk}
    if not objects or not users:
        return []
    rows = Entitlement.objects.filter(user__in=users, object_pk__in=objects, gone_at=None)
    return list(rows.select_related("source").order_by("pk"))


def _remains(item: ReviewItem, own: Sequence[OwnEntitlement], told: Sequence[Entitlement]) -> str:
    """A role, team or share opens MLSecure's record and never the data, so the two stay apart."""
    held = [_own(row, item) for row in own] if item.is_own else [_of(row) for row in told]
    ended = _as_access(item)
    others = [way for way in held if (way.source, way.ref) != (ended.source, ended.ref)]
    return words(ended, remaining(ended, others))


def _own(row: OwnEntitlement, item: ReviewItem) -> Access:
    return Access(
        source=f"{OWN}:{row.source}",
        ref=row.ref,
        principal=item.principal,
        principal_kind="person",
        user_id=row.user_id,
        object_kind=row.object_kind,
        object_pk=row.object_pk,
        object_label=row.object_label,
        team_id=row.team_id,
        privilege=str(row.privilege),
        way=row.way,
    )


def _of(row: Entitlement) -> Access:
    group = f" by {row.via_group}" if row.via_group else ""
    return Access(
        source=str(row.source.public_id),
        ref=row.key,
        principal=row.principal,
        principal_kind=row.principal_kind,
        user_id=row.user_id,
        object_kind=row.object_kind,
        object_pk=row.object_pk,
        object_label=row.object_label,
        team_id=None,
        privilege=row.privilege,
        way=f"in {row.source.name}{group}",
    )


def _as_access(item: ReviewItem) -> Access:
    return Access(
        source=item.source,
        ref=item.ref,
        principal=item.principal,
        principal_kind=item.principal_kind,
        user_id=item.user_id,
        object_kind=item.object_kind,
        object_pk=item.object_pk,
        object_label=item.object_label,
        team_id=item.team_id,
        privilege=item.privilege,
        way=item.facts.get("way", ""),
    )


# ---- What came new ------------------------------------------------------------------------------
def newcomers(group: ReviewGroup) -> list[str]:
    """Access that was given after the list was frozen, in words; it is not reviewed."""
    began = group.campaign.frozen_at
    if began is None:
        return []
    rows = [row for row in _own_now(group) if row.granted_at and row.granted_at > began]
    refs = {row.ref for row in rows}
    listed = set(
        ReviewItem.objects.filter(campaign=group.campaign, ref__in=refs).values_list(
            "ref", "source"
        )
    )
    mine = [row for row in rows if (row.ref, f"{OWN}:{row.source}") not in listed]
    told = _told_now(group).filter(first_seen__finished_at__gt=began).select_related("source")
    lines = [f"{row.object_label}: {row.privilege}, {row.way}" for row in mine[:NEW_SHOWN]]
    return lines + [
        f"{row.principal}: {row.privilege} in {row.source.name}" for row in told[:NEW_SHOWN]
    ]


def _own_now(group: ReviewGroup) -> list[OwnEntitlement]:
    kind, pk = group.object_kind, group.object_pk
    if not kind or (not pk and kind != "organization"):
        return []
    users = [pk] if kind == "person" else None
    scopes = [Scope(group.team_id, kind, pk)] if kind != "person" else None
    rows = [row for source in OWN_SOURCES.values() for row in source.rows(users, scopes)]
    if kind != "person":
        return [row for row in rows if (row.object_kind, row.object_pk) == (kind, pk)]
    teams = PopulationScope.from_json(group.campaign.scope).teams
    return [row for row in rows if not teams or row.team_id in teams]


def _told_now(group: ReviewGroup) -> QuerySet[Entitlement]:
    present = Entitlement.objects.all().present()
    if group.object_kind == "person":
        return present.filter(user=group.object_pk)
    return present.filter(object_kind=group.object_kind, object_pk=group.object_pk or -1)


# ---- What can be done to it ---------------------------------------------------------------------
def left_to(item: ReviewItem) -> tuple[str, ...]:
    """The rights that an access can be reduced to; none where its source keeps it whole."""
    weaker = weaker_than(item.privilege)
    if not item.is_own:
        return weaker
    if not _makes_its_own(item, "reduce"):
        return ()
    return tuple(right for right in weaker if right in _RECORD_RIGHTS)


def can_be_shortened(item: ReviewItem) -> bool:
    """Whether it can be given an end."""
    return not item.is_own or _makes_its_own(item, "shorten")


def _makes_its_own(item: ReviewItem, way: str) -> bool:
    source = OWN_SOURCES.get(item.source.partition(":")[2])
    return source is not None and getattr(type(source), way) is not getattr(OwnSource, way)
