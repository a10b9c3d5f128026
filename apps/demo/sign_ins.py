"""The demo's one password: made separately for each installation, so that no two share it.

It is kept readable beside the installation's keys, because the start of the program shows it; it
opens nothing but the demo.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings

from .organisation import PEOPLE

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_GROUPS, _SIZE = 4, 5


def _file() -> Path:
    return Path(settings.KEYS_DIR) / "demo-password"


def new_password() -> str:
    """Four groups of letters that are easy to read and to copy: about 90 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_SIZE)) for _ in range(_GROUPS))
    return "-".join(groups)


def keep_password(password: str) -> None:
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(password)


def kept_password() -> str:
    """The password of the demo that is here, or nothing when it was lost."""
    path = _file()
    return path.read_text().strip() if path.is_file() else ""


def forget_password() -> None:
    _file().unlink(missing_ok=True)


def sign_in_lines() -> list[str]:
    """`e-mail  password  who`, one line a person, in columns."""
    password = kept_password() or "(set by you)"
    width = max(len(person.email) for person in PEOPLE)
    return [
        f"{person.email:<{width}}  {password}  {_who(person.name, person.who)}" for person in PEOPLE
    ]


def _who(name: str, who: str) -> str:
    """The main persons have first names; the others are called by what they do."""
    return f"{who[0].upper()}{who[1:]}" if " " in name else f"{name}, {who}"
