"""What the organisation must learn from the apps above it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from apps.core.hooks import Hook, Provider, Registry
from apps.core.scope import Scope
from apps.ui.navigation import OfferedTab

from .models import ObjectGrant


@Hook
def facts_changed(keys: set[str]) -> None:
    """Facts about the organisation changed: these keys; told inside the transaction."""


@Provider
def access_left(source: str, users: Collection[int], scope: Scope) -> Mapping[str, str]:
    """What stays open to each of these people once their way by this source into this scope ends.

    Sentences by the ref of the way; absent where nothing stays. Said before and after it is ended.
    """
    return {}


PERSON_TABS = Registry[OfferedTab](
    "person tabs", "Further tabs on the page of every person.", key=lambda tab: tab.page
)
GRANTS = Registry[type[ObjectGrant]](
    "grants",
    "Tables of shares, from which a person's actor is built.",
    key=lambda model: model._meta.label,
)
