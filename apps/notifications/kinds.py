"""What people are told about, declared by the app where it happens.

An app's notifications.py holds
`ASSIGNED = Kind("assessments.assigned", "A section is assigned to me", mail="now")` and registers
it in `KINDS`; every kind is shown under the bell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from apps.core.hooks import Registry

Mail = Literal["now", "digest", "off"]
MAIL_WORDS: dict[Mail, str] = {"now": "At once", "digest": "In the daily digest", "off": "Not"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of news: `label` as its reader would say it, `mail` unless they chose otherwise."""

    key: str
    label: str
    mail: Mail = "digest"


KINDS = Registry[Kind](
    "notification kinds", "What people are told about.", key=lambda kind: kind.key
)
