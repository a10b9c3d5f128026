"""Flags: what makes an access stand out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from apps.access_reviews.rules.access import Access
from apps.access_reviews.rules.flags import WORDS, Around, Flag, above_peers, flags_of
from apps.access_reviews.rules.risk import Use

from .makers import ELSEWHERE, MEMBER, ROLE, SHARE, make_access

NOW = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)
LATELY = Use(NOW - dt.timedelta(days=1))


def around(**given: Any) -> Around:
    plain: dict[str, Any] = {"now": NOW, "use": LATELY}
    return Around(**(plain | given))


def good(**given: Any) -> Access:
    """A share that nothing is wrong with."""
    ends = NOW + dt.timedelta(days=9)
    return make_access(**({"why": "Audit", "granted_by": "Lena", "expires_at": ends} | given))


def test_a_share_with_reason_and_end_in_use_has_no_flag() -> None:
    assert flags_of(good(), around(names=frozenset({"Mallory"}))) == ()


@pytest.mark.parametrize(
    ("access", "known", "flag"),
    [
        (good(why=" "), {}, Flag.NO_REASON),
        (good(expires_at=None), {}, Flag.NO_EXPIRY),
        (good(granted_by="Mallory"), {"names": frozenset({"Mallory"})}, Flag.SELF_GRANTED),
        (good(), {"use": Use(NOW - dt.timedelta(days=91))}, Flag.DORMANT),
        (good(), {"use": Use(None)}, Flag.NEVER_USED),
        (good(user_id=None), {}, Flag.ORPHAN),
        (good(principal_kind="external"), {}, Flag.EXTERNAL),
        (good(), {"is_external": True}, Flag.EXTERNAL),
        (good(), {"is_leaver": True}, Flag.LEAVER),
        (good(), {"is_shared": True}, Flag.SHARED_ACCOUNT),
        (good(), {"in_conflict": True}, Flag.CONFLICT),
        (good(), {"is_outside_purpose": True}, Flag.OUTSIDE_PURPOSE),
        (good(), {"more_than_peers": True}, Flag.MORE_THAN_PEERS),
    ],
)
def test_each_flag_is_raised_by_what_it_is_about(
    access: Access, known: dict[str, Any], flag: Flag
) -> None:
    assert flags_of(access, around(**known)) == (flag,)


@pytest.mark.parametrize(
    ("access", "flagged"), [(ROLE, False), (MEMBER, False), (SHARE, True), (ELSEWHERE, True)]
)
def test_what_lasts_as_long_as_the_work_needs_no_end(access: Access, flagged: bool) -> None:
    assert (Flag.NO_EXPIRY in flags_of(access, around())) is flagged


@pytest.mark.parametrize(("days", "dormant"), [(90, False), (91, True)])
def test_dormant_begins_after_ninety_days(days: int, dormant: bool) -> None:
    use = Use(NOW - dt.timedelta(days=days))

    assert (Flag.DORMANT in flags_of(good(), around(use=use))) is dormant


def test_what_was_given_lately_needs_no_use_yet() -> None:
    fresh, old = NOW - dt.timedelta(days=30), NOW - dt.timedelta(days=31)

    assert flags_of(good(granted_at=fresh), around(use=Use(None))) == ()
    assert flags_of(good(granted_at=old), around(use=Use(None))) == (Flag.NEVER_USED,)


def test_an_unknown_use_is_neither_dormant_nor_never() -> None:
    assert flags_of(good(), around(use=Use(None, known=False))) == ()


def test_a_grant_by_nobody_known_is_not_self_granted() -> None:
    assert flags_of(good(granted_by=""), around(names=frozenset({"Mallory"}))) == ()


@pytest.mark.parametrize(
    ("held", "above"),
    [
        ({"a": ["read"], "b": ["read", "write"]}, set()),
        ({"a": ["read"], "b": ["read"], "c": ["read", "train"]}, {"c"}),
        ({"a": ["read"], "b": ["read"], "c": ["read", "read"]}, set()),
        ({"a": ["read"], "b": ["read", "write"], "c": ["read", "write"]}, set()),
    ],
)
def test_more_than_the_one_in_the_middle(held: dict[str, list[str]], above: set[str]) -> None:
    assert above_peers(held) == above


def test_every_flag_is_explained() -> None:
    assert set(WORDS) == set(Flag)
    assert all(word and sentence.endswith(".") for word, sentence in WORDS.values())
