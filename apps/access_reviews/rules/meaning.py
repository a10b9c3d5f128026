"""What an access means, as the end of a sentence that begins with whose it is.

An own grant opens what MLSecure keeps about a dataset; a grant in another system opens the data. A
reader who decides must be able to tell the two apart.
"""

from __future__ import annotations

from collections.abc import Collection

from .access import Access
from .risk import sensitivity

_OWN = {
    "read": "can see",
    "write": "can see and change",
    "administer": "can see, change, share and retire",
}
_ELSEWHERE = {
    "read": "can read",
    "export": "can take copies of",
    "write": "can change",
    "train": "can train models on",
    "decrypt": "can decrypt",
    "deploy": "can deploy",
    "administer": "can administer",
}


def may(access: Access) -> str:
    """What may be done, without to what: as in "can see and change"."""
    return (_OWN if access.is_own else _ELSEWHERE)[access.privilege]


def meaning(access: Access, marks: Collection[str], records: int = 1) -> str:
    """As in "can train models on Patient readmissions v7, which holds personal data".

    `records` is how many registered objects a role in a team, or across the organisation, opens; 0
    is not said across the organisation.
    """
    if access.is_own:
        return f"{may(access)} {_record(access, records)}{_about(marks, records)}"
    return f"{may(access)} {_named(access)}{_holding(access, marks)}"


def _record(access: Access, records: int) -> str:
    if access.object_kind == "organization":
        return f"everything that MLSecure keeps{f' ({_count(records)})' if records else ''}"
    if access.object_kind == "team":
        return f"what MLSecure keeps of {access.object_label} ({_count(records)})"
    return f"MLSecure's record of {access.object_label}"


def _count(records: int) -> str:
    return "1 record" if records == 1 else f"{records:,} records"


def _about(marks: Collection[str], records: int) -> str:
    """What the recorded data holds: the record itself holds none of it."""
    if records == 0 or not marks:
        return ""
    held = sensitivity(marks)
    if held.value == 1:
        return ", on data without anything personal"
    if "unknown" in marks:
        return ", on data that is not known to be free of personal data"
    return f", on {held.words}"


def _named(access: Access) -> str:
    name = access.object_label or "an object that is not named"
    return f"{name} {access.version}" if access.version else name


def _holding(access: Access, marks: Collection[str]) -> str:
    if not access.object_pk:
        return ", which is not registered here"
    if not marks or "unknown" in marks:
        return ", which is not known to be free of personal data"
    return f", which holds {sensitivity(marks).words}"
