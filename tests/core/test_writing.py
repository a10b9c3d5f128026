"""Writing: second writers are told, faults are sentences, and what is sent twice is made once.

Teams and evidence stand for every row.
"""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st

from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import DomainError, NotVisible, StaleEdit
from apps.core.writing import (
    limited_text,
    locked,
    next_version,
    once,
    plain_text,
    put_values,
    required_text,
    sign,
    validated,
    validated_fields,
)
from apps.evidence.models import Evidence
from apps.organizations.actions import TEAM_CREATED
from apps.organizations.models import Organization, Team
from apps.trail.models import TrailEvent
from apps.trail.services import record
from tests.cast import Cast
from tests.factories.evidence import make_evidence

SYSTEM = Actor.system("Test")


def make(name: str) -> Callable[[uuid.UUID], Team]:
    """What a service does to make a team: check, save, record."""

    def create(ident: uuid.UUID) -> Team:
        team = validated(Team(name=name, public_id=ident))
        team.save(force_insert=True)
        record(SYSTEM, TEAM_CREATED, team)
        return team

    return create


def created() -> int:
    return TrailEvent.objects.filter(action="teams.team.created").count()


@pytest.mark.django_db
def test_sent_twice_is_made_once() -> None:
    ident = uuid.uuid4()
    first, second = (once(Team.objects.all(), ident, make("Fraud")) for _ in range(2))

    assert first == second
    assert first.public_id == ident
    assert created() == 1


@pytest.mark.django_db
def test_without_an_id_each_is_a_row_of_its_own() -> None:
    names = ("Fraud", "Pricing")
    first, second = (once(Team.objects.all(), None, make(name)) for name in names)

    assert first.public_id != second.public_id
    assert created() == 2


@pytest.mark.django_db
def test_the_id_of_a_row_out_of_sight_finds_nothing(cast: Cast) -> None:
    in_sight = Team.objects.exclude(pk=cast.elsewhere.pk)

    with pytest.raises(NotVisible):
        once(in_sight, cast.elsewhere.public_id, make("Fraud"))
    assert not Team.objects.filter(name="Fraud").exists()
    assert created() == 0


@pytest.mark.django_db
def test_a_fault_of_its_own_stays_that_fault(cast: Cast) -> None:
    with pytest.raises(DomainError) as told:
        once(Team.objects.all(), uuid.uuid4(), make(cast.elsewhere.name))

    assert (told.value.code, told.value.field) == ("invalid", "name")
    assert created() == 0


def save_unchecked(ident: uuid.UUID) -> Team:
    team = Team.objects.create(name="Fraud", public_id=ident)
    record(SYSTEM, TEAM_CREATED, team)
    return team


def looked_at_once() -> QuerySet[Team]:
    """Teams that nobody goes on from, having found none, before the other call looked too."""
    gate = threading.Barrier(2, timeout=20)

    class AtOnce(QuerySet[Team]):
        def first(self) -> Team | None:
            team = super().first()
            if team is None:
                gate.wait()
            return team

    return AtOnce(Team)


