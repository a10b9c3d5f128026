"""Words that other systems use for what MLSecure calls by a name of its own. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache

from ..rules.privileges import WEIGHTS

# The usual words of databases, clouds, registries of models and file shares. `own` is said by the
# source itself and goes first.
PRIVILEGES: Mapping[str, str] = {
    **{name: name for name in WEIGHTS},
    **dict.fromkeys(("select", "view", "viewer", "list", "get", "reader", "usage", "r"), "read"),
    **dict.fromkeys(("readonly", "consume", "query"), "read"),
    **dict.fromkeys(("download", "copy", "unload", "share"), "export"),
    **dict.fromkeys(("insert", "update", "delete", "truncate", "edit", "editor", "rw"), "write"),
    **dict.fromkeys(("writer", "modify", "contribute", "contributor", "readwrite", "put"), "write"),
    **dict.fromkeys(("trainon", "fit", "finetune", "training"), "train"),
    **dict.fromkeys(("release", "promote", "publish", "invoke"), "deploy"),
    **dict.fromkeys(("owner", "admin", "all", "allprivileges", "fullcontrol", "own"), "administer"),
    **dict.fromkeys(("administrator", "superuser", "manage", "grant", "control"), "administer"),
    **dict.fromkeys(("unmask", "reveal"), "decrypt"),
}

PRINCIPAL_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("person", "user", "human", "employee", "staff"), "person"),
    **dict.fromkeys(
        ("service", "serviceaccount", "robot", "bot", "machine", "technical"), "service"
    ),
    **dict.fromkeys(("member", "groupmember", "group"), "member"),
    **dict.fromkeys(("external", "guest", "partner", "contractor", "vendor"), "external"),
}

OBJECT_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("dataset", "table", "bucket", "file", "view", "data"), "dataset"),
    **dict.fromkeys(("model", "endpoint", "trainedmodel"), "model"),
    **dict.fromkeys(("pipeline", "job", "workflow"), "pipeline"),
}

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ].*)?")
_FORMATS = ("%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%Y/%m/%d", "%Y%m%d", "%d-%b-%Y")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NEVER = {"never", "none", "null", "n/a", "na", "-", "–", "unknown", "infinity", "no"}
EARLIEST, LATEST = 1970, 2199


def plain(word: str) -> str:
    """A word without case, blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", word.casefold())


def privilege_of(word: str, own: Mapping[str, str]) -> str | None:
    """Our privilege for a word of a source; None when nobody said what it means."""
    key = plain(word)
    return own.get(key) or PRIVILEGES.get(key)


@lru_cache(maxsize=4096)
def moment_of(cell: str) -> dt.datetime | None:
    """A date or moment, in UTC where it names no zone; None for a cell that says there is none.

    Raises `ValueError` for everything that is no date, and for one that can be read in two ways.
    """
    text = cell.strip()
    if not text or text.casefold() in _NEVER:
        return None
    moment = _parsed(text)
    if not EARLIEST <= moment.year <= LATEST:
        raise ValueError(f"It lies outside {EARLIEST} to {LATEST}.")
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _parsed(text: str) -> dt.datetime:
    if _ISO.fullmatch(text):
        return dt.datetime.fromisoformat(text)
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        return _slashed(*map(int, slashed.groups()))
    for form in _FORMATS:
        try:
            return dt.datetime.strptime(text, form)  # noqa: DTZ007 - the caller gives it a zone
        except ValueError:
            continue
    raise ValueError("It is not a date.")


def _slashed(first: int, second: int, year: int) -> dt.datetime:
    """3/14/2026 and 14/3/2026 are one day; 3/4/2026 is two, so it is none."""
    if first <= 12 and second <= 12 and first != second:
        raise ValueError("It can be read as two days.")
    day, month = (first, second) if first > 12 else (second, first)
    return dt.datetime(year, month, day)  # noqa: DTZ001 - the caller gives it a zone
