"""Reading findings and actions, always as far as the actor may see."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.access import Actor
from apps.core.errors import NotVisible
from apps.organizations.selectors import people_who_may

from .models import RemediationItem, RemediationItemQuerySet
from .permissions import WORK


def list_items(actor: Actor) -> RemediationItemQuerySet:
    """Everything the actor may see: what is due first, closed ones last."""
    visible = RemediationItem.objects.visible_to(actor)
    return visible.select_related("team", "owner").most_urgent_first()


def get_item(actor: Actor, item_id: uuid.UUID) -> RemediationItem:
    """One finding or action. Raises `NotVisible`."""
    item = list_items(actor).filter(public_id=item_id).first()
    if item is None:
        raise NotVisible("We could not find that finding or action.")
    return item


def planned_for(actor: Actor, item: RemediationItem) -> RemediationItemQuerySet:
    """The actions that were planned about a finding."""
    return list_items(actor).filter(source_kind="remediation", source_id=str(item.public_id))


def open_by_key(
    actor: Actor, source_kind: str, keys: Collection[str]
) -> dict[str, RemediationItem]:
    """What is open about these things that a kind of source reports, by key."""
    open_items = RemediationItem.objects.visible_to(actor).not_closed()
    rows = open_items.filter(source_kind=source_kind, source_key__in=list(keys)).order_by("pk")
    return {item.source_key: item for item in rows}


def possible_owners(team_id: int | None) -> QuerySet[User]:
    """Who may work on what belongs to a team, or to the organisation when it is None."""
    return people_who_may(WORK, RemediationItem(team_id=team_id).access_scope())
