"""Store where a dataset comes from as a list: `dataset_source` becomes `dataset_origins`.

In batches, each saved by itself; run again after a stop, it finds only what still has the old
key. Who said it, from where and when stays. Revisions are not rewritten: their old key is read
by `fact_specs.replaced`.
"""

from typing import Any

from django.db import migrations, transaction

BATCH = 500
OLD, NEW = "dataset_source", "dataset_origins"


def replace(apps: Any, schema_editor: Any) -> None:
    """Put each choice as a list of one under the new key, unless the new key is set already."""
    rows = apps.get_model("registry", "Dataset").objects.using(schema_editor.connection.alias)
    while _replace_batch(rows):
        pass


def _replace_batch(rows: Any) -> bool:
    with transaction.atomic(using=rows.db):
        old = rows.only("facts").filter(facts__has_key=OLD).order_by("pk")
        batch = list(old.select_for_update()[:BATCH])
        for row in batch:
            entry = row.facts.pop(OLD)
            row.facts.setdefault(NEW, {**entry, "v": [entry["v"]]})
        rows.bulk_update(batch, ["facts"])
    return bool(batch)


def put_back(apps: Any, schema_editor: Any) -> None:
    """Back to one choice, where the list has one entry; longer lists have no old form and stay."""
    rows = apps.get_model("registry", "Dataset").objects.using(schema_editor.connection.alias)
    for row in rows.only("facts").filter(facts__has_key=NEW).iterator(BATCH):
        if len(row.facts[NEW]["v"]) == 1:
            entry = row.facts.pop(NEW)
            row.facts[OLD] = {**entry, "v": entry["v"][0]}
            row.save(update_fields=["facts"])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("registry", "0004_lineage_walks")]

    operations = [migrations.RunPython(replace, put_back, elidable=True)]
