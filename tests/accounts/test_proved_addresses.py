"""The migration that gives people from before their row in allauth's table of addresses."""

from __future__ import annotations

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps

from apps.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_everybody_gets_one_proved_row_however_often_it_runs(cast: Cast) -> None:
    EmailAddress.objects.filter(user=cast.sam).delete()
    EmailAddress.objects.filter(user=cast.lena).update(verified=False, primary=False)
    migration = import_module("apps.accounts.migrations.0002_addresses_are_proved")

    for _ in range(2):
        migration.add_rows(apps, None)

    rows = EmailAddress.objects.filter(verified=True, primary=True).values_list("email", flat=True)
    assert sorted(rows) == sorted(user.email for user in User.objects.all())
