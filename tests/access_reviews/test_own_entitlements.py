"""What MLSecure itself lets people reach: read, revoked, shortened and reduced where it is held."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from pytest_django import DjangoAssertNumQueries

from apps.core import clock
from apps.core.access import GrantLevel, OrgRole, TeamRole
from apps.core.errors import DomainError, NotVisible, Refused
from apps.organizations.entitlements import OWN_SOURCES, Privilege
from apps.organizations.own_sources import OF_ORG_ROLE, OF_TEAM_ROLE
from apps.registry.models import Dataset
from apps.registry.permissions import EDIT, SHARE, VIEW
from apps.registry.sharing.own_source import OF_LEVEL
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.registry import make_dataset

from .ways import KEYS, give, ways


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    return make_dataset(cast.risk_models)


def test_every_kind_of_grant_is_registered() -> None:
    assert tuple(OWN_SOURCES) == KEYS


# Shares go to people of other teams: one is given before somebody joins.
@pytest.mark.parametrize("order", list(itertools.permutations(KEYS)))
def test_a_revoked_way_is_refused_on_the_very_next_request_unless_another_remains(
    cast: Cast, dataset: Dataset, order: tuple[str, ...]
) -> None:
    client, address = cast.client(cast.mallory), dataset.get_absolute_url()
    assert client.get(address).status_code == 404
    for key in reversed(KEYS):
        give(cast, dataset, key)
    held = ways(cast, dataset)
    assert set(held) == set(KEYS)

    for done, key in enumerate(order, start=1):
        assert client.get(address).status_code == 200
        OWN_SOURCES[key].revoke(cast.actor(cast.olga), held[key].ref, "Not needed any more")
        assert set(ways(cast, dataset)) == set(order[done:])
        with pytest.raises(NotVisible):
            OWN_SOURCES[key].revoke(cast.actor(cast.olga), held[key].ref, "Again")
        told = TrailEvent.objects.latest("pk").detail.body
        assert told["reason"] == "Not needed any more"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("key", KEYS)
def test_who_gave_it_when_and_why_is_kept(cast: Cast, dataset: Dataset, key: str) -> None:
    give(cast, dataset, key)

    row = ways(cast, dataset)[key]

    assert (row.user_id, row.granted_by, row.why) == (cast.mallory.pk, "Olga", "Joint audit")
    assert row.granted_at is not None and clock.now() - row.granted_at < dt.timedelta(minutes=1)


@pytest.mark.parametrize("key", KEYS)
def test_nobody_revokes_beyond_their_roles(cast: Cast, dataset: Dataset, key: str) -> None:
    give(cast, dataset, key)
    row, source = ways(cast, dataset)[key], OWN_SOURCES[key]

    for person in (cast.sam, cast.aya, cast.mallory):
        assert not source.may_revoke(cast.actor(person), row)
        with pytest.raises((Refused, NotVisible)):
            source.revoke(cast.actor(person), row.ref, "I say so")

    assert source.may_revoke(cast.actor(cast.olga), row)
    assert key in ways(cast, dataset)


def test_the_last_administrator_is_kept(cast: Cast) -> None:
    (row,) = OWN_SOURCES["role"].rows([cast.olga.pk])

    with pytest.raises(Refused, match="last administrator"):
        OWN_SOURCES["role"].revoke(cast.actor(cast.olga), row.ref, "Review")
    with pytest.raises(Refused, match="last administrator"):
        until = clock.today() + dt.timedelta(days=5)
        OWN_SOURCES["role"].shorten(cast.actor(cast.olga), row.ref, until, "Review")


@pytest.mark.parametrize("key", ["role", "share"])
def test_an_end_is_set_and_only_ever_comes_nearer(cast: Cast, dataset: Dataset, key: str) -> None:
    give(cast, dataset, key)
    olga, ref, source = cast.actor(cast.olga), ways(cast, dataset)[key].ref, OWN_SOURCES[key]
    soon = clock.today() + dt.timedelta(days=7)

    source.shorten(olga, ref, soon, "Enough")

    after = ways(cast, dataset)[key]
    assert (after.expires_at, after.why) == (clock.end_of(soon), "Joint audit")
    with pytest.raises(DomainError, match="before that day"):
        source.shorten(olga, ref, soon + dt.timedelta(days=1), "More")
    with pytest.raises(DomainError):
        source.shorten(olga, ref, clock.today() - dt.timedelta(days=1), "Long ago")


@pytest.mark.parametrize("key", ["membership", "share"])
def test_reducing_leaves_reading(cast: Cast, dataset: Dataset, key: str) -> None:
    give(cast, dataset, key)
    before = ways(cast, dataset)[key]
    assert before.privilege == Privilege.WRITE

    OWN_SOURCES[key].reduce(cast.actor(cast.olga), before.ref, "read", "Only looks")

    after = ways(cast, dataset)[key]
    assert (after.privilege, after.why) == (Privilege.READ, "Joint audit")
    with pytest.raises(DomainError):
        OWN_SOURCES[key].reduce(cast.actor(cast.olga), after.ref, "read", "Again")


@pytest.mark.parametrize(("key", "act"), [("membership", "shorten"), ("role", "reduce")])
def test_what_cannot_be_done_says_so(cast: Cast, dataset: Dataset, key: str, act: str) -> None:
    give(cast, dataset, key)
    ref, value = ways(cast, dataset)[key].ref, {"shorten": clock.today(), "reduce": "read"}[act]

    with pytest.raises(DomainError, match="Revoke it, or keep it"):
        getattr(OWN_SOURCES[key], act)(cast.actor(cast.olga), ref, value, "Review")


def test_reading_asks_the_database_the_same_for_one_and_for_all(
    cast: Cast, dataset: Dataset, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for key in reversed(KEYS):
        give(cast, dataset, key)

    with django_assert_num_queries(5):  # roles, memberships, three tables of shares
        every = [row for source in OWN_SOURCES.values() for row in source.rows()]
    assert {row.user_id for row in every} == {user.pk for user in cast.people().values()}


def test_a_closed_account_reaches_nothing(cast: Cast) -> None:
    type(cast.sam).objects.filter(pk=cast.sam.pk).update(is_active=False)

    assert not [row for source in OWN_SOURCES.values() for row in source.rows([cast.sam.pk])]


_STRENGTH = ((SHARE, Privilege.ADMINISTER), (EDIT, Privilege.WRITE), (VIEW, Privilege.READ))


def test_the_privilege_of_each_role_is_what_the_registry_lets_it_do() -> None:
    for role in OrgRole:
        assert OF_ORG_ROLE[role] == next(word for may, word in _STRENGTH if role in may.org)
    for team_role in TeamRole:
        assert OF_TEAM_ROLE[team_role] == next(p for may, p in _STRENGTH if team_role in may.team)
    for level in GrantLevel:
        assert OF_LEVEL[level] == next(p for may, p in _STRENGTH if level in may.grant)
