"""What the architecture tests need of this app."""

from __future__ import annotations

from apps.catalogue.models import CatalogueVersion
from tests.architecture.samples import Samples, Values
from tests.cast import Cast
from tests.factories.assessments import publish


def make(cast: Cast, made: Values) -> Values:
    version = CatalogueVersion.objects.first() or publish()
    return {
        "version_id": version.public_id,
        "regime_key": "gdpr",
        "control_key": "encryption",
    }


SAMPLES = Samples(make=make)
