"""Work out what the versions and objects of an existing registry inherit along lineage.

In batches, each saved by itself, so that a large registry is not held in one transaction. Run
again after a stop, it writes only what is still missing. The rule is imported and not copied: what
is kept beside the facts is only right by the rule of today.
"""

from typing import Any

from django.db import migrations, transaction

from apps.registry.facts import inheritance
from apps.registry.sensitivity import marks_from

BATCH = 500
# Name of the objects, of their versions, of the field between, and the sign of a version's number.
KINDS = (("Dataset", "DatasetVersion", "dataset", 1), ("TrainedModel", "ModelVersion", "model", -1))


def fill(apps: Any, schema_editor: Any) -> None:
    """Every version first, then every object with its marks."""
    alias = schema_editor.connection.alias

    def rows(name: str) -> Any:
        return apps.get_model("registry", name).objects.using(alias)

    found = _found(rows)
    for objects, versions, owner, sign in KINDS:
        for batch in _batches(rows(versions).only("inherited")):
            _save(rows(versions), batch, {row.pk: found[sign * row.pk] for row in batch})
        for batch in _batches(rows(objects).only("facts", "inherited", "marks")):
            _save_objects(rows, (objects, versions, owner, sign), batch)


def _found(rows: Any) -> dict[int, dict[str, Any]]:
    """What arrives at each version, by number; links and stated facts decide it alone."""
    parents: dict[int, list[int]] = {}
    ends = ("child_dataset", "child_model", "parent_dataset", "parent_model")
    links = rows("LineageEdge").exclude(kind="validated_on").values_list(*ends)
    for child, child_model, parent, parent_model in links.iterator(BATCH):
        parents.setdefault(child or -child_model, []).append(parent or -parent_model)
    holders = {}
    for objects, versions, owner, sign in KINDS:
        stored = rows(objects).values_list("pk", "facts").iterator(BATCH)
        said = {pk: inheritance.holder(owner, facts) for pk, facts in stored}
        for pk, of in rows(versions).values_list("pk", f"{owner}_id").iterator(BATCH):
            holders[sign * pk] = said[of]
    found = inheritance.flow(list(holders), parents, holders, {})
    return {
        version: {k: list(held) for k, held in items.items()} for version, items in found.items()
    }


def _batches(rows: Any) -> Any:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _save(rows: Any, batch: Any, right: Any) -> None:
    stale = [row for row in batch if row.inherited != right[row.pk]]
    for row in stale:
        row.inherited = right[row.pk]
    with transaction.atomic(using=rows.db):
        rows.bulk_update(stale, ["inherited"])


def _save_objects(rows: Any, kind: Any, batch: Any) -> None:
    """What arrives at any version of an object, by the nearest way, and the marks that follow."""
    objects, versions, owner, sign = kind
    whole: dict[int, dict[str, Any]] = {row.pk: {} for row in batch}
    own = rows(versions).filter(**{f"{owner}__in": list(whole)}).order_by("pk")
    for pk, of, items in own.values_list("pk", f"{owner}_id", "inherited"):
        for item, (source, through, links, by) in items.items():
            known = whole[of].get(item)
            if known is None or links < known[3]:
                whole[of][item] = [sign * pk, source, through, links, by]
    for row in batch:
        row.inherited = whole[row.pk]
        row.marks = marks_from(owner, row.facts, row.inherited)
    with transaction.atomic(using=rows(objects).db):
        rows(objects).bulk_update(batch, ["inherited", "marks"])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("registry", "0006_inherited_along_lineage")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
