"""People who came before allauth's own table of addresses was filled get their row in it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add_rows(apps: Apps, editor: BaseDatabaseSchemaEditor | None) -> None:
    """Restartable: adds what is missing, in batches."""
    user = apps.get_model("accounts", "User")
    address = apps.get_model("account", "EmailAddress")
    known = address.objects.filter(verified=True).values("user_id")
    missing = user.objects.exclude(pk__in=known).exclude(email="").order_by("pk")
    address.objects.filter(user__in=missing).delete()
    address.objects.bulk_create(
        (
            address(user_id=pk, email=email.lower(), verified=True, primary=True)
            for pk, email in missing.values_list("pk", "email").iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]
    operations = [migrations.RunPython(add_rows, migrations.RunPython.noop)]
