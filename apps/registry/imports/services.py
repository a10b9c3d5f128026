"""Import of a CSV: the same code tries the rows and writes them, so the trial tells the truth.

A trial runs every row through the real services inside a transaction that is rolled back. The
import itself runs once more and writes everything or nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from apps.accounts.models import User
from apps.core.access import Actor, require
from apps.core.canonical import digest
from apps.core.errors import DomainError
from apps.core.facts import FactSource
from apps.core.writing import plain_text
from apps.organizations.models import Team
from apps.organizations.selectors import visible_teams
from apps.trail.refs import TrailRef
from apps.trail.services import record

from ..actions import IMPORTED
from ..fact_specs.replaced import REPLACED
from ..facts.services import consistent_facts, set_facts
from ..kinds import KINDS, Particulars
from ..models import RegisteredObject
from ..objects.selectors import visible
from ..objects.services import create_object, edit_object
from ..permissions import IMPORT
from .columns import fact_columns, origin_columns, particulars_of
from .table import Table, TableRow, read_table, renamed

R = TypeVar("R", bound=RegisteredObject)

CREATED, CHANGED, SAME, BAD = "created", "changed", "same", "bad"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What becomes of one row; a bad one says which column and why."""

    line: int
    outcome: str
    name: str
    changes: tuple[str, ...] = ()
    column: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Every row with its outcome. `fingerprint` changes when a row's outcome does."""

    rows: tuple[RowResult, ...]

    def of(self, outcome: str) -> list[RowResult]:
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def is_good(self) -> bool:
        return not self.of(BAD)

    @property
    def changes_anything(self) -> bool:
        return bool(self.of(CREATED) or self.of(CHANGED))

    @property
    def fingerprint(self) -> str:
        return digest([[r.line, r.outcome, r.name, list(r.changes), r.reason] for r in self.rows])


def table_of(kind: str, text: str) -> Table:
    """The rows of a CSV for a kind; raises `DomainError` where it cannot be read at all."""
    facts = [spec.key for spec in fact_columns(kind)]
    old = [key for key, now in REPLACED.items() if now in facts]
    known = [*particulars_of(kind), *facts, *old, *origin_columns(kind)]
    table = renamed(read_table(text, known), REPLACED)
    if "id" not in table.columns and not {"name", "team"} <= set(table.columns):
        raise DomainError(
            "The file needs the columns name and team, or id.", code="bad_file", field="file"
        )
    return table


def try_import(*, actor: Actor, kind: str, table: Table) -> ImportPlan:
    """Say what an import would do; writes nothing."""
    require(actor, IMPORT)
    with transaction.atomic():
        plan = _run(actor, kind, table)
        transaction.set_rollback(True)
    return plan


def run_import(*, actor: Actor, kind: str, table: Table, fingerprint: str) -> ImportPlan:
    """Import all rows or none. Raises `DomainError` when the outcome is not the one that was
    shown (`fingerprint`), because a row or the registry changed meanwhile."""
    require(actor, IMPORT)
    with transaction.atomic():
        plan = _run(actor, kind, table)
        if plan.fingerprint != fingerprint or not plan.is_good:
            transaction.set_rollback(True)
        else:
            counts = {name: len(plan.of(name)) for name in (CREATED, CHANGED, SAME)}
            target = TrailRef("import", str(uuid.uuid4()), f"a file of {kind}s")
            record(actor, IMPORTED.on[kind], target, counts)
    if plan.fingerprint != fingerprint or not plan.is_good:
        raise DomainError(
            "The registry changed since this preview, so nothing was imported. Look at what would "
            "happen now.",
            code="changed_meanwhile",
        )
    return plan


def _run(actor: Actor, kind: str, table: Table) -> ImportPlan:
    importer = _Importer(actor, kind)
    return ImportPlan(tuple(_one(importer, row) for row in table.rows))


def _one(importer: _Importer, row: TableRow) -> RowResult:
    name = row.cells.get("name", "").strip()
    try:
        with transaction.atomic():
            return importer.write(row)
    except DomainError as error:
        column = _COLUMN_OF.get(error.field, error.field)
        column = column if column in row.cells else ""
        return RowResult(row.line, BAD, name, column=column, reason=error.message)


_COLUMN_OF = {"retired_reason": "status", "public_id": "id"}


