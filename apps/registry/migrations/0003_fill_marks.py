"""Work out the marks of what was registered before they were kept.

In batches, each saved by itself, so that a large registry is not held in one transaction. Run
again after a stop, it writes only what is still missing. The rule is imported and not copied:
marks are only right by the rule of today.
"""

from typing import Any

from django.db import migrations, transaction

from apps.registry.sensitivity import marks_from

BATCH = 500
KINDS = (("Dataset", "dataset"), ("TrainedModel", "model"))


def fill(apps: Any, schema_editor: Any) -> None:
    for name, kind in KINDS:
        rows = apps.get_model("registry", name).objects.using(schema_editor.connection.alias)
        last = 0
        while found := _fill_batch(rows, kind, last):
            last = found


def _fill_batch(rows: Any, kind: str, after: int) -> int:
    """The rows that follow a key, held while they are written; returns the last key, 0 at the
    end."""
    with transaction.atomic(using=rows.db):
        following = rows.only("facts", "marks").filter(pk__gt=after).order_by("pk")
        batch = list(following.select_for_update()[:BATCH])
        stale = [row for row in batch if row.marks != marks_from(kind, row.facts)]
        for row in stale:
            row.marks = marks_from(kind, row.facts)
        rows.bulk_update(stale, ["marks"])
    return batch[-1].pk if batch else 0


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("registry", "0002_marks")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
