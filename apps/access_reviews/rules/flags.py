"""What makes an access stand out whatever its rank; each flag says why in a sentence."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from .access import Access
from .risk import DORMANT, IN_USE, Use


class Flag(enum.StrEnum):
    ORPHAN = "orphan"
    LEAVER = "leaver"
    DORMANT = "dormant"
    NEVER_USED = "never_used"
    EXTERNAL = "external_domain"
    SHARED_ACCOUNT = "shared_account"
    NO_REASON = "no_reason"
    NO_EXPIRY = "no_expiry"
    SELF_GRANTED = "self_granted"
    CONFLICT = "conflicting_duties"
    OUTSIDE_PURPOSE = "outside_purpose"
    MORE_THAN_PEERS = "more_than_peers"


WORDS: Mapping[Flag, tuple[str, str]] = {
    Flag.ORPHAN: ("Orphan", "Nobody here is known to stand behind this account."),
    Flag.LEAVER: ("Leaver", "The person's account here is closed."),
    Flag.DORMANT: ("Dormant", f"Not used for more than {DORMANT.days} days."),
    Flag.NEVER_USED: ("Never used", "Given, and not used once."),
    Flag.EXTERNAL: ("External", "The address is not of this organisation."),
    Flag.SHARED_ACCOUNT: ("Shared account", "Several people sign in with it."),
    Flag.NO_REASON: ("No reason", "Nobody said why it was given."),
    Flag.NO_EXPIRY: ("No end", "It lasts until somebody takes it back."),
    Flag.SELF_GRANTED: ("Self-granted", "Whoever has it gave it to themselves."),
    Flag.CONFLICT: ("Conflicting duties", "Together with another access it unites two duties."),
    Flag.OUTSIDE_PURPOSE: (
        "Other purpose",
        "Its purpose is outside what the data may be used for.",
    ),
    Flag.MORE_THAN_PEERS: ("More than peers", "Others in the same team can do less."),
}

# Told, and nothing that has to be answered for: of old grants most lack both.
MINOR = frozenset({Flag.NO_REASON, Flag.NO_EXPIRY})


def weighty(flags: Collection[str]) -> tuple[str, ...]:
    """Those that have to be looked at: who keeps such an access says why, and no bulk act takes
    it."""
    return tuple(flag for flag in flags if flag not in MINOR)


# Whoever has these has them for as long as they work here: an end would be no safeguard.
_LASTING = {"own:role", "own:membership"}


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around an access, beyond what its source tells.

    `names` are those its principal goes by, to see who gave it to themselves.
    """

    now: dt.datetime
    use: Use
    names: frozenset[str] = frozenset()
    is_leaver: bool = False
    is_external: bool = False
    is_shared: bool = False
    in_conflict: bool = False
    is_outside_purpose: bool = False
    more_than_peers: bool = False


def flags_of(access: Access, around: Around) -> tuple[Flag, ...]:
    """Every flag of an access, in the order of `Flag`."""
    raised = {*_of_principal(access, around), *_of_grant(access, around)}
    return tuple(flag for flag in Flag if flag in raised)


def _of_principal(access: Access, around: Around) -> Iterator[Flag]:
    said = (
        (Flag.ORPHAN, access.user_id is None),
        (Flag.LEAVER, around.is_leaver),
        (Flag.DORMANT, around.use.is_dormant(around.now)),
        (Flag.NEVER_USED, around.use.is_never() and not _is_fresh(access, around.now)),
        (Flag.EXTERNAL, around.is_external or access.principal_kind == "external"),
        (Flag.SHARED_ACCOUNT, around.is_shared),
        (Flag.CONFLICT, around.in_conflict),
        (Flag.MORE_THAN_PEERS, around.more_than_peers),
    )
    return (flag for flag, holds in said if holds)


def _of_grant(access: Access, around: Around) -> Iterator[Flag]:
    said = (
        (Flag.NO_REASON, not access.why.strip()),
        (Flag.NO_EXPIRY, access.expires_at is None and access.source not in _LASTING),
        (Flag.SELF_GRANTED, access.granted_by in around.names),
        (Flag.OUTSIDE_PURPOSE, around.is_outside_purpose),
    )
    return (flag for flag, holds in said if holds)


def _is_fresh(access: Access, now: dt.datetime) -> bool:
    """Given so lately that nobody had to use it yet."""
    return access.granted_at is not None and now - access.granted_at <= IN_USE


def above_peers(held: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Of the people of one team, those who hold more privileges than the one in the middle.

    With fewer than three there are no peers to speak of.
    """
    if len(held) < 3:
        return frozenset()
    middle = median(len(set(privileges)) for privileges in held.values())
    return frozenset(who for who, privileges in held.items() if len(set(privileges)) > middle)
