"""What the architecture tests need of this app."""

from __future__ import annotations

from apps.notifications.kinds import Kind
from apps.notifications.models import Notification
from apps.notifications.services.telling import notify
from tests.architecture.samples import Samples, Values
from tests.cast import Cast

KIND = Kind("tests.sample", "A sample", "off")


def tell(cast: Cast, words: str) -> Notification:
    """Olga tells Sam, whose notifications nobody else reads."""
    told = notify(
        actor=cast.actor(cast.olga), person=cast.sam, kind=KIND, words=words, url="/teams/"
    )
    assert told is not None
    return told


def make(cast: Cast, made: Values) -> Values:
    return {"notification_id": tell(cast, "A sample").public_id}


def lengthen(cast: Cast, number: int) -> None:
    notify(
        actor=cast.actor(cast.olga),
        person=cast.cora,
        kind=KIND,
        words=f"Sample {number}",
        url="/teams/",
    )


SAMPLES = Samples(make=make, lists=frozenset({"notifications:list"}), lengthen=lengthen)
