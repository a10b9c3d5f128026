"""Evidence that was filed before its dates were kept."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from apps.evidence.models import EvidenceTerm
from tests.cast import Cast
from tests.factories.evidence import make_evidence


def test_evidence_from_before_dates_were_kept_gets_its_date(cast: Cast) -> None:
    filed = make_evidence(cast.actor(cast.sam), cast.risk_models)
    EvidenceTerm.objects.all().delete()

    for _ in range(2):
        import_module("apps.evidence.migrations.0003_fill_terms").add_terms(apps, None)

    (term,) = EvidenceTerm.objects.all()
    assert (term.evidence, term.counts_until, term.at) == (
        filed,
        filed.counts_until,
        filed.created_at,
    )
