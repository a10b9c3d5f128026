"""Writing the organisation itself: its facts and its sign-in rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError, StaleEdit
from apps.core.facts import About, FactSource, parse_value, specs_about
from apps.trail.services import record

from .. import hooks
from ..models import Organization, OrganizationRevision
from ..permissions import EDIT_FACTS, EDIT_SIGN_IN
from ..selectors import all_roles, forget_mfa_roles


def _locked(expected_version: int) -> Organization:
    one = Organization.objects.select_for_update().order_by("pk").get()
    if one.lock_version != expected_version:
        raise StaleEdit("The organisation", one.updated_by)
    return one


def _touch(one: Organization, actor: Actor) -> None:
    one.lock_version += 1
    one.updated_at, one.updated_by = clock.now(), actor.label
    one.save()


@transaction.atomic
def set_organization_facts(
    *, actor: Actor, values: Mapping[str, Any], expected_version: int
) -> set[str]:
    """Set facts from raw values (None or "" is unknown); returns the keys that changed."""
    one = _locked(expected_version)
    require(actor, EDIT_FACTS, one)
    specs = {spec.key: spec for spec in specs_about(About.ORGANIZATION, derived=False)}
    facts, changes = dict(one.facts), {}
    for key, raw in values.items():
        if key not in specs:
            raise DomainError(f"{key} is not a fact about the organisation.", field=key)
        value = parse_value(specs[key], raw)
        before = facts.get(key, {}).get("v")
        if value == before:
            continue
        changes[key] = [before, value]
        facts.pop(key, None)
        if value is not None:
            stamp = clock.now().isoformat()
            facts[key] = {"v": value, "s": FactSource.PERSON, "by": actor.label, "at": stamp}
    if changes:
        _save_facts(actor, one, facts, changes)
    return set(changes)


def _save_facts(
    actor: Actor, one: Organization, facts: dict[str, Any], changes: dict[str, Any]
) -> None:
    one.facts = facts
    _touch(one, actor)
    number = one.revisions.count() + 1
    OrganizationRevision.objects.create(
        organization=one, number=number, by=actor.label, changes=changes, facts=facts
    )
    record(actor, "organization.facts.changed", one, {"changes": changes})
    hooks.facts_changed(set(changes))


@transaction.atomic
def set_sign_in_rules(
    *, actor: Actor, name: str, mfa_roles: list[str], expected_version: int
) -> Organization:
    """Name of the organisation, and the roles that need a second factor."""
    one = _locked(expected_version)
    require(actor, EDIT_SIGN_IN, one)
    unknown = set(mfa_roles) - all_roles()
    if unknown:
        raise DomainError("Choose roles from the list.", field="mfa_roles")
    detail = {"name": [one.name, name], "mfa_roles": [sorted(one.mfa_roles), sorted(mfa_roles)]}
    one.name, one.mfa_roles = name, sorted(mfa_roles)
    _touch(one, actor)
    record(actor, "organization.sign_in.changed", one, detail)
    transaction.on_commit(forget_mfa_roles)
    hooks.facts_changed({"org_mfa_required"})
    return one
