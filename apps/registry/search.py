"""What of this app the search page finds: pipelines, datasets and models."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db.models import Case, Q, Value, When

from apps.core.access import Actor
from apps.ui.search import SEARCH_SOURCES, Hit, SearchSource

from .kinds import KINDS
from .models import RegisteredObject
from .objects.selectors import visible
from .sensitivity import marks_of


def find_objects(actor: Actor, kind: str, text: str, limit: int) -> list[Hit]:
    """Objects of a kind whose name, purpose or id holds the text; names first."""
    by_name = Q(name__icontains=text)
    rows = visible(actor, KINDS[kind].model)
    matching = rows.filter(by_name | Q(purpose__icontains=text) | _by_id(text))
    name_first = Case(When(by_name, then=Value(0)), default=Value(1))
    return [_hit(row) for row in matching.order_by(name_first, "name")[:limit]]


def _by_id(text: str) -> Q:
    try:
        return Q(public_id=uuid.UUID(text))
    except ValueError:
        return Q(pk__in=[])


def _hit(row: RegisteredObject) -> Hit:
    return Hit(
        title=row.name,
        url=row.get_absolute_url(),
        note=f"{row.team} · {row.purpose}",
        status=row.status,
        marks=marks_of(row),
    )


def _finding(kind: str) -> Callable[[Actor, str, int], list[Hit]]:
    return lambda actor, text, limit: find_objects(actor, kind, text, limit)


SEARCH_SOURCES.register(*(SearchSource(kind.plural, _finding(key)) for key, kind in KINDS.items()))