class _Importer:
    """Writes rows of one kind as one actor; looks teams and owners up once."""

    def __init__(self, actor: Actor, kind: str) -> None:
        self.actor, self.kind, self.model = actor, kind, KINDS[kind].model
        self.facts = {spec.key for spec in fact_columns(kind)}
        self.teams: dict[str, Team] = {team.name.casefold(): team for team in visible_teams(actor)}
        self.owners: dict[str, User | None] = {}
        rows = visible(actor, self.model).order_by().select_related(None)
        self.names = {(team, name.casefold()) for team, name in rows.values_list("team", "name")}

    def write(self, row: TableRow) -> RowResult:
        obj = self._find(row)
        values = dict(self._fact_values(row))
        if obj is None:
            made = create_object(
                actor=self.actor,
                model=self.model,
                particulars=self._particulars(row, None),
                facts=values,
                source=FactSource.IMPORT,
            )
            self.names.add((made.team_id, made.name.casefold()))
            return RowResult(row.line, CREATED, made.name)
        self._refuse_status(row, obj)
        changes = [*self._edit(row, obj), *self._set_facts(obj, values)]
        outcome = CHANGED if changes else SAME
        return RowResult(row.line, outcome, obj.name, tuple(changes))

    def _find(self, row: TableRow) -> RegisteredObject | None:
        """The row's object: by id, else by name within the team."""
        rows = visible(self.actor, self.model)
        if row.cells.get("id", "").strip():
            obj = rows.filter(public_id=self._id(row.cells["id"])).first()
            if obj is None:
                raise DomainError(f"You see no {self.kind} with this id.", field="id")
            return obj
        team, name = self._team(row), row.cells.get("name", "").strip()
        # Most rows of a file are new: only a name that may be taken is worth a query. The database
        # has the last word, because it may fold fewer letters together.
        if (team.pk, name.casefold()) not in self.names:
            return None
        return rows.filter(team=team, name__iexact=name).first()

    def _id(self, cell: str) -> uuid.UUID:
        try:
            return uuid.UUID(cell.strip())
        except ValueError:
            raise DomainError(
                "This is not an id. Leave it empty for a new row.", field="id"
            ) from None

    def _team(self, row: TableRow) -> Team:
        name = row.cells.get("team", "").strip()
        team = self.teams.get(name.casefold())
        if team is None:
            raise DomainError("You see no team of this name.", field="team")
        return team

    def _owner(self, row: TableRow, obj: RegisteredObject | None) -> User | None:
        if "owner" not in row.cells:
            return obj.owner if obj else None
        email = row.cells["owner"].strip().lower()
        if email in {"", "unknown"}:
            return None
        if email not in self.owners:
            self.owners[email] = User.objects.filter(email=email, is_active=True).first()
        owner = self.owners[email]
        kept = obj.owner if obj else None
        if owner is None and kept is not None and kept.email == email:
            return kept
        if owner is None:
            # The same words as for an unknown address: a file must not tell who has an account.
            raise DomainError(f"Choose an owner in {self._team_of(row, obj)}.", field="owner")
        return owner

    def _team_of(self, row: TableRow, obj: RegisteredObject | None) -> Team:
        if obj is not None and not row.cells.get("team", "").strip():
            return obj.team
        return self._team(row)

    def _particulars(self, row: TableRow, obj: RegisteredObject | None) -> Particulars:
        """Cells over what is there; a column that the file lacks stays as it is."""
        names = KINDS[self.kind].particulars
        values: dict[str, Any] = dict.fromkeys(names, "")
        if obj is not None:
            values = KINDS[self.kind].particulars_of(obj)
        values |= {name: cell for name, cell in row.cells.items() if name in names}
        values |= {"team": self._team_of(row, obj), "owner": self._owner(row, obj)}
        return Particulars(**values)

    def _refuse_status(self, row: TableRow, obj: RegisteredObject) -> None:
        status = row.cells.get("status", "").strip()
        if status and status != obj.status:
            raise DomainError(
                "An import does not retire or reinstate. Do that on its page.", field="status"
            )

    def _edit(self, row: TableRow, obj: RegisteredObject) -> list[str]:
        wanted = self._particulars(row, obj)
        names = _differing(obj, wanted)
        if names:
            edit_object(
                actor=self.actor,
                obj=obj,
                particulars=wanted,
                expected_version=obj.lock_version,
            )
            self.names.add((wanted.team.pk, wanted.name.strip().casefold()))
        return names

    def _fact_values(self, row: TableRow) -> Iterator[tuple[str, Any]]:
        """Facts that the row says something about; an empty cell says nothing."""
        for key, cell in row.cells.items():
            if key in self.facts and cell.strip():
                yield key, cell

    def _set_facts(self, obj: RegisteredObject, values: dict[str, Any]) -> list[str]:
        source = FactSource.IMPORT
        _, changed = consistent_facts(self.actor, self.kind, obj.facts, values, source)
        if changed:
            set_facts(actor=self.actor, obj=obj, values=values, source=source)
        return sorted(changed)


def _differing(obj: RegisteredObject, wanted: Particulars) -> list[str]:
    """Names of the particulars that the row would change."""
    present = KINDS[obj.kind].particulars_of(obj)
    return [
        name for name, value in present.items() if _plain(value) != _plain(getattr(wanted, name))
    ]


def _plain(value: Any) -> Any:
    return plain_text(value) if isinstance(value, str) else value
