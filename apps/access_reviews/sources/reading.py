"""What a source tells now: the rows of its file, or of the system it connects to."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from apps.accounts.models import User
from apps.core import vault
from apps.core.encryption import DamagedFile
from apps.core.errors import DomainError
from apps.registry.models import Dataset, Pipeline, TrainedModel

from ..models import Load, Source, SourceKind
from . import table
from .aws import read_aws
from .entries import Cells, Known, Problem, cells_of, columns_of
from .fields import faults
from .matching import Matching, Names, ObjectName
from .postgresql import read_postgresql


@dataclass(frozen=True, slots=True)
class Told:
    """Numbered rows by field, which can be read once, and what was assumed or not looked at."""

    rows: Iterable[tuple[int, Cells | Problem]]
    notes: tuple[str, ...] = ()


Connector = Callable[[Source], tuple[Iterable[tuple[int, Cells | Problem]], tuple[str, ...]]]

CONNECTORS: dict[str, Connector] = {
    SourceKind.POSTGRESQL.value: read_postgresql,
    SourceKind.AWS.value: read_aws,
}
"""How systems are read, by the kind of source: rows by field, and what was not looked at."""


def read_load(job: Load) -> Told:
    """The rows of a load. Raises `DomainError` where there are none to be had."""
    source = job.source
    if source.kind != SourceKind.FILE:
        return Told(*CONNECTORS[source.kind](source))
    listed = open_table(job.stored_as)
    wrong = faults(source.mapping, listed.header)
    if wrong:
        raise DomainError(f"The columns do not fit. {next(iter(wrong.values()))}", code="mapping")
    columns = columns_of(listed.header, source.mapping)
    return Told(cells_of(listed.rows, columns, len(listed.header)), listed.notes)


def open_table(stored_as: str) -> table.Table:
    """The list in a file of the vault. Raises `DomainError` where it cannot be read."""
    try:
        raw = b"".join(vault.read(stored_as))
    except (DamagedFile, FileNotFoundError):
        raise DomainError(
            "The file is damaged or gone. Choose it again.", code="file_damaged", field="file"
        ) from None
    return table.read_table(io.BytesIO(raw))


def known_of(source: Source) -> Known:
    """What the rows of this source are read against; four queries."""
    said = source.settings
    aliases = {name.casefold(): ours for name, ours in said.get("objects", {}).items()}
    return Known(
        source=str(source.public_id),
        people=dict(User.objects.values_list("email", "pk")),
        names=Names(_registered(), aliases),
        matching=Matching.from_json(source.matching),
        words=said.get("privileges", {}),
    )


def _registered() -> Mapping[str, list[ObjectName]]:
    """Every registered object by its lower-case name."""
    found: dict[str, list[ObjectName]] = defaultdict(list)
    kinds = (("dataset", Dataset), ("model", TrainedModel), ("pipeline", Pipeline))
    for kind, model in kinds:
        for pk, name in model.objects.order_by("pk").values_list("pk", "name"):
            found[name.casefold()].append((kind, pk))
    return found
