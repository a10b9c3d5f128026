"""How grave a claim that is more than is known counts."""

from .problems import WEIGH

# Remarks until the bank is clean; errors from then on.
TRUTH = WEIGH
