"""Roles, teams, closed accounts; each change stands in the trail."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from time_machine import TimeMachineFixture

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import TeamRole, check
from apps.core.errors import DomainError, NotVisible, Refused
from apps.organizations.models import Membership, OrganizationRole
from apps.organizations.permissions import VIEW_PEOPLE
from apps.organizations.selectors import get_person, visible_people
from apps.organizations.services import people, teams
from apps.organizations.services.invitations import accept_invitation, invite_person
from apps.trail.models import TrailEvent
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(TrailEvent.objects.order_by("pk").values_list("action", flat=True))


def test_an_auditors_access_needs_an_end_and_ends(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    with pytest.raises(DomainError):
        people.give_role(
            actor=cast.actor(cast.olga), person=cast.mallory, role="auditor", reason="Work"
        )

    assert cast.actor(cast.aya).sees_everything
    time_machine.move_to(clock.now() + dt.timedelta(days=31))
    assert not cast.actor(cast.aya).sees_everything


def test_the_last_administrator_stays(cast: Cast) -> None:
    olga = cast.actor(cast.olga)

    with pytest.raises(Refused):
        people.end_role(actor=olga, person=cast.olga, role="administrator")

    people.give_role(actor=olga, person=cast.cora, role="administrator", reason="Work")
    people.end_role(actor=olga, person=cast.olga, role="administrator")
    assert not OrganizationRole.objects.filter(user=cast.olga).exists()


def test_closing_an_account_ends_every_way_in_and_deletes_no_history(cast: Cast) -> None:
    client = cast.client(cast.sam)
    teams.set_member(
        actor=cast.actor(cast.lena),
        team=cast.risk_models,
        person=cast.mallory,
        role=TeamRole.VIEWER,
        reason="Work",
    )

    people.close_account(actor=cast.actor(cast.olga), person=cast.sam, reason="Left.")

    assert client.get("/settings/").status_code == 302
    assert not client.login(email="sam@example.org", password=PASSWORD)
    assert User.objects.filter(name="Sam").exists()
    assert actions()[:2] == ["teams.member.set", "people.account.closed"]


def test_a_lead_runs_the_own_team_and_no_other(cast: Cast) -> None:
    lena = cast.actor(cast.lena)
    teams.set_member(
        actor=lena, team=cast.risk_models, person=cast.mallory, role=TeamRole.VIEWER, reason="Work"
    )
    assert Membership.objects.get(user=cast.mallory, team=cast.risk_models).role == "viewer"

    with pytest.raises(NotVisible):
        teams.set_member(
            actor=lena, team=cast.elsewhere, person=cast.lena, role=TeamRole.LEAD, reason="Work"
        )


def test_a_lead_sees_the_people_of_the_own_team_only(cast: Cast) -> None:
    lena = cast.actor(cast.lena)

    assert set(visible_people(lena)) == {cast.lena, cast.sam}
    with pytest.raises(NotVisible):
        get_person(lena, cast.mallory.public_id)
    assert not check(cast.actor(cast.sam), VIEW_PEOPLE).allowed


@pytest.mark.parametrize(("days", "works"), [(29, True), (30, True), (31, False)])
def test_an_auditor_reads_until_the_end_of_the_last_day(
    cast: Cast, time_machine: TimeMachineFixture, days: int, works: bool
) -> None:
    midday = dt.datetime.combine(clock.today() + dt.timedelta(days=days), dt.time(12), dt.UTC)
    time_machine.move_to(midday, tick=False)

    answer = cast.client(cast.aya).get("/people/")

    assert answer.status_code == (200 if works else 404)
    assert cast.actor(cast.aya).sees_everything is works


def test_an_end_in_the_past_is_refused(cast: Cast) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)

    with pytest.raises(DomainError) as caught:
        people.give_role(
            actor=cast.actor(cast.olga),
            person=cast.aya,
            role="auditor",
            until=yesterday,
            reason="Work",
        )

    assert caught.value.field == "until"
    assert cast.actor(cast.aya).sees_everything


def test_changing_the_end_of_a_role_tells_what_it_was(cast: Cast) -> None:
    was = clock.today() + dt.timedelta(days=30)
    until = clock.today() + dt.timedelta(days=60)

    people.give_role(
        actor=cast.actor(cast.olga), person=cast.aya, role="auditor", until=until, reason="Work"
    )

    assert OrganizationRole.objects.get(user=cast.aya).until == until
    told = TrailEvent.objects.latest("pk").detail.body
    assert told == {"role": "auditor", "until": str(until), "was_until": str(was), "reason": "Work"}


def test_the_last_administrator_gets_no_end_either(cast: Cast) -> None:
    olga, tomorrow = cast.actor(cast.olga), clock.today() + dt.timedelta(days=1)
    with pytest.raises(Refused, match="last administrator"):
        people.give_role(
            actor=olga, person=cast.olga, role="administrator", until=tomorrow, reason="Work"
        )

    people.give_role(
        actor=olga, person=cast.cora, role="administrator", until=tomorrow, reason="Work"
    )
    with pytest.raises(Refused, match="last administrator"):
        people.end_role(actor=olga, person=cast.olga, role="administrator")
    with pytest.raises(Refused, match="last administrator"):
        people.close_account(actor=cast.actor(cast.cora), person=cast.olga, reason="Gone.")
    assert OrganizationRole.objects.get(user=cast.olga).until is None


def test_nobody_closes_the_own_account(cast: Cast) -> None:
    people.give_role(
        actor=cast.actor(cast.olga), person=cast.cora, role="administrator", reason="Work"
    )

    with pytest.raises(Refused):
        people.close_account(actor=cast.actor(cast.olga), person=cast.olga, reason="Enough.")
    assert User.objects.get(pk=cast.olga.pk).is_active


def test_a_closed_account_has_no_rights_left_and_gets_none(cast: Cast) -> None:
    olga = cast.actor(cast.olga)
    people.close_account(actor=olga, person=cast.lena, reason="Left.")

    with pytest.raises(Refused, match="closed"):
        people.give_role(actor=olga, person=cast.lena, role="administrator", reason="Work")
    with pytest.raises(Refused, match="closed"):
        people.close_account(actor=olga, person=cast.lena, reason="Again.")
    assert not Membership.objects.filter(user=cast.lena).exists()
    detail = TrailEvent.objects.latest("pk").detail.body
    assert detail["teams"] == ["lead of Risk Models"]
    assert detail["reason"] == "Left."


@pytest.mark.parametrize("name", ["cora", "lena", "sam", "aya", "mallory"])
def test_nobody_else_gives_ends_or_closes_anything(cast: Cast, name: str) -> None:
    person, actor = cast.people()[name], cast.actor(cast.people()[name])
    calls: list[Callable[[], object]] = [
        lambda: people.give_role(actor=actor, person=person, role="administrator", reason="Work"),
        lambda: people.end_role(actor=actor, person=cast.olga, role="administrator"),
        lambda: people.end_sessions(actor=actor, person=cast.olga),
        lambda: people.remove_second_factor(actor=actor, person=cast.olga),
        lambda: people.close_account(actor=actor, person=cast.olga, reason="x"),
        lambda: teams.create_team(actor=actor, name="Mine"),
    ]
    for call in calls:
        with pytest.raises(Refused):
            call()

    assert actions() == []


def test_a_reader_sees_only_the_teams_that_are_theirs_to_see(cast: Cast) -> None:
    Membership.objects.create(user=cast.sam, team=cast.elsewhere, role="viewer")

    as_lena = get_person(cast.actor(cast.lena), cast.sam.public_id)
    as_olga = get_person(cast.actor(cast.olga), cast.sam.public_id)

    assert [m.team for m in as_lena.memberships.all()] == [cast.risk_models]
    assert {m.team for m in as_olga.memberships.all()} == {cast.risk_models, cast.elsewhere}
    page = cast.client(cast.lena).get(f"/people/{cast.sam.public_id}/").content.decode()
    assert "Elsewhere" not in page


def test_the_role_form_suggests_no_role(cast: Cast) -> None:
    client = cast.client(cast.olga)
    address = f"/people/{cast.sam.public_id}/"

    assert not client.get(address).context["form"]["role"].value()
    assert client.post(f"{address}roles/give/", {"role": ""}).status_code == 422
    assert not OrganizationRole.objects.filter(user=cast.sam).exists()


@pytest.mark.parametrize(
    ("role", "manages"), [("lead", True), ("contributor", False), ("viewer", False)]
)
def test_only_a_lead_changes_a_team(cast: Cast, role: str, manages: bool) -> None:
    Membership.objects.filter(user=cast.sam).update(role=role)
    data = {"person": cast.mallory.public_id, "role": "viewer", "reason": "Work"}

    answer = cast.client(cast.sam).post(f"/teams/{cast.risk_models.public_id}/members/", data)

    assert answer.status_code == (302 if manages else 403)
    joined = Membership.objects.filter(user=cast.mallory, team=cast.risk_models)
    assert joined.exists() is manages


def test_a_changed_role_counts_at_the_next_request(cast: Cast) -> None:
    client = cast.client(cast.lena)
    assert client.get("/people/").status_code == 200

    teams.set_member(
        actor=cast.actor(cast.olga),
        team=cast.risk_models,
        person=cast.lena,
        role=TeamRole.VIEWER,
        reason="Work",
    )

    assert client.get("/people/").status_code == 403
    told = TrailEvent.objects.latest("pk").detail.body
    assert told == {"person": "Lena", "role": "viewer", "was": "lead", "reason": "Work"}


def test_who_left_a_team_no_longer_sees_it(cast: Cast) -> None:
    teams.remove_member(actor=cast.actor(cast.lena), team=cast.risk_models, person=cast.sam)

    assert cast.client(cast.sam).get(f"/teams/{cast.risk_models.public_id}/").status_code != 200
    assert actions() == ["teams.member.removed"]


def test_mallory_reaches_nobody_of_the_other_team_through_a_form(cast: Cast) -> None:
    """Leading a team of her own opens the forms; the ids in them stay out of her reach."""
    Membership.objects.filter(user=cast.mallory).update(role="lead")
    mallory, ours = cast.client(cast.mallory), cast.risk_models.public_id
    data = {"person": cast.mallory.public_id, "role": "lead", "reason": "Work"}

    told = [
        mallory.post(f"/teams/{ours}/members/", data).status_code,
        mallory.post(f"/teams/{ours}/members/{cast.sam.public_id}/remove/").status_code,
        mallory.get(f"/people/{cast.sam.public_id}/").status_code,
    ]

    assert told == [404, 404, 404]
    assert set(Membership.objects.filter(team=cast.risk_models).values_list("user", flat=True)) == {
        cast.lena.pk,
        cast.sam.pk,
    }


def test_a_team_made_twice_is_made_once(cast: Cast) -> None:
    olga, public_id = cast.actor(cast.olga), uuid.uuid4()

    first = teams.create_team(actor=olga, name="Fraud", public_id=public_id)
    again = teams.create_team(actor=olga, name="Fraud", public_id=public_id)

    assert first == again
    assert actions() == ["teams.team.created"]
    with pytest.raises(DomainError):
        teams.create_team(actor=olga, name="fraud")


@pytest.mark.parametrize("reason", ["", " \n", "x" * 301])
def test_nothing_is_given_without_a_reason_that_fits(cast: Cast, reason: str) -> None:
    olga, team = cast.actor(cast.olga), cast.risk_models
    gives: list[Callable[[], object]] = [
        lambda: people.give_role(
            actor=olga, person=cast.mallory, role="administrator", reason=reason
        ),
        lambda: teams.set_member(
            actor=olga, team=team, person=cast.mallory, role=TeamRole.LEAD, reason=reason
        ),
    ]
    for give in gives:
        with pytest.raises(DomainError) as caught:
            give()
        assert caught.value.field == "reason"
    assert cast.actor(cast.mallory).team_roles == {cast.elsewhere.pk: TeamRole.CONTRIBUTOR}
    assert actions() == []


def test_who_accepts_an_invitation_has_its_roles_for_its_reason(cast: Cast) -> None:
    _, token = invite_person(
        actor=cast.actor(cast.olga),
        email="new@example.org",
        name="New",
        reason="Starts in March",
        team=cast.risk_models,
        team_role="viewer",
    )
    accept_invitation(token=token, name="New", password=PASSWORD)

    member = Membership.objects.get(user__email="new@example.org")
    assert (member.granted_by, member.reason) == ("Olga", "Starts in March")
    assert member.granted_at is not None
