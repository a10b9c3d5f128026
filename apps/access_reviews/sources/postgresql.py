"""Grants of a PostgreSQL server, as its catalogue tells them to an account that only reads.

Who may sign in has what was granted to their role, to every role that it inherits from, and to
everybody (PUBLIC). A role that is a member without inheriting can still take the other role on, so
its rights are listed too, under that role's name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from apps.core import vault
from apps.core.encryption import DamagedFile
from apps.core.errors import DomainError
from apps.core.jobs import TryLater

from ..models import Source
from .entries import Cells, Problem

_MAY_NAME = {"host", "port", "user", "password", "dbname", "sslmode"}
_SECONDS = 15
_STATEMENT_SECONDS = 120
_PUBLIC = 0

# What the access control list of a table says in one letter; the rest gives nobody data.
_LETTERS = {"SELECT": "read", "INSERT": "write", "UPDATE": "write", "DELETE": "write"}
_LETTERS |= {"TRUNCATE": "write"}

NOT_EVALUATED = (
    "Not looked at: row-level security, rights on single columns, on sequences, functions and "
    "schemas, and rights that a superuser could give. Somebody who may not enter a table's schema "
    "is listed all the same.",
    "PostgreSQL does not tell when a right was used last, nor when it was given. The end of a "
    "password is no end of access, so it is not taken for one.",
    "Superusers are listed once each, as administering the whole database.",
)

_ROLES = """
    SELECT oid::bigint, rolname, rolsuper, rolcanlogin FROM pg_catalog.pg_roles ORDER BY rolname
"""
_MEMBERS = "SELECT member::bigint, roleid::bigint FROM pg_catalog.pg_auth_members"
# An empty list means the defaults of the kind, which is everything for the owner.
_GRANTS = """
    SELECT n.nspname || '.' || c.relname, a.grantee::bigint, a.grantor::bigint, a.privilege_type
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.grantee <> c.relowner
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'
    UNION ALL
    SELECT n.nspname || '.' || c.relname, c.relowner::bigint, c.relowner::bigint, 'OWNER'
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'
    ORDER BY 1, 2, 4
"""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the server; `oid` 0 is everybody."""

    oid: int
    name: str
    is_super: bool
    can_login: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """A right on one table, as its list names it."""

    table: str
    grantee: int
    grantor: int
    right: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What was read: roles by key, whose member each is, and what was granted."""

    database: str
    roles: Mapping[int, Role]
    member_of: Mapping[int, frozenset[int]]
    grants: tuple[Grant, ...]


def read_postgresql(
    source: Source,
) -> tuple[Iterator[tuple[int, Cells | Problem]], tuple[str, ...]]:
    """The rows of the server now, and what they leave open. Raises `TryLater` where it does not
    answer, and `DomainError` where it refuses."""
    return rows_of(read_catalogue(_address(source))), NOT_EVALUATED


def checked_address(text: str) -> str:
    """A connection that names a server and nothing of this machine's files. Raises `DomainError`
    without repeating what was typed."""
    try:
        named = conninfo_to_dict(text)
    except psycopg.Error:
        named = {}
    is_whole = text.startswith(("postgresql://", "postgres://")) and {"host", "user"} <= set(named)
    strange = sorted(set(named) - _MAY_NAME)
    if not is_whole or strange or str(named["host"]).startswith(("/", "@")):
        raise DomainError(
            "Write postgresql://user:password@host:port/database; of options, sslmode alone.",
            code="wrong_address",
            field="secret",
        )
    return text


def _address(source: Source) -> str:
    try:
        return checked_address(vault.decrypt_text(bytes(source.secret)))
    except DamagedFile:
        raise DomainError("The connection cannot be read any more. Type it again.") from None


def read_catalogue(address: str) -> Catalogue:
    """Everything in one transaction that cannot write."""
    try:
        with psycopg.connect(address, connect_timeout=_SECONDS) as server:
            server.read_only = True
            server.execute(f"SET LOCAL statement_timeout = {_STATEMENT_SECONDS * 1000}")
            return _read(server)
    except psycopg.OperationalError:
        # Its words may hold the address, which holds the password.
        raise TryLater("The server does not answer, or refuses this account.") from None
    except psycopg.Error as error:
        state = error.sqlstate or "no state"
        raise DomainError(f"The server refused to tell ({state}).", code="refused") from None


def _read(server: psycopg.Connection[Any]) -> Catalogue:
    roles = {_PUBLIC: Role(_PUBLIC, "PUBLIC", is_super=False, can_login=False)}
    roles |= {row[0]: Role(*row) for row in server.execute(_ROLES)}
    member_of: dict[int, set[int]] = defaultdict(set)
    for member, role in server.execute(_MEMBERS):
        member_of[member].add(role)
    grants = tuple(Grant(*row) for row in server.execute(_GRANTS))
    frozen = {member: frozenset(held) for member, held in member_of.items()}
    return Catalogue(server.info.dbname, roles, frozen, grants)


def rows_of(found: Catalogue) -> Iterator[tuple[int, Cells]]:
    """One row for each account that can sign in, each table and each way it comes by a right."""
    by_grantee: dict[int, list[Grant]] = defaultdict(list)
    for grant in found.grants:
        if grant.right == "OWNER" or grant.right in _LETTERS:
            by_grantee[grant.grantee].append(grant)
    number = 0
    for role in found.roles.values():
        if not role.can_login:
            continue
        for cells in _rows_of_role(found, role, by_grantee):
            number += 1
            yield number, cells


def _rows_of_role(
    found: Catalogue, role: Role, by_grantee: Mapping[int, list[Grant]]
) -> Iterator[Cells]:
    if role.is_super:
        yield _cells(found, role, None, Grant(found.database, role.oid, _PUBLIC, "OWNER"))
        return
    seen: set[tuple[int, str, str]] = set()
    for way in [role.oid, *_held(found.member_of, role.oid), _PUBLIC]:
        via = None if way == role.oid else found.roles[way]
        if via is not None and via.is_super:
            yield _cells(found, role, via, Grant(found.database, way, _PUBLIC, "OWNER"))
        for grant in by_grantee.get(way, ()):
            # INSERT and UPDATE are one right to us.
            known = (way, grant.table, _LETTERS.get(grant.right, grant.right))
            if known not in seen:
                seen.add(known)
                yield _cells(found, role, via, grant)


def _held(member_of: Mapping[int, frozenset[int]], start: int) -> list[int]:
    """Every role that this one is a member of, also by others; circles do no harm."""
    reached: set[int] = set()
    waiting = [start]
    while waiting:
        fresh = member_of.get(waiting.pop(), frozenset()) - reached
        reached |= fresh
        waiting.extend(sorted(fresh))
    return sorted(reached - {start})


def _cells(found: Catalogue, role: Role, via: Role | None, grant: Grant) -> Cells:
    grantor = found.roles.get(grant.grantor)
    return {
        "principal": role.name,
        "principal_kind": "",
        "group": via.name if via else "",
        "object": grant.table,
        "object_kind": "dataset",
        "privilege": grant.right,
        "granted_by": grantor.name if grantor and grantor.oid != _PUBLIC else "",
    }
