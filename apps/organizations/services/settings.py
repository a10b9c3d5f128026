"""Writing the organisation itself: its facts and its sign-in rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.facts import About, Changes, FactSource, put_facts
from apps.core.writing import locked, next_version, validated
from apps.trail.services import record

from .. import hooks
from ..actions import FACTS_CHANGED, SIGN_IN_CHANGED
from ..models import Organization, OrganizationRevision
from ..permissions import EDIT_FACTS, EDIT_SIGN_IN
from ..selectors import all_roles, forget_mfa_roles
from ..selectors import organization as the_organization


def _locked(expected_version: int) -> Organization:
    return locked(the_organization(), expected_version, label="The organisation")


def _save(actor: Actor, organization: Organization) -> None:
    next_version(actor, organization)
    validated(organization).save()


@transaction.atomic
def set_organization_facts(
    *, actor: Actor, values: Mapping[str, Any], expected_version: int
) -> set[str]:
    """Set facts from raw values (None or "" is unknown); returns the keys that changed."""
    organization = _locked(expected_version)
    require(actor, EDIT_FACTS, organization)
    facts, changes = put_facts(
        organization.facts,
        About.ORGANIZATION,
        values,
        by=actor.label,
        source=FactSource.PERSON,
        user_id=actor.user_id,
    )
    if changes:
        _save_facts(actor, organization, facts, changes)
    return set(changes)


def _save_facts(
    actor: Actor, organization: Organization, facts: dict[str, Any], changes: Changes
) -> None:
    organization.facts = facts
    _save(actor, organization)
    number = organization.revisions.count() + 1
    OrganizationRevision.objects.create(
        organization=organization, number=number, by=actor.label, changes=changes, facts=facts
    )
    record(actor, FACTS_CHANGED, organization, {"changes": changes})
    hooks.facts_changed(set(changes))


@transaction.atomic
def set_sign_in_rules(
    *, actor: Actor, name: str, mfa_roles: list[str], expected_version: int
) -> Organization:
    """Name of the organisation, and the roles that need a second factor."""
    organization = _locked(expected_version)
    require(actor, EDIT_SIGN_IN, organization)
    unknown = set(mfa_roles) - all_roles()
    if unknown:
        raise DomainError("Choose roles from the list.", field="mfa_roles")
    detail = {
        "name": [organization.name, name],
        "mfa_roles": [sorted(organization.mfa_roles), sorted(mfa_roles)],
    }
    organization.name, organization.mfa_roles = name, sorted(mfa_roles)
    _save(actor, organization)
    record(actor, SIGN_IN_CHANGED, organization, detail)
    transaction.on_commit(forget_mfa_roles)
    hooks.facts_changed({"org_mfa_required"})
    return organization
