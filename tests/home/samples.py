"""What the architecture tests need of this app."""

from __future__ import annotations

from tests.architecture.samples import Samples

# Home's own start: test_home asks for another team's key.
SAMPLES = Samples(resolved=frozenset({"reader_of"}))
