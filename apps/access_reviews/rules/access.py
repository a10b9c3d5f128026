"""One way in, as reviews see it: whose, to what, with which right, from where. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OWN = "own"
"""The source of every grant that MLSecure itself holds."""


@dataclass(frozen=True, slots=True)
class Access:
    """Principal x object x privilege, with what its source says of it.

    `source` is `own:<kind of grant>` or the public id of a source; `ref` is what revoking takes.
    `object_kind` is organization, team, pipeline, dataset, model, or empty for an object that is
    not registered; `object_pk` its key, 0 where there is none. `way` completes "reaches it ...".
    """

    source: str
    ref: str
    principal: str
    principal_kind: str
    user_id: int | None
    object_kind: str
    object_pk: int
    object_label: str
    team_id: int | None
    privilege: str
    way: str
    via_group: str = ""
    version: str = ""
    purpose: str = ""
    project: str = ""
    granted_by: str = ""
    granted_at: dt.datetime | None = None
    why: str = ""
    last_used_at: dt.datetime | None = None
    expires_at: dt.datetime | None = None

    @property
    def is_own(self) -> bool:
        return self.source.startswith(f"{OWN}:")

    @property
    def key(self) -> str:
        """What makes it the same one in the next list, whatever is said of it."""
        parts = (
            self.source,
            self.principal,
            self.via_group,
            self.object_kind,
            str(self.object_pk or self.object_label),
            self.version,
            self.privilege,
            self.purpose,
            self.project,
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    def said(self) -> dict[str, str]:
        """What was granted, without what changes by itself, such as the last use.

        Two lists hold the same of an access while this is the same under one key.
        """
        return said(self.granted_by, self.granted_at, self.why, self.expires_at)

    def facts(self) -> Mapping[str, Any]:
        """What reviewers are shown beside the sentence; empty ones are left out."""
        every = {
            "way": self.way,
            "group": self.via_group,
            "version": self.version,
            "purpose": self.purpose,
            "project": self.project,
            "granted_by": self.granted_by,
            "granted_at": _words(self.granted_at),
            "why": self.why,
            "last_used": _words(self.last_used_at),
            "ends": _words(self.expires_at),
        }
        return {name: value for name, value in every.items() if value}


def said(by: str, at: dt.datetime | None, why: str, ends: dt.datetime | None) -> dict[str, str]:
    """What was granted, as it is compared from list to list."""
    return {"by": by, "at": _words(at), "why": why, "ends": _words(ends)}


def _words(moment: dt.datetime | None) -> str:
    return moment.isoformat() if moment else ""
