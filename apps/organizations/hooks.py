"""What the organisation must learn from the apps above it."""

from __future__ import annotations

from apps.core.hooks import Hook, Registry

from .models import ObjectGrant


@Hook
def facts_changed(keys: set[str]) -> None:
    """Facts about the organisation changed: these keys; told inside the transaction."""


GRANTS = Registry[type[ObjectGrant]](
    "grants",
    "Tables of shares, from which a person's actor is built.",
    key=lambda model: model._meta.label,
)
