"""What MLSecure itself lets people reach, as values: whose, to what, with which right, given how.

Each app registers the grants it holds. They are read unscoped: whoever shows them asks first what
the reader may see. An own grant opens MLSecure's record of a dataset, not the data.
"""

from __future__ import annotations

import abc
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from django.db import models

from apps.core.access import Actor
from apps.core.errors import DomainError
from apps.core.hooks import Registry
from apps.core.scope import Scope


class Privilege(models.TextChoices):
    """What an entitlement lets somebody do, here or in another system."""

    READ = "read", "Read"
    EXPORT = "export", "Export"
    WRITE = "write", "Write"
    TRAIN = "train", "Train on"
    DECRYPT = "decrypt", "Decrypt"
    DEPLOY = "deploy", "Deploy"
    ADMINISTER = "administer", "Administer"


@dataclass(frozen=True, slots=True)
class OwnEntitlement:
    """One way in that MLSecure holds.

    `ref` is what its source revokes it by. It opens what `object_kind` and `object_pk` name: the
    organization with everything in it (key 0), a team with all that belongs to it, or one pipeline,
    dataset or model. `privilege` is the strongest it gives; `way` completes "reaches it ...".
    """

    source: str
    ref: str
    user_id: int
    object_kind: str
    object_pk: int
    object_label: str
    team_id: int | None
    privilege: Privilege
    way: str
    granted_by: str = ""
    granted_at: dt.datetime | None = None
    why: str = ""
    expires_at: dt.datetime | None = None


class OwnSource(abc.ABC):
    """One kind of grant that MLSecure holds: how it is read and how it ends.

    Ends go through the service of the app that holds the grant, with its rules and its trail.
    """

    key: ClassVar[str]
    title: ClassVar[str]

    @abc.abstractmethod
    def rows(
        self, users: Collection[int] | None = None, scopes: Collection[Scope] | None = None
    ) -> list[OwnEntitlement]:
        """Those that hold now, of active people: of all or of these; to anything, or by which any
        of these is reached, or something in it.

        The number of queries depends on neither.
        """

    @abc.abstractmethod
    def may_revoke(self, actor: Actor, row: OwnEntitlement) -> bool:
        """Whether the actor's roles allow to end it."""

    @abc.abstractmethod
    def revoke(self, actor: Actor, ref: str, reason: str) -> None:
        """End it now; raises `DomainError` where a rule keeps it, such as the last administrator's.

        One that is not there any more raises `NotVisible`.
        """

    def shorten(self, actor: Actor, ref: str, until: dt.date, reason: str) -> None:
        """Let it end after this day, which must be earlier than its end is now."""
        raise DomainError(f"{self.title} have no end. Revoke it, or keep it.", code="no_end")

    def reduce(self, actor: Actor, ref: str, privilege: str, reason: str) -> None:
        """Leave a weaker privilege of it."""
        raise DomainError(f"{self.title} cannot be reduced. Revoke it, or keep it.", code="whole")


OWN_SOURCES = Registry[OwnSource](
    "own entitlements", "Kinds of grants that MLSecure holds itself.", key=lambda source: source.key
)
