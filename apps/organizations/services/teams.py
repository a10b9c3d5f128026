"""Writing teams and who is in them."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.core.access import Actor, TeamRole, require
from apps.core.errors import DomainError, NotVisible
from apps.core.writing import once, plain_text, validated
from apps.trail.services import record

from ..actions import MEMBER_REMOVED, MEMBER_SET, TEAM_CREATED
from ..models import Membership, Team
from ..permissions import MANAGE_PEOPLE, MANAGE_TEAM


@transaction.atomic
def create_team(*, actor: Actor, name: str, public_id: uuid.UUID | None = None) -> Team:
    """Make a team; sent twice, the second finds the first."""
    require(actor, MANAGE_PEOPLE)
    name = plain_text(name)

    def create(ident: uuid.UUID) -> Team:
        if Team.objects.filter(name__iexact=name).exists():
            raise DomainError("A team of this name exists already.", field="name")
        team = validated(Team(name=name, public_id=ident))
        team.save(force_insert=True)
        record(actor, TEAM_CREATED, team)
        return team

    return once(Team.objects.all(), public_id, create)


@transaction.atomic
def set_member(*, actor: Actor, team: Team, person: User, role: TeamRole) -> Membership:
    """Put a person into a team, or change the role they have in it."""
    require(actor, MANAGE_TEAM, team)
    member = Membership.objects.filter(team=team, user=person).first()
    before = member.role if member else None
    if member is None:
        try:
            with transaction.atomic():
                member = Membership.objects.create(team=team, user=person, role=role.value)
        except IntegrityError:
            raise DomainError("This person is in the team already.") from None
    else:
        member.role = role.value
        member.save(update_fields=["role"])
    detail = {"person": str(person), "role": role.value, "was": before}
    record(actor, MEMBER_SET, team, detail)
    return member


@transaction.atomic
def remove_member(*, actor: Actor, team: Team, person: User) -> None:
    require(actor, MANAGE_TEAM, team)
    removed, _ = Membership.objects.filter(team=team, user=person).delete()
    if not removed:
        raise NotVisible("This person is not in the team.")
    record(actor, MEMBER_REMOVED, team, {"person": str(person)})
