"""A row that succeeded is frozen by the database: triggers for SQLite and PostgreSQL."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

_SQLITE = """
CREATE TRIGGER packs_pack_frozen BEFORE UPDATE ON packs_pack WHEN OLD.state = 'succeeded'
BEGIN SELECT RAISE(ABORT, 'a finished pack is never changed'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION mlsecure_frozen_pack() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'a finished pack is never changed'; END
$$ LANGUAGE plpgsql
"""
_POSTGRES = """
CREATE TRIGGER packs_pack_frozen BEFORE UPDATE ON packs_pack
FOR EACH ROW WHEN (OLD.state = 'succeeded') EXECUTE FUNCTION mlsecure_frozen_pack()
"""


def _create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(_SQLITE)
        return
    editor.execute(_POSTGRES_FUNCTION, params=None)
    editor.execute(_POSTGRES)


def _drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    on = "" if editor.connection.vendor == "sqlite" else " ON packs_pack"
    editor.execute(f"DROP TRIGGER IF EXISTS packs_pack_frozen{on}")


def frozen_when_ready() -> RunPython:
    """The migration operation that makes the database refuse changes of a finished pack."""
    return RunPython(_create, _drop)


def open_for_migration() -> RunPython:
    """The operation before a change of the table; `frozen_when_ready` comes after it.

    SQLite copies a table to add a column, and a copy has lost its triggers.
    """
    return RunPython(_drop, _create)
