"""Invitations, roles, teams, closed accounts; each change stands in the trail."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks
from time_machine import TimeMachineFixture

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import TeamRole, check
from apps.core.errors import DomainError, NotVisible, Refused
from apps.organizations.models import Invitation, Membership, OrganizationRole
from apps.organizations.permissions import VIEW_PEOPLE
from apps.organizations.selectors import get_person, visible_people
from apps.organizations.services import people, teams
from apps.trail.models import TrailEvent
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def invite(cast: Cast, **rest: object) -> tuple[Invitation, str]:
    given: dict[str, object] = {
        "email": "new@example.org",
        "name": "New",
        "team": cast.risk_models,
        "team_role": "contributor",
    }
    return people.invite_person(actor=cast.actor(cast.olga), **(given | rest))  # type: ignore[arg-type]


def actions() -> list[str]:
    return list(TrailEvent.objects.order_by("pk").values_list("action", flat=True))


def test_an_invited_person_chooses_a_password_and_has_the_role(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _, token = invite(cast)
    user = people.accept_invitation(
        token=token, name="New Person", password=PASSWORD, address="192.0.2.7"
    )

    assert user.check_password(PASSWORD)
    assert cast.actor(user).team_roles == {cast.risk_models.pk: TeamRole.CONTRIBUTOR}
    assert token in mail.outbox[0].body
    assert actions() == ["people.invitation.sent", "people.invitation.accepted"]
    assert TrailEvent.objects.latest("pk").address == "192.0.2.7"
    assert token not in str(list(TrailEvent.objects.values_list("detail__body", flat=True)))


def test_a_link_works_once(cast: Cast) -> None:
    _, token = invite(cast)
    people.accept_invitation(token=token, name="New", password=PASSWORD)

    with pytest.raises(NotVisible):
        people.accept_invitation(token=token, name="Again", password=PASSWORD)


def test_a_withdrawn_or_old_link_opens_nothing(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    withdrawn, token = invite(cast)
    people.withdraw_invitation(actor=cast.actor(cast.olga), invitation=withdrawn)
    with pytest.raises(NotVisible):
        people.open_invitation(token)

    _, late = invite(cast)
    time_machine.move_to(clock.now() + dt.timedelta(days=8))
    with pytest.raises(NotVisible):
        people.open_invitation(late)


def test_a_weak_password_is_refused_at_its_field_and_the_link_still_works(cast: Cast) -> None:
    _, token = invite(cast)

    with pytest.raises(DomainError) as caught:
        people.accept_invitation(token=token, name="New", password="password1234")

    assert caught.value.field == "password"
    assert people.open_invitation(token).is_open


@pytest.mark.parametrize("name", ["cora", "lena", "sam", "aya", "mallory"])
def test_only_administrators_invite(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        people.invite_person(
            actor=cast.actor(cast.people()[name]),
            email="x@example.org",
            name="X",
            org_role="administrator",
        )
    assert actions() == []


def test_an_auditors_access_needs_an_end_and_ends(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    with pytest.raises(DomainError):
        people.give_role(actor=cast.actor(cast.olga), person=cast.mallory, role="auditor")

    assert cast.actor(cast.aya).sees_everything
    time_machine.move_to(clock.now() + dt.timedelta(days=31))
    assert not cast.actor(cast.aya).sees_everything


def test_the_last_administrator_stays(cast: Cast) -> None:
    olga = cast.actor(cast.olga)

    with pytest.raises(Refused):
        people.end_role(actor=olga, person=cast.olga, role="administrator")

    people.give_role(actor=olga, person=cast.cora, role="administrator")
    people.end_role(actor=olga, person=cast.olga, role="administrator")
    assert not OrganizationRole.objects.filter(user=cast.olga).exists()


def test_closing_an_account_ends_every_way_in_and_deletes_no_history(cast: Cast) -> None:
    client = cast.client(cast.sam)
    teams.set_member(
        actor=cast.actor(cast.lena),
        team=cast.risk_models,
        person=cast.mallory,
        role=TeamRole.VIEWER,
    )

    people.close_account(actor=cast.actor(cast.olga), person=cast.sam, reason="Left.")

    assert client.get("/settings/").status_code == 302
    assert not client.login(email="sam@example.org", password=PASSWORD)
    assert User.objects.filter(name="Sam").exists()
    assert actions()[:2] == ["teams.member.set", "people.account.closed"]


def test_a_lead_runs_the_own_team_and_no_other(cast: Cast) -> None:
    lena = cast.actor(cast.lena)
    teams.set_member(actor=lena, team=cast.risk_models, person=cast.mallory, role=TeamRole.VIEWER)
    assert Membership.objects.get(user=cast.mallory, team=cast.risk_models).role == "viewer"

    with pytest.raises(NotVisible):
        teams.set_member(actor=lena, team=cast.elsewhere, person=cast.lena, role=TeamRole.LEAD)


def test_a_lead_sees_the_people_of_the_own_team_only(cast: Cast) -> None:
    lena = cast.actor(cast.lena)

    assert set(visible_people(lena)) == {cast.lena, cast.sam}
    with pytest.raises(NotVisible):
        get_person(lena, cast.mallory.public_id)
    assert not check(cast.actor(cast.sam), VIEW_PEOPLE).allowed
