"""What the architecture tests need of this app: every sample writes to it."""

from __future__ import annotations

from tests.architecture.samples import Samples

SAMPLES = Samples(lists=frozenset({"trail:events"}))
