from __future__ import annotations

from django.db import migrations, models

from apps.packs.immutability import open_for_migration


class Migration(migrations.Migration):
    """Finished packs are frozen again by the next migration, which fills the new column."""

    dependencies = [("packs", "0001_initial")]

    operations = [
        open_for_migration(),
        migrations.AddField(
            model_name="pack",
            name="asked_by",
            field=models.CharField(blank=True, default="", editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="pack",
            name="attempts_forgiven",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