def sent_at_once(rows: QuerySet[Team], create: Callable[[uuid.UUID], Team], outer: Any) -> set[int]:
    """Keys of what two calls with one id get, each in a thread and connection of its own."""
    ident = uuid.uuid4()

    def send(_: int) -> int:
        try:
            with outer():
                return once(rows, ident, create).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return set(pool.map(send, range(2)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("create", [make("Fraud"), save_unchecked])
def test_of_two_at_the_same_moment_one_is_made(create: Callable[[uuid.UUID], Team]) -> None:
    keys = sent_at_once(looked_at_once(), create, nullcontext)

    assert keys == {Team.objects.get(name="Fraud").pk}
    assert created() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("create", [make("Fraud"), save_unchecked])
def test_so_it_is_inside_the_transactions_of_two_services(
    create: Callable[[uuid.UUID], Team],
) -> None:
    # SQLite lets one of them begin; the other looks when the first is done.
    both = connection.vendor == "postgresql"
    keys = sent_at_once(
        looked_at_once() if both else Team.objects.all(), create, transaction.atomic
    )

    assert keys == {Team.objects.get(name="Fraud").pk}
    assert created() == 1


@pytest.mark.django_db
def test_a_broken_rule_of_the_database_is_not_hidden(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        once(
            Team.objects.all(),
            uuid.uuid4(),
            lambda ident: Team.objects.create(name="Elsewhere", public_id=ident),
        )


@pytest.mark.django_db
def test_a_second_writer_is_told_by_whom(cast: Cast) -> None:
    seen = Organization.objects.get()
    first = locked(seen, seen.lock_version)
    next_version(cast.actor(cast.lena), first)
    first.save()

    with pytest.raises(StaleEdit, match="Example Bank was changed by Lena while"):
        locked(seen, seen.lock_version)
    with pytest.raises(StaleEdit, match="The organisation was changed by Lena while"):
        locked(seen, seen.lock_version, label="The organisation")
    assert locked(seen).lock_version == 2


@pytest.mark.django_db
def test_signing_leaves_the_version_that_others_edit(cast: Cast) -> None:
    organization = Organization.objects.get()
    sign(Actor.system("x" * 300), organization)

    assert organization.lock_version == 1
    assert organization.updated_by == "x" * 200
    assert organization.updated_at <= clock.now()


@pytest.mark.django_db
def test_a_row_that_is_gone_is_not_found(cast: Cast) -> None:
    team = Team.objects.create(name="Fraud")
    Team.objects.filter(pk=team.pk).delete()

    with pytest.raises(NotVisible):
        locked(team)


@pytest.mark.django_db
def test_related_rows_come_along(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    held = locked(make_evidence(sam, cast.risk_models), related=("team", "owner"))

    assert Evidence.team.is_cached(held)
    assert Evidence.owner.is_cached(held)


@pytest.mark.django_db(transaction=True)
def test_the_row_is_held_until_the_transaction_ends(cast: Cast) -> None:
    organization, gate = Organization.objects.get(), threading.Event()

    def second() -> int:
        try:
            with transaction.atomic():
                gate.set()
                return locked(organization).lock_version
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = locked(organization)
            waiting = pool.submit(second)
            if connection.vendor == "postgresql":
                assert gate.wait(20)
            next_version(SYSTEM, first)
            first.save()
        assert waiting.result(20) == 2


@pytest.mark.django_db
def test_the_first_fault_is_a_sentence_at_its_field(cast: Cast) -> None:
    with pytest.raises(DomainError, match="cannot be blank") as told:
        validated(Team(name=""))
    assert (told.value.code, told.value.field) == ("invalid", "name")

    with pytest.raises(DomainError) as told:
        validated_fields(Team(name="x" * 121))
    assert told.value.field == "name"


@given(st.text())
def test_plain_text_is_plain_already(text: str) -> None:
    plain = plain_text(text)

    assert plain_text(plain) == plain
    assert "\r" not in plain
    assert plain == plain.strip()


@pytest.mark.parametrize("text", ["\u200b\u200b", "\ufeff", "\u3164", " \u2060\n", "\u202e"])
def test_a_text_in_which_nothing_is_seen_is_no_text(text: str) -> None:
    assert plain_text(text) == ""
    with pytest.raises(DomainError, match="Say what"):
        required_text(text, "title", 10, "Say what is to be done.")


def test_a_text_does_not_turn_what_stands_after_it() -> None:
    assert plain_text("report\u202efdp.exe\u2066 \u05d0\u200d\u05d1 ") == (
        "reportfdp.exe \u05d0\u200d\u05d1"
    )


@given(st.text(), st.integers(1, 40))
def test_limited_text_is_plain_text_or_a_refusal(text: str, limit: int) -> None:
    plain = plain_text(text)
    controls = {chr(code) for code in (*range(32), 127)} - {"\n", "\t"}
    try:
        assert limited_text(text, "note", limit) == plain
    except DomainError as refused:
        assert refused.field == "note"
        assert len(plain) > limit or controls & set(plain)
    else:
        assert len(plain) <= limit
        assert not controls & set(plain)


def test_a_text_that_must_be_there_is_asked_for() -> None:
    with pytest.raises(DomainError, match="Write a comment first") as told:
        required_text(" \r\n ", "text", 10, "Write a comment first.")

    assert (told.value.code, told.value.field) == ("required", "text")


def test_put_values_sets_all_and_tells_what_changed() -> None:
    team = Team(name="Risk models")

    changes = put_values(team, {"name": "Risk models", "is_demo": True})

    assert team.is_demo is True
    assert changes == {"is_demo": ["False", "True"]}


def test_put_values_keeps_nothing_as_none() -> None:
    row = Evidence(title="Policy")
    put_values(row, {"counts_until": dt.date(2027, 1, 31)})

    assert put_values(row, {"counts_until": None}) == {"counts_until": ["2027-01-31", None]}
