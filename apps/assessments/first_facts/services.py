"""Stating a fact from within an assessment: it is put on the object, like on its own page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.core.access import Actor
from apps.organizations.models import Organization
from apps.organizations.services.settings import set_organization_facts
from apps.registry.facts.services import set_facts
from apps.registry.models import RegisteredObject


def state_facts(
    *,
    actor: Actor,
    obj: Organization | RegisteredObject,
    values: Mapping[str, Any],
    expected_version: int,
) -> set[str]:
    """Set facts of the organisation or of a registered object; returns the keys that changed."""
    if isinstance(obj, Organization):
        return set_organization_facts(actor=actor, values=values, expected_version=expected_version)
    return set_facts(actor=actor, obj=obj, values=values, expected_version=expected_version)
