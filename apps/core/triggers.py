"""Insert-only tables: database triggers for SQLite and PostgreSQL, as migration operations.

Code alone cannot promise that a record is never changed; the database refuses it here too.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION mlsecure_insert_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END
$$ LANGUAGE plpgsql
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION mlsecure_insert_only()
"""


def insert_only(table: str, *, verbs: tuple[str, ...] = ("update", "delete")) -> RunPython:
    """A migration operation that makes the database refuse `verbs` on `table`."""

    def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        sqlite = editor.connection.vendor == "sqlite"
        if not sqlite:
            editor.execute(_POSTGRES_FUNCTION, params=None)  # it has percent signs of its own
        for verb in verbs:
            editor.execute((_SQLITE if sqlite else _POSTGRES).format(table=table, verb=verb))

    def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        on = "" if editor.connection.vendor == "sqlite" else f" ON {table}"
        for verb in verbs:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")

    return RunPython(create, drop)
