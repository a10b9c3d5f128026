"""What a list can tell of an access, and by which headers people usually call it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column can hold. `headers` are the names that suggest it."""

    key: str
    label: str
    help: str = ""
    headers: tuple[str, ...] = ()
    required: bool = False


FIELDS = (
    Field(
        "principal",
        "Who has it",
        "An e-mail address or the name of an account",
        ("principal", "user", "username", "email", "account", "grantee", "member", "login"),
        required=True,
    ),
    Field(
        "privilege",
        "What it allows",
        "Read, write, export, train, deploy, administer, decrypt, or words like them",
        ("privilege", "permission", "right", "access", "accesslevel", "action", "level"),
        required=True,
    ),
    Field(
        "object",
        "What it opens",
        "The name of a dataset, model or pipeline",
        ("object", "dataset", "resource", "table", "bucket", "model", "objectname", "asset"),
        required=True,
    ),
    Field(
        "principal_kind",
        "What kind of account",
        "Person, service account, member of a group, external",
        ("principalkind", "principaltype", "usertype", "accounttype", "kind"),
    ),
    Field("group", "Group", "The group that gives it", ("group", "viagroup", "role", "team")),
    Field("object_kind", "Kind of object", "", ("objectkind", "objecttype", "resourcetype")),
    Field("version", "Version of the object", "", ("version", "objectversion")),
    Field("purpose", "Purpose", "", ("purpose", "usage")),
    Field("project", "Project", "", ("project", "costcenter", "costcentre", "study")),
    Field(
        "window_from", "Valid from", "A date", ("validfrom", "windowfrom", "from", "start", "begin")
    ),
    Field("window_to", "Valid to", "A date", ("validto", "windowto", "to")),
    Field("granted_by", "Given by", "", ("grantedby", "grantor", "approvedby", "approver")),
    Field("granted_at", "Given on", "A date", ("grantedat", "grantedon", "granted", "createdat")),
    Field(
        "why", "Why it was given", "", ("why", "reason", "justification", "ticket", "grantreason")
    ),
    Field(
        "last_used", "Last used", "A date", ("lastused", "lastusedat", "lastlogin", "lastaccess")
    ),
    Field("expires_at", "Ends on", "A date", ("expiresat", "expires", "expiry", "enddate", "end")),
)
BY_KEY: Mapping[str, Field] = {field.key: field for field in FIELDS}
REQUIRED = tuple(field.key for field in FIELDS if field.required)


def suggest(header: Sequence[str]) -> dict[str, str]:
    """The columns that look as if they held a field; one column serves one field."""
    plain = {_plain(name): name for name in reversed(header) if _plain(name)}
    found: dict[str, str] = {}
    for field in FIELDS:
        fitting = [plain[name] for name in (_plain(field.key), *field.headers) if name in plain]
        free = [name for name in fitting if name not in found.values()]
        if free:
            found[field.key] = free[0]
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def faults(mapping: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """What keeps a mapping from reading a list with this header, by field."""
    wrong = {
        key: f"The list has no column “{column[:60]}” any more."
        for key, column in mapping.items()
        if column and column not in header
    }
    for key in REQUIRED:
        if not mapping.get(key):
            wrong[key] = f"Choose the column that says: {BY_KEY[key].label.lower()}."
    return wrong
