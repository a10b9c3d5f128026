from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from apps.packs.immutability import frozen_when_ready


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The name of whoever asked, for packs from before jobs kept it. Run again it goes on."""
    packs = apps.get_model("packs", "Pack")._base_manager
    unnamed = packs.filter(asked_by="", requested_by__isnull=False)
    for pk, name, email in unnamed.values_list("pk", "requested_by__name", "requested_by__email"):
        packs.filter(pk=pk).update(asked_by=name or email)


class Migration(migrations.Migration):
    dependencies = [("packs", "0002_who_asked"), ("accounts", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop), frozen_when_ready()]
