"""Every address is guarded: by a permission, or public on purpose."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import URLPattern

from apps.core.access import Permission
from apps.ui.checks import all_patterns, every_address_is_guarded, is_third_party

pytestmark = pytest.mark.django_db

OURS = [pattern for pattern in all_patterns() if not is_third_party(pattern)]
NIL = "00000000-0000-0000-0000-000000000000"


def _filler(found: re.Match[str]) -> str:
    """Something that each kind of address part accepts."""
    return {"int": "1", "subject": "organization"}.get(found[1], NIL)


def test_no_address_is_unguarded() -> None:
    assert every_address_is_guarded(None) == []


@pytest.mark.parametrize("pattern", OURS, ids=lambda pattern: str(pattern.pattern))
def test_a_stranger_is_sent_to_sign_in(pattern: URLPattern, client: Client) -> None:
    if hasattr(pattern.callback, "public_reason"):
        assert len(pattern.callback.public_reason) > 10
        return
    assert isinstance(getattr(pattern.callback, "guard", None), Permission)
    path = "/" + re.sub(r"<(\w+):[^>]+>", _filler, str(pattern.pattern))

    answer = client.get(path)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
