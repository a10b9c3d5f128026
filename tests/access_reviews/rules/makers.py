"""Ways in for tests of the rules."""

from __future__ import annotations

from typing import Any

from apps.access_reviews.rules.access import Access


def make_access(**given: Any) -> Access:
    """A share of dataset 1 of team 7, unless something else is said."""
    plain: dict[str, Any] = {
        "source": "own:share",
        "ref": "dataset:1",
        "principal": "Mallory",
        "principal_kind": "person",
        "user_id": 5,
        "object_kind": "dataset",
        "object_pk": 1,
        "object_label": "Loans",
        "team_id": 7,
        "privilege": "read",
        "way": "by a share",
    }
    return Access(**(plain | given))


ROLE = make_access(
    source="own:role",
    ref="r",
    object_kind="organization",
    object_pk=0,
    object_label="Everything",
    team_id=None,
    privilege="administer",
    way="as administrator",
)
MEMBER = make_access(
    source="own:membership",
    ref="m",
    object_kind="team",
    object_pk=7,
    object_label="Risk Models",
    privilege="write",
    way="as contributor of Risk Models",
)
SHARE = make_access()
OTHER_SHARE = make_access(ref="dataset:2", object_pk=2, object_label="Rates")
ELSEWHERE = make_access(
    source="s1", ref="k", privilege="train", way="in the warehouse", version="v7"
)
