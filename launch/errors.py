"""The one error that ends a launch."""

from __future__ import annotations


class LaunchError(Exception):
    """Something is missing or in the way; the text is one sentence for people."""
