"""Invitations: sent by e-mail, for one address, for a week, accepted once, by nobody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import OrgRole, TeamRole
from apps.core.errors import DomainError, NotVisible, Refused
from apps.organizations.models import Invitation, Membership
from apps.organizations.selectors import list_invitations
from apps.organizations.services import invitations, people
from apps.trail.models import TrailEvent
from tests.cast import PASSWORD, Cast
from tests.letters import letters

pytestmark = pytest.mark.django_db

ACCEPT = {"name": "New", "password": PASSWORD, "again": PASSWORD}


def invite(cast: Cast, **rest: Any) -> tuple[Invitation, str]:
    given: dict[str, Any] = {
        "email": "new@example.org",
        "name": "New",
        "reason": "Work",
        "team": cast.risk_models,
        "team_role": "contributor",
    }
    return invitations.invite_person(actor=cast.actor(cast.olga), **(given | rest))


def accept(token: str) -> User:
    return invitations.accept_invitation(token=token, name="New Person", password=PASSWORD)


def actions() -> list[str]:
    return list(TrailEvent.objects.order_by("pk").values_list("action", flat=True))


def test_an_invited_person_chooses_a_password_and_has_the_role(cast: Cast) -> None:
    _, token = invite(cast)
    user = invitations.accept_invitation(
        token=token, name="New Person", password=PASSWORD, address="192.0.2.7"
    )

    assert user.check_password(PASSWORD)
    assert cast.actor(user).team_roles == {cast.risk_models.pk: TeamRole.CONTRIBUTOR}
    (letter,) = letters()
    assert letter.to == ["new@example.org"]
    assert token in letter.body
    assert actions() == ["people.invitation.sent", "people.invitation.accepted"]
    assert TrailEvent.objects.latest("pk").address == "192.0.2.7"
    assert token not in str(list(TrailEvent.objects.values_list("detail__body", flat=True)))


def test_no_letter_leaves_for_an_invitation_that_was_not_saved(cast: Cast) -> None:
    with pytest.raises(DomainError):
        invite(cast, team=None, team_role="")

    assert letters() == []
    assert not Invitation.objects.exists()


def test_the_token_is_kept_nowhere(cast: Cast) -> None:
    _, token = invite(cast)

    assert token not in str(list(Invitation.objects.values()))


def test_a_link_works_once(cast: Cast) -> None:
    _, token = invite(cast)
    accept(token)

    with pytest.raises(NotVisible):
        accept(token)
    assert User.objects.filter(email="new@example.org").count() == 1


@pytest.mark.parametrize(("days", "opens"), [(6.9, True), (7.1, False)])
def test_a_link_lives_for_a_week(
    cast: Cast, time_machine: TimeMachineFixture, days: float, opens: bool
) -> None:
    _, token = invite(cast)
    time_machine.move_to(clock.now() + dt.timedelta(days=days))

    answer = Client().post(f"/invitation/{token}/", ACCEPT)

    assert answer.status_code == (302 if opens else 404)
    assert User.objects.filter(email="new@example.org").exists() is opens


def test_a_withdrawn_link_opens_nothing_and_cannot_be_withdrawn_twice(cast: Cast) -> None:
    withdrawn, token = invite(cast)
    olga = cast.actor(cast.olga)
    invitations.withdraw_invitation(actor=olga, invitation=withdrawn)

    with pytest.raises(NotVisible):
        accept(token)
    with pytest.raises(NotVisible):
        invitations.withdraw_invitation(actor=olga, invitation=withdrawn)
    assert actions() == ["people.invitation.sent", "people.invitation.withdrawn"]


def test_an_accepted_invitation_cannot_be_withdrawn(cast: Cast) -> None:
    taken, token = invite(cast)
    accept(token)

    with pytest.raises(NotVisible):
        invitations.withdraw_invitation(actor=cast.actor(cast.olga), invitation=taken)
    assert "people.invitation.withdrawn" not in actions()


def test_a_second_invitation_replaces_the_first(cast: Cast) -> None:
    _, first = invite(cast)
    _, second = invite(cast, email="New@Example.org", team_role="viewer")

    with pytest.raises(NotVisible):
        accept(first)
    assert cast.actor(accept(second)).team_roles == {cast.risk_models.pk: TeamRole.VIEWER}


@pytest.mark.parametrize("email", ["sam@example.org", "SAM@Example.org"])
def test_an_address_that_is_here_is_not_invited(cast: Cast, email: str) -> None:
    with pytest.raises(DomainError, match="here already") as caught:
        invite(cast, email=email)

    assert caught.value.field == "email"
    assert actions() == []


def test_an_account_made_meanwhile_is_never_taken_over(cast: Cast) -> None:
    _, token = invite(cast)
    other = User.objects.create_user("new@example.org", "another long password", name="First")

    with pytest.raises(DomainError, match="Sign in instead"):
        accept(token)
    other.refresh_from_db()
    assert other.check_password("another long password")


def test_a_closed_account_opens_again_with_the_new_roles_only(cast: Cast) -> None:
    people.give_role(
        actor=cast.actor(cast.olga), person=cast.sam, role="compliance_officer", reason="Work"
    )
    people.close_account(actor=cast.actor(cast.olga), person=cast.sam, reason="Left.")
    _, token = invite(cast, email="sam@example.org", team=cast.elsewhere, team_role="viewer")

    back = accept(token)

    assert back.pk == cast.sam.pk
    assert (back.is_active, back.closed_at) == (True, None)
    assert cast.actor(back).org_roles == frozenset()
    assert cast.actor(back).team_roles == {cast.elsewhere.pk: TeamRole.VIEWER}


def test_a_weak_password_is_refused_at_its_field_and_the_link_still_works(cast: Cast) -> None:
    _, token = invite(cast)

    answer = Client().post(
        f"/invitation/{token}/",
        {"name": "New", "password": "password1234", "again": "password1234"},
    )

    assert answer.status_code == 422
    assert "password" in answer.context["form"].errors
    assert invitations.open_invitation(token).is_open


def test_two_passwords_that_differ_make_no_account(cast: Cast) -> None:
    _, token = invite(cast)

    answer = Client().post(f"/invitation/{token}/", {**ACCEPT, "again": "something else entirely"})

    assert "again" in answer.context["form"].errors
    assert not User.objects.filter(email="new@example.org").exists()


def test_somebody_who_is_signed_in_cannot_use_the_link_of_another(cast: Cast) -> None:
    _, token = invite(cast, org_role="administrator", team=None)

    answer = cast.client(cast.mallory).post(f"/invitation/{token}/", ACCEPT)

    assert answer.status_code == 403
    assert "Sign out" in answer.content.decode()
    assert cast.actor(cast.mallory).org_roles == frozenset()
    assert invitations.open_invitation(token).is_open


@pytest.mark.parametrize("name", ["cora", "lena", "sam", "aya", "mallory"])
def test_only_administrators_invite(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        invitations.invite_person(
            actor=cast.actor(cast.people()[name]),
            email="x@example.org",
            name="X",
            reason="Work",
            org_role="administrator",
        )
    assert actions() == []


def test_only_administrators_see_who_is_invited(cast: Cast) -> None:
    invitation, _ = invite(cast)

    assert list(list_invitations(cast.actor(cast.olga))) == [invitation]
    for person in (cast.cora, cast.lena, cast.mallory):
        assert not list_invitations(cast.actor(person)).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"org_role": "auditor"}, "org_role_until"),
        ({"org_role": "auditor", "org_role_until": dt.date(2020, 1, 1)}, "org_role_until"),
        ({"team_role": ""}, "team_role"),
        ({"team_role": "king"}, "team_role"),
        ({"org_role": "king"}, "org_role"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_what_does_not_make_sense_is_said_at_its_field(
    cast: Cast, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(DomainError) as caught:
        invite(cast, **given)

    assert caught.value.field == field
    assert not Invitation.objects.exists()


def test_the_page_suggests_no_powerful_role(cast: Cast) -> None:
    form = cast.client(cast.olga).get("/people/invite/").context["form"]

    assert (form["org_role"].value() or "", form["team_role"].value()) == ("", "contributor")


def test_an_invited_auditor_ends_on_the_given_day(cast: Cast) -> None:
    day = clock.today() + dt.timedelta(days=3)
    _, token = invite(cast, team=None, org_role="auditor", org_role_until=day)

    auditor = accept(token)

    assert cast.actor(auditor).org_roles == {OrgRole.AUDITOR}
    assert auditor.organization_roles.get().until == day
    assert not Membership.objects.filter(user=auditor).exists()


def test_a_link_that_is_over_shows_a_stranger_no_navigation(db: None) -> None:
    answer = Client().get("/invitation/used-long-ago/")

    html = answer.content.decode()
    assert answer.status_code == 404
    assert "Ask for a new one" in html
    assert "ms-sidebar" not in html
    assert 'role="search"' not in html
