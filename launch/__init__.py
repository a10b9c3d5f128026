"""What `make run` and `make test` do before and around Django.

Only Python's standard library: these modules run before anything is installed. Each trouble a
person can meet ends in a `LaunchError`, one sentence that says what is wrong and what to do.
"""

from __future__ import annotations

import sys

LOWEST_PYTHON = (3, 11)


def trouble_with_python(version: tuple[int, ...]) -> str:
    """What to tell the owner of a Python too old, or nothing. Here, since an older one could not
    even read the other modules."""
    if version >= LOWEST_PYTHON:
        return ""
    found = ".".join(map(str, version))
    return (
        f"MLSecure needs Python 3.11 or newer and this is {found}: "
        "name a newer one, for example make run PYTHON=python3.12."
    )


_trouble = trouble_with_python(sys.version_info[:3])
if _trouble:
    sys.exit(_trouble)
