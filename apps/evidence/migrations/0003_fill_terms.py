"""Evidence from before dates were kept gets its present date, known since it was filed."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add_terms(apps: Apps, editor: BaseDatabaseSchemaEditor | None) -> None:
    """Restartable: adds what is missing, in batches."""
    evidence = apps.get_model("evidence", "Evidence")
    term = apps.get_model("evidence", "EvidenceTerm")
    missing = evidence.objects.filter(terms=None).order_by("pk")
    rows = missing.values_list("pk", "counts_until", "created_at")
    term.objects.bulk_create(
        (term(evidence_id=pk, counts_until=until, at=at) for pk, until, at in rows),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_evidence_terms")]
    operations = [migrations.RunPython(add_terms, migrations.RunPython.noop)]
