"""What every write needs: the row held, the row checked, a row made once, text kept plain."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from . import clock
from .access import Actor
from .errors import DomainError, NotVisible, StaleEdit
from .models import VersionedModel

Row = TypeVar("Row", bound=models.Model)

# Marks that turn the direction of what follows them: a title would turn the sentence it stands in.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# Letters and a sign that are drawn as nothing; Unicode counts them among what is seen.
_DRAWN_AS_NOTHING = "\u115f\u1160\u2800\u3164\uffa0"


def locked(
    row: Row,
    expected_version: int | None = None,
    *,
    label: str = "",
    related: Sequence[str] = (),
) -> Row:
    """The row as it is now, held until the transaction ends, with its `related` rows.

    Raises `StaleEdit`, which calls the row `label` or else what it calls itself, when somebody
    saved after the version that the person saw; `NotVisible` when the row is gone.
    """
    rows = type(row)._base_manager.select_for_update(of=("self",))
    if related:
        rows = rows.select_related(*related)
    current = rows.filter(pk=row.pk).first()
    if current is None:
        raise NotVisible
    if expected_version is not None:
        _refuse_second(cast("VersionedModel", current), expected_version, label)
    return current


def _refuse_second(row: VersionedModel, expected_version: int, label: str) -> None:
    if row.lock_version != expected_version:
        raise StaleEdit(label or str(row), row.updated_by)


def next_version(actor: Actor, row: VersionedModel) -> None:
    """Mark the row as changed by this actor, so that whoever saw the version before is second."""
    row.lock_version += 1
    sign(actor, row)


def sign(actor: Actor, row: VersionedModel) -> None:
    """Say on the row who changed it last, or something that belongs to it."""
    row.updated_at, row.updated_by = clock.now(), actor.label[:200]


def validated(row: Row, *, whole: str = "", exclude: Collection[str] = ()) -> Row:
    """The row after Django's full check; its first fault is a `DomainError` at its field.

    `whole` is the field that is named for faults of the row as a whole, such as a name that is
    taken. Left out are fields whose rows were read in this transaction, since asking for them
    again costs a query each.
    """
    with _first_fault(whole):
        row.full_clean(exclude=exclude)
    return row


def validated_fields(row: Row, *, exclude: Collection[str] = ()) -> Row:
    """The same without asking the database whether the row fits the others: no query at all."""
    with _first_fault(""):
        row.clean_fields(exclude=exclude)
    return row


@contextmanager
def _first_fault(whole: str) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        where = whole if field == NON_FIELD_ERRORS else field
        raise DomainError(messages[0], code="invalid", field=where) from None


def once(
    rows: models.QuerySet[Row] | models.Manager[Row],
    public_id: uuid.UUID | None,
    create: Callable[[uuid.UUID], Row],
) -> Row:
    """The one row that a form or call asks for by the id it sent, however often it is sent.

    Found among `rows`, which are those this caller may find, or else made by `create`, which
    saves and records it under the id it is given. Of two that are sent at the same moment one is
    made; what the other wrote is taken back, and it gets the first one's row. An id that belongs
    to a row out of sight raises `NotVisible`.
    """
    if public_id is None:
        return create(uuid.uuid4())
    same = rows.filter(public_id=public_id)
    earlier = same.first()
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            return create(public_id)
    except (DomainError, IntegrityError):
        # The twin of this call may have been first meanwhile: then its id is taken, and its name.
        earlier = same.all().first()
        if earlier is not None:
            return earlier
        if same.model._base_manager.filter(public_id=public_id).exists():
            raise NotVisible from None
        raise


def put_values(row: models.Model, values: Mapping[str, Any]) -> dict[str, list[str | None]]:
    """Set these fields; returns what changed as words before and after, as the trail keeps it."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    return {
        name: [words_or_none(before[name]), words_or_none(value)]
        for name, value in values.items()
        if before[name] != value
    }


def words_or_none(value: Any) -> str | None:
    """A value in the detail of an event."""
    return None if value is None else str(value)


def plain_text(text: str) -> str:
    """Text as it is kept: no blanks around it, one kind of line break, its direction its own.

    A text in which nothing can be seen is no text.
    """
    turned = text.translate(_TURNING).replace("\r\n", "\n").replace("\r", "\n")
    return turned.strip() if any(map(_is_seen, turned)) else ""


def _is_seen(char: str) -> bool:
    return unicodedata.category(char)[0] not in "CZ" and char not in _DRAWN_AS_NOTHING


def limited_text(text: str, field: str, limit: int) -> str:
    """The same for a text that has a longest length.

    Raises `DomainError` for the field when it is longer than `limit` characters or holds control
    characters.
    """
    plain = plain_text(text)
    if len(plain) > limit:
        raise DomainError(
            f"Write at most {limit:,} characters; this has {len(plain):,}.",
            code="too_long",
            field=field,
        )
    if any(ord(char) < 32 and char not in "\n\t" for char in plain) or "\x7f" in plain:
        raise DomainError("Remove the control characters.", code="control_characters", field=field)
    return plain


def required_text(text: str, field: str, limit: int, ask: str) -> str:
    """The same for a text that must be there; `ask` is the sentence shown when it is not."""
    plain = limited_text(text, field, limit)
    if not plain:
        raise DomainError(ask, code="required", field=field)
    return plain
