"""The reader's own registrations: what is missing, and what each answer would unlock."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from apps.catalogue.content_types import Catalogue, Question
from apps.catalogue.expressions import Evaluator, Outcome
from apps.core.facts import About, FactSpec, plain, specs_about
from apps.registry.facts import derive
from apps.registry.models import (
    Dataset,
    DatasetVersion,
    ModelVersion,
    Pipeline,
    RegisteredObject,
    Stage,
    Status,
    TrainedModel,
)
from apps.ui.statuses import icon_of

from ..reader import Reader

_READ, _SHOWN, _FACTS = 20, 5, 3
_VERSION_WORDS = {
    "pipeline": "No stage is described yet",
    "dataset": "No version is recorded yet",
    "model": "No version is recorded yet",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """An unknown fact: how many questions wait for it, and the laws they serve."""

    key: str
    label: str
    questions: int
    laws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Registration:
    """One object of the reader. `gap` is what the registry itself lacks, or empty."""

    kind: str
    public_id: uuid.UUID
    name: str
    known: int
    total: int
    missing: list[Missing]
    gap: str
    is_mine: bool

    @property
    def questions(self) -> int:
        return sum(gap.questions for gap in self.missing)

    @property
    def icon(self) -> str:
        return icon_of(self.kind)

    @property
    def url_name(self) -> str:
        return f"registry:{self.kind}"

    @property
    def facts_url_name(self) -> str:
        return f"registry:{self.kind}_facts"


@dataclass(frozen=True, slots=True)
class Registrations:
    """The first few, and how many there are in all."""

    lines: list[Registration]
    total: int


def registrations(
    reader: Reader, catalogue: Catalogue | None, laws: Collection[str] = ()
) -> Registrations:
    """What the reader owns, and what nobody owns, in the teams they work in; two queries a kind.

    Those whose answers unlock most come first, of the first few of each kind: one's own by name,
    then what nobody owns. `laws` are the regimes that matter to the reader; none named means all.
    """
    waiting = _Waiting(catalogue, frozenset(laws)) if catalogue else None
    lines, total = [], 0
    for model in (Pipeline, Dataset, TrainedModel):
        theirs = _theirs(reader, model)
        total += theirs.count()
        lines += [_line(reader, waiting, obj, obj.has_version) for obj in _first(theirs)]
    lines.sort(key=lambda line: (not line.is_mine, -line.questions, line.name))
    return Registrations(lines[:_SHOWN], total)


def _theirs(reader: Reader, model: type[RegisteredObject]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(
        Q(owner_id=reader.actor.user_id) | Q(owner=None),
        reader.in_team("team"),
        team_id__in=reader.working_teams,
        status=Status.ACTIVE,
    )
    return rows


def _first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The first few, owned ones first; chosen by key, as whole fact sheets are slow to sort."""
    order = (F("owner_id").asc(nulls_last=True), "name", "pk")
    first = rows.order_by(*order).values("pk")[:_READ]
    chosen = rows.model.objects.filter(pk__in=first).defer("purpose", "description")
    described: QuerySet[Any] = chosen.annotate(has_version=Exists(_versions(rows.model)))
    return described


def _versions(model: type[RegisteredObject]) -> QuerySet[Any]:
    if model is Dataset:
        return DatasetVersion.objects.filter(dataset=OuterRef("pk"))
    if model is TrainedModel:
        return ModelVersion.objects.filter(model=OuterRef("pk"))
    return Stage.objects.filter(pipeline=OuterRef("pk"))


@cache
def _specs(about: About) -> list[FactSpec]:
    """The facts people state; every app has registered its own long before a page is asked for."""
    return specs_about(about, derived=False)


def _line(
    reader: Reader, waiting: _Waiting | None, obj: RegisteredObject, has_version: bool
) -> Registration:
    about, facts = About(obj.kind), plain(obj.facts)
    is_owned = obj.owner_id is not None
    if isinstance(obj, Dataset | TrainedModel):
        facts |= derive.with_sources(obj.kind, facts, obj.inherited)
    specs = _specs(about)
    unknown = [spec for spec in specs if spec.key not in facts]
    return Registration(
        kind=obj.kind,
        public_id=obj.public_id,
        name=obj.name,
        known=len(specs) - len(unknown),
        total=len(specs),
        missing=waiting.missing(unknown, facts) if waiting else [],
        gap="" if has_version else _VERSION_WORDS[obj.kind],
        is_mine=is_owned and obj.owner_id == reader.actor.user_id,
    )


class _Waiting:
    """The questions of a catalogue that wait for facts, under some laws (none named: all).

    What does not depend on the object is worked out once: who reads a fact, and the laws' names.
    """

    def __init__(self, catalogue: Catalogue, laws: frozenset[str]) -> None:
        self._catalogue, self._laws = catalogue, laws
        self._readers = cache(self._read_by)
        self._names = cache(self._names_of)

    def missing(self, unknown: list[FactSpec], facts: Mapping[str, Any]) -> list[Missing]:
        """The unknown facts that most questions wait for; a question that the known facts rule
        out waits for nothing."""
        evaluator = Evaluator(facts)
        ruled_out: dict[str, bool] = {}

        def waits(question: Question) -> bool:
            if question.key not in ruled_out:
                ruled_out[question.key] = _is_ruled_out(question, evaluator)
            return not ruled_out[question.key]

        waited_for = []
        for spec in unknown:
            readers = [reader for reader in self._readers(spec.key) if waits(reader)]
            if readers:
                waited_for.append((spec, readers))
        waited_for.sort(key=lambda pair: -len(pair[1]))
        return [self._described(spec, readers) for spec, readers in waited_for[:_FACTS]]

    def _described(self, spec: FactSpec, readers: list[Question]) -> Missing:
        laws = dict.fromkeys(short for reader in readers for short in self._names(reader.key))
        return Missing(spec.key, spec.label, len(readers), tuple(laws))

    def _read_by(self, key: str) -> list[Question]:
        readers = self._catalogue.readers.get(key, ())
        return [
            reader
            for reader in readers
            if not self._laws or self._laws.intersection(reader.regimes)
        ]

    def _names_of(self, key: str) -> list[str]:
        regimes = self._catalogue.questions[key].regimes
        wanted = [regime for regime in regimes if not self._laws or regime in self._laws]
        return [self._catalogue.regimes[regime].short for regime in wanted]


def _is_ruled_out(question: Question, evaluator: Evaluator) -> bool:
    when = question.when
    return when is not None and evaluator.decide(when) is Outcome.FALSE
