from __future__ import annotations

from typing import Any

from django.test import RequestFactory

from apps.ui.failure import server_error


def test_the_number_is_told_even_when_no_template_can_be_drawn(
    rf: RequestFactory, settings: Any
) -> None:
    settings.TEMPLATES = []
    request = rf.get("/")
    request.reference = "a<b"  # type: ignore[attr-defined]  # the request log sets it

    answer = server_error(request)

    assert answer.status_code == 500
    assert "<code>a&lt;b</code>" in answer.content.decode()
