"""What can be done to a review as a whole: the words of each page, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..models import Campaign, UndecidedRule
from .selectors import Consequences


@dataclass(frozen=True, slots=True)
class Change:
    """One page that changes a review: its title, what follows, its button, what is said after."""

    title: str
    button: str
    done: str
    about: str = ""
    follows: Sequence[str] = field(default_factory=tuple)
    is_grave: bool = False


EXTEND = Change(
    "Give more time",
    "Give more time",
    "There is more time now.",
    "Reminders and escalation follow the new day. A review is extended once.",
)
CANCEL = Change(
    "Give up",
    "Give up this review",
    "The review is given up.",
    "What was decided stays as history and changes nothing.",
    is_grave=True,
)
LET_PASS = Change(
    "Let it end without a source",
    "Let it end without this source",
    "The review may end without it.",
    "What this source holds was not reviewed, and the certificate says so with your reason.",
)
SIGN_OFF = Change(
    "Sign off",
    "Sign off this review",
    "The review is signed off.",
    "You say that it was carried out as it should, having decided nothing in it.",
)
_STAYS = "{count} on which nobody decided stay, recorded as not decided, with a finding"
_UNDECIDED = {
    UndecidedRule.REVOKE: "Of these, {count} are revoked because nobody decided on them",
    UndecidedRule.KEEP: _STAYS,
    UndecidedRule.EXTEND: f"{_STAYS}: the review had its one extension",
}


def closing(campaign: Campaign, effect: Consequences) -> Change:
    """The close names what it does: "Close and revoke 14 access rights"."""
    if effect.extends:
        return Change(
            "Close",
            "Give one more week",
            "Something is not decided, so there is one more week.",
            f"{_rights(effect.undecided)} are not decided. By the rule of this review reviewers "
            "get one more week, once; then it can be closed.",
        )
    follows = []
    if effect.revoked:
        follows.append(f"{_rights(effect.revoked)} will be revoked")
    if effect.changed:
        follows.append(f"{_rights(effect.changed)} will be reduced or get another end")
    if effect.undecided:
        words = _UNDECIDED[UndecidedRule(campaign.undecided_rule)]
        follows.append(words.format(count=_rights(effect.undecided)))
    return Change(
        "Close",
        _close_words(effect),
        "The review is closed. Somebody who decided nothing in it signs it off.",
        "Grants that MLSecure holds end in this moment; those of other systems become actions "
        "with an owner and a date. Nothing can be decided afterwards.",
        follows or ["Nothing changes: everything is kept"],
        is_grave=effect.taken > 0,
    )


def _close_words(effect: Consequences) -> str:
    if effect.revoked:
        return f"Close and revoke {_rights(effect.revoked)}"
    if effect.changed:
        return f"Close and change {_rights(effect.changed)}"
    return "Close, nothing changes"


def _rights(count: int) -> str:
    return f"{count:,} access right{'' if count == 1 else 's'}"
