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
from .roles import sign_given

_STRENGTH = (TeamRole.VIEWER, TeamRole.CONTRIBUTOR, TeamRole.LEAD)


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
def set_member(
    *, actor: Actor, team: Team, person: User, role: TeamRole, reason: str
) -> Membership:
    """Put a person into a team, or change the role they have in it."""
    require(actor, MANAGE_TEAM, team)
    present = Membership.objects.filter(team=team, user=person).first()
    before = present.role if present else None
    member = present or Membership(team=team, user=person)
    member.role = role.value
    sign_given(actor, member, reason)
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        raise DomainError("This person is in the team already.") from None
    detail = {"person": str(person), "role": role.value, "was": before, "reason": member.reason}
    record(actor, MEMBER_SET, team, detail)
    return member


@transaction.atomic
def lower_member(
    *, actor: Actor, team: Team, person: User, role: TeamRole, reason: str = ""
) -> Membership:
    """Leave a weaker role in the team; who gave the membership and why stays."""
    require(actor, MANAGE_TEAM, team)
    member = Membership.objects.filter(team=team, user=person).first()
    if member is None:
        raise NotVisible("This person is not in the team.")
    if _STRENGTH.index(role) >= _STRENGTH.index(TeamRole(member.role)):
        raise DomainError("Choose a role that may do less than the present one.", field="role")
    before, member.role = member.role, role.value
    member.save(update_fields=["role"])
    detail = {"person": str(person), "role": role.value, "was": before, "reason": reason}
    record(actor, MEMBER_SET, team, detail)
    return member


@transaction.atomic
def remove_member(*, actor: Actor, team: Team, person: User, reason: str = "") -> None:
    """End somebody's membership; they see none of the team's objects through it any more."""
    require(actor, MANAGE_TEAM, team)
    removed, _ = Membership.objects.filter(team=team, user=person).delete()
    if not removed:
        raise NotVisible("This person is not in the team.")
    record(actor, MEMBER_REMOVED, team, {"person": str(person), "reason": reason})
