"""Regimes, provisions, controls, questions and time limits, in published versions."""
