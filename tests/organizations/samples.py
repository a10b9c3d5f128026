"""What the architecture tests need of this app."""

from __future__ import annotations

from apps.organizations.models import Invitation, Membership
from apps.organizations.services.invitations import invite_person
from apps.registry.permissions import CREATE
from tests.architecture.samples import Samples, Values
from tests.cast import Cast


def make(cast: Cast, made: Values) -> Values:
    invitation, _ = invite_person(
        actor=cast.actor(cast.olga),
        email="new@example.org",
        name="New",
        reason="Work",
        org_role="administrator",
    )
    assert isinstance(invitation, Invitation)
    return {
        "person_id": cast.sam.public_id,
        "user_id": cast.mallory.public_id,
        "team_id": cast.risk_models.public_id,
        "invitation_id": invitation.public_id,
        "token": "no-such-token",
    }


def arguments(cast: Cast, made: Values) -> Values:
    return {"kind": "pack", "state": "", "job_id": made["job_id"], "declared": CREATE}


def lengthen(cast: Cast, number: int) -> None:
    person = type(cast.sam).objects.create_user(f"p{number}@example.org", name=f"P {number}")
    Membership.objects.create(user=person, team=cast.risk_models, role="viewer")


SAMPLES = Samples(
    make=make,
    arguments=arguments,
    lists=frozenset({"organizations:people", "organizations:teams"}),
    lengthen=lengthen,
)
