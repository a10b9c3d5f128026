"""One rule of access, three ways of asking: for an object, as a query, and who may.

Every declared permission is asked for every kind of reader and every kind of row; the state rule
of an object is no part of a query and is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db.models import Q

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import (
    Actor,
    GrantLevel,
    OrgRole,
    Permission,
    TeamRole,
    all_permissions,
    can_see,
    check,
    rows,
    visible_rows,
)
from apps.evidence.models import Evidence
from apps.organizations.actors import actor_for
from apps.organizations.models import Membership, OrganizationRole, Team
from apps.organizations.selectors import people_who_may, teams_where
from apps.registry.models import Dataset, DatasetGrant
from apps.registry.sharing.services import share_object
from tests.cast import Cast
from tests.factories.evidence import make_evidence
from tests.factories.registry import make_dataset

PERMISSIONS = [replace(declared, rule=None) for declared in all_permissions()]
LATER = dt.timedelta(days=3)


@pytest.fixture
def ours(cast: Cast) -> Dataset:
    return make_dataset(cast.risk_models, "Ours")


@pytest.fixture
def readers(cast: Cast, ours: Dataset) -> dict[str, User]:
    """One person for every role, current and ended, for every level of a share, and for nothing."""
    people = {
        name: User.objects.create(email=f"{name}@example.org", name=name)
        for name in ("nobody", "ended", "ends_today", "view", "contribute", "share_ended")
    }
    yesterday, today = clock.today() - dt.timedelta(days=1), clock.today()
    officer = OrgRole.COMPLIANCE_OFFICER.value
    OrganizationRole.objects.create(user=people["ended"], role=officer, until=yesterday)
    OrganizationRole.objects.create(user=people["ends_today"], role=officer, until=today)
    for name, level in (
        ("view", GrantLevel.VIEW),
        ("contribute", GrantLevel.CONTRIBUTE),
        ("share_ended", GrantLevel.CONTRIBUTE),
    ):
        share(cast, ours, people[name], level)
    end_share(ours, people["share_ended"])
    for role in TeamRole:
        for team in (cast.risk_models, cast.elsewhere):
            name = f"{role.value}_{team.pk}"
            people[name] = User.objects.create(email=f"{name}@example.org", name=name)
            Membership.objects.create(user=people[name], team=team, role=role.value)
    for org in OrgRole:
        people[org.value] = User.objects.create(email=f"{org.value}@example.org", name=org.value)
        ends = today if org is OrgRole.AUDITOR else None
        OrganizationRole.objects.create(user=people[org.value], role=org.value, until=ends)
    return people


def share(cast: Cast, obj: Dataset, person: User, level: GrantLevel) -> None:
    share_object(
        actor=cast.actor(cast.lena),
        obj=obj,
        person=person,
        level=level,
        reason="A test of shares",
        expires_at=clock.now() + LATER,
    )


def end_share(obj: Dataset, person: User) -> None:
    past = clock.now() - dt.timedelta(minutes=1)
    DatasetGrant.objects.filter(content_object=obj, user=person).update(expires_at=past)


def actors(readers: dict[str, User]) -> Iterator[tuple[str, Actor]]:
    yield "system", Actor.system("sweep")
    for name, person in readers.items():
        yield name, actor_for(person)


def datasets(declared: Permission, actor: Actor) -> Q:
    return rows(actor, declared, team="team_id", grant={"dataset": "pk"})


def evidence(declared: Permission, actor: Actor) -> Q:
    return rows(actor, declared, team="team_id", organization=Q(team=None))


def test_the_query_gives_what_the_check_allows(
    cast: Cast, ours: Dataset, readers: dict[str, User]
) -> None:
    make_dataset(cast.elsewhere, "Theirs")
    for team in (cast.risk_models, cast.elsewhere, None):
        make_evidence(Actor.system("test"), team)
    for name, actor in actors(readers):
        for declared in PERMISSIONS:
            for model, query in ((Dataset, datasets), (Evidence, evidence)):
                everything = list(model._default_manager.all())
                allowed = {row.pk for row in everything if check(actor, declared, row).allowed}
                found = model._default_manager.filter(query(declared, actor))
                assert set(found.values_list("pk", flat=True)) == allowed, (name, declared.name)


def test_what_is_visible_is_the_same_for_one_and_for_all(
    cast: Cast, ours: Dataset, readers: dict[str, User]
) -> None:
    make_dataset(cast.elsewhere, "Theirs")
    for name, actor in actors(readers):
        seen = {row.pk for row in Dataset.objects.all() if can_see(actor, row.access_scope())}
        query = visible_rows(actor, team="team_id", grant={"dataset": "pk"})
        found = Dataset.objects.filter(query)
        assert set(found.values_list("pk", flat=True)) == seen, name
        # Joined with another condition, "everything" stays everything.
        assert Dataset.objects.filter(query | Q(name="Ours")).count() == len(seen | {ours.pk})


def test_who_may_is_whom_the_check_allows(ours: Dataset, readers: dict[str, User]) -> None:
    everybody = list(User.objects.all())
    for declared in PERMISSIONS:
        allowed = {p.pk for p in everybody if check(actor_for(p), declared, ours).allowed}
        who = people_who_may(declared, ours.access_scope())
        assert set(who.values_list("pk", flat=True)) == allowed, declared.name


def test_a_closed_account_may_nothing(ours: Dataset, readers: dict[str, User]) -> None:
    declared = next(one for one in PERMISSIONS if one.name == "registry.edit")
    User.objects.filter(pk=readers["contribute"].pk).update(is_active=False)

    assert readers["contribute"] not in people_who_may(declared, ours.access_scope())


def test_teams_where_it_is_allowed(cast: Cast, readers: dict[str, User]) -> None:
    declared = next(one for one in PERMISSIONS if one.name == "registry.create")
    lead = actor_for(readers[f"lead_{cast.risk_models.pk}"])
    viewer = actor_for(readers[f"viewer_{cast.risk_models.pk}"])

    assert list(teams_where(lead, declared)) == [cast.risk_models]
    assert list(teams_where(viewer, declared)) == []
    officer = actor_for(readers["compliance_officer"])
    assert set(teams_where(officer, declared)) == set(Team.objects.all())
