"""Grants of a PostgreSQL server: how they are told apart, and a real server's."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from apps.access_reviews.models import Entitlement, Load, Source
from apps.access_reviews.sources.postgresql import (
    Catalogue,
    Grant,
    Role,
    checked_address,
    read_catalogue,
    rows_of,
)
from apps.access_reviews.sources.services import confirm_load, try_load
from apps.core.errors import DomainError
from apps.core.jobs import TryLater
from tests.cast import Cast
from tests.factories.access_sources import done, make_source
from tests.factories.registry import make_dataset

ROLES = {
    0: Role(0, "PUBLIC", False, False),
    1: Role(1, "sam", False, True),
    2: Role(2, "analysts", False, False),
    3: Role(3, "readers", False, False),
    4: Role(4, "root", True, True),
    5: Role(5, "dba", False, True),
}


def rows(*grants: Grant, member_of: dict[int, frozenset[int]]) -> set[tuple[str, str, str, str]]:
    found = rows_of(Catalogue("dwh", ROLES, member_of, grants))
    return {(c["principal"], c["group"], c["object"], c["privilege"]) for _, c in found}


def test_rights_come_by_every_role_that_is_held_in_turn() -> None:
    member_of = {1: frozenset({2}), 2: frozenset({3}), 3: frozenset({2})}
    told = rows(
        Grant("s.loans", 3, 4, "SELECT"),
        Grant("s.loans", 2, 4, "INSERT"),
        Grant("s.loans", 2, 4, "UPDATE"),
        Grant("s.codes", 0, 4, "SELECT"),
        Grant("s.loans", 1, 1, "OWNER"),
        Grant("s.loans", 1, 4, "TRIGGER"),
        member_of=member_of,
    )

    assert {row for row in told if row[0] == "sam"} == {
        ("sam", "readers", "s.loans", "SELECT"),
        ("sam", "analysts", "s.loans", "INSERT"),
        ("sam", "PUBLIC", "s.codes", "SELECT"),
        ("sam", "", "s.loans", "OWNER"),
    }


def test_a_superuser_has_everything_and_so_has_whoever_can_become_one() -> None:
    told = rows(Grant("s.loans", 4, 4, "SELECT"), member_of={5: frozenset({4})})

    assert ("root", "", "dwh", "OWNER") in told
    assert ("dba", "root", "dwh", "OWNER") in told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "host=db user=x",
        "postgresql:///dwh",
        "postgresql://u:hunter2@%2Fvar%2Frun/dwh",
        "postgresql://u:hunter2@db/dwh?passfile=/etc/passwd",
        "postgresql://u:hunter2@db/dwh?service=x",
        "mysql://u:hunter2@db/dwh",
    ],
)
def test_an_address_names_a_server_and_no_file(text: str) -> None:
    with pytest.raises(DomainError) as caught:
        checked_address(text)
    assert caught.value.field == "secret" and "hunter2" not in caught.value.message


def test_a_server_that_is_silent_is_tried_later() -> None:
    with pytest.raises(TryLater) as caught:
        read_catalogue("postgresql://reader:hunter2@127.0.0.1:1/dwh")
    assert "hunter2" not in str(caught.value)


# ---- A real server ------------------------------------------------------------------------------
class Server:
    """Roles and a schema of this test alone on the server that the suite uses."""

    def __init__(self) -> None:
        self.mark = f"t{uuid.uuid4().hex[:8]}"
        kept = settings.DATABASES["default"]
        self.host, self.port = kept["HOST"] or "127.0.0.1", kept["PORT"] or 5432
        self.database = str(connection.settings_dict["NAME"])
        self.admin = psycopg.connect(
            host=self.host,
            port=self.port,
            user=kept["USER"],
            password=kept["PASSWORD"] or None,
            dbname=self.database,
            autocommit=True,
        )

    def run(self, *statements: str) -> None:
        for statement in statements:
            self.admin.execute(statement.replace("%", self.mark).encode())

    @property
    def reader(self) -> str:
        where = f"{self.host}:{self.port}/{self.database}"
        return f"postgresql://{self.mark}_reader:secret@{where}"


@pytest.fixture
def server(db: None) -> Iterator[Server]:
    if connection.vendor != "postgresql":
        pytest.skip("needs the PostgreSQL home")
    made = Server()
    made.run(
        "CREATE SCHEMA %",
        "CREATE TABLE %.loans (id int)",
        "CREATE VIEW %.open_loans AS SELECT id FROM %.loans",
        "CREATE ROLE %_readers",
        "CREATE ROLE %_analysts IN ROLE %_readers",
        "CREATE ROLE %_sam LOGIN IN ROLE %_analysts",
        "CREATE ROLE %_owner LOGIN NOINHERIT IN ROLE %_analysts",
        "CREATE ROLE %_reader LOGIN PASSWORD 'secret'",
        "GRANT SELECT ON %.loans TO %_readers",
        "GRANT INSERT ON %.loans TO %_analysts",
        "GRANT SELECT ON %.open_loans TO %_sam",
        "ALTER TABLE %.loans OWNER TO %_owner",
    )
    yield made
    made.run("DROP SCHEMA % CASCADE")
    for role in ("sam", "owner", "reader", "analysts", "readers"):
        made.run(f"DROP OWNED BY %_{role}", f"DROP ROLE %_{role}")
    made.admin.close()


def read(cast: Cast, source: Source) -> Load:
    trial = done(try_load(actor=cast.actor(cast.cora), source=source))
    assert trial.error == ""
    return done(confirm_load(actor=cast.actor(cast.cora), load=trial))


def test_a_real_server_is_read_with_inherited_roles(cast: Cast, server: Server) -> None:
    make_dataset(cast.risk_models, "Loans")
    source = make_source(
        cast.actor(cast.cora),
        kind="postgresql",
        secret=server.reader,
        objects=f"{server.mark}.loans = Loans",
        patterns=f"{server.mark}_sam = sam@example.org",
    )

    load = read(cast, source)

    assert load.state == "succeeded" and "row-level security" in load.notes[0]
    sam = Entitlement.objects.filter(user=cast.sam)
    assert {(row.via_group, row.object_label, row.privilege) for row in sam} == {
        (f"{server.mark}_readers", f"{server.mark}.loans", "read"),
        (f"{server.mark}_analysts", f"{server.mark}.loans", "write"),
        ("", f"{server.mark}.open_loans", "read"),
    }
    assert sam.filter(object_pk__gt=0).count() == 2
    owner = Entitlement.objects.filter(principal=f"{server.mark}_owner", via_group="")
    assert {(row.privilege, row.user) for row in owner} == {("administer", None)}


def test_what_is_revoked_on_the_server_is_gone_with_the_next_load(
    cast: Cast, server: Server
) -> None:
    source = make_source(cast.actor(cast.cora), kind="postgresql", secret=server.reader)
    read(cast, source)
    server.run("REVOKE %_analysts FROM %_sam")

    load = read(cast, source)

    left = Entitlement.objects.filter(principal=f"{server.mark}_sam", gone_at=None)
    assert [row.privilege for row in left] == ["read"]
    assert load.gone_count == 2
