"""The navigation shows what the reader may open, and where the reader is."""

from __future__ import annotations

import re

from django.urls import reverse

from tests.cast import Cast


def current(html: str) -> list[str]:
    """The labels of the entries marked as current in the sidebar."""
    side = " ".join(html.split("ms-topbar")[0].split())
    return re.findall(r'aria-current="page">.*?<span>([^<]+)</span>', side)


def test_one_entry_is_current(cast: Cast) -> None:
    client = cast.client(cast.olga)
    for name, label in (("organizations:sign_in", "Organisation"), ("trail:events", "Trail")):
        assert current(client.get(reverse(name)).content.decode()) == [label]


def test_pages_outside_the_navigation_mark_nothing(cast: Cast) -> None:
    page = cast.client(cast.olga).get(reverse("usersessions_list"))
    assert current(page.content.decode()) == []


def test_entries_follow_the_permissions(cast: Cast) -> None:
    people = f'href="{reverse("organizations:people")}"'
    assert people in cast.client(cast.olga).get(reverse("ui:styleguide")).content.decode()
    assert people not in cast.client(cast.sam).get(reverse("ui:styleguide")).content.decode()


def test_the_account_pages_know_the_reader(cast: Cast) -> None:
    page = cast.client(cast.sam).get(reverse("mfa_index")).content.decode()
    assert "Account of Sam" in page
