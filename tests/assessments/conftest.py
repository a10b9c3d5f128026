"""One pipeline of Risk Models with an assessment that Sam started."""

from __future__ import annotations

import pytest

from apps.assessments.models import Assessment
from tests.cast import Cast
from tests.factories.assessments import make_pipeline, start


@pytest.fixture
def assessment(cast: Cast) -> Assessment:
    """A draft of Sam's team under three regimes; see `tests.factories.assessments.CONTROLS`."""
    return start(cast.actor(cast.sam), make_pipeline(cast.risk_models))
