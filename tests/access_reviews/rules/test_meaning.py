"""What an access means, in words: the record here, the data elsewhere."""

from __future__ import annotations

import pytest

from apps.access_reviews.rules.access import Access
from apps.access_reviews.rules.meaning import meaning
from apps.organizations.entitlements import Privilege

from .makers import ELSEWHERE, MEMBER, ROLE, SHARE, make_access


@pytest.mark.parametrize(
    ("access", "marks", "records", "said"),
    [
        (
            SHARE,
            ["phi"],
            1,
            "can see MLSecure's record of Loans, on PHI",
        ),
        (
            SHARE,
            ["none"],
            1,
            "can see MLSecure's record of Loans, on data without anything personal",
        ),
        (
            MEMBER,
            ["personal"],
            14,
            "can see and change what MLSecure keeps of Risk Models (14 records), on personal data",
        ),
        (MEMBER, [], 0, "can see and change what MLSecure keeps of Risk Models (0 records)"),
        (
            ROLE,
            ["unknown"],
            1,
            "can see, change, share and retire everything that MLSecure keeps (1 record), on data"
            " that is not known to be free of personal data",
        ),
        (
            ELSEWHERE,
            ["phi"],
            1,
            "can train models on Loans v7, which holds PHI",
        ),
        (ELSEWHERE, ["none"], 1, "can train models on Loans v7, which holds no personal data"),
        (
            ELSEWHERE,
            ["unknown"],
            1,
            "can train models on Loans v7, which is not known to be free of personal data",
        ),
        (
            make_access(source="s1", object_pk=0, object_kind="", object_label="s3://raw"),
            [],
            1,
            "can read s3://raw, which is not registered here",
        ),
    ],
)
def test_meaning(access: Access, marks: list[str], records: int, said: str) -> None:
    assert meaning(access, marks, records) == said


@pytest.mark.parametrize("privilege", [one.value for one in Privilege])
def test_every_privilege_elsewhere_has_its_words(privilege: str) -> None:
    assert meaning(make_access(source="s1", privilege=privilege), ["none"]).startswith("can ")
