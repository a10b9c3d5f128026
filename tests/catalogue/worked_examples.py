"""Worked examples: a registration, what people answer, and what a lawyer expects, as YAML.

The facts go through the registry's own derivation, so an example proves the whole way from what is
typed to the verdict. `answers` names what people say where the facts are silent: `default` is the
option of that place (`best` or `worst`, of those that no fact rules out), `exceptions` are keyed by
question, or by question and subject as `question@subject`, and are an option, `dont_know` or
`not_applicable`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from apps.assessments.engine.binding import facts_used
from apps.assessments.engine.questionnaire import (
    Asked,
    Given,
    Questionnaire,
    Reply,
    Subject,
    questionnaire,
)
from apps.catalogue.content_types import Catalogue
from apps.catalogue.content_types import Subject as Kind
from apps.registry.facts import derive

EXAMPLES = Path(__file__).parent / "examples"
NAMES = tuple(sorted(path.stem for path in EXAMPLES.glob("*.yaml")))

_SILENT = {"dont_know": Reply.DONT_KNOW, "not_applicable": Reply.NOT_APPLICABLE}


@dataclass(frozen=True)
class Example:
    """One example as read; `expected` and `answers` are the author's, the rest is registered."""

    written: Mapping[str, Any]

    @property
    def regimes(self) -> tuple[str, ...]:
        return tuple(self.written["regimes"])

    @property
    def today(self) -> dt.date:
        day: dt.date = self.written["today"]
        return day

    @property
    def expected(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.written["expected"]
        return found

    def stated(self) -> dict[str, Any]:
        """Every fact that somebody typed, in all objects together."""
        parts = [self.written["organization"], self.written["pipeline"]["facts"]]
        for kind in ("stages", "datasets", "models"):
            entries = self.written[kind]
            rows = entries.values() if isinstance(entries, dict) else entries
            parts += [row["facts"] for row in rows]
        return {key: value for part in parts for key, value in part.items()}

    def subjects(self) -> list[Subject]:
        """The objects with every fact their questions see, as the registry would give them."""
        outer = self.written["organization"]
        datasets = {
            name: derive.dataset_facts(entry["facts"], derive.DatasetRecord(**entry["record"]))
            for name, entry in self.written["datasets"].items()
        }
        models = {
            name: derive.model_facts(entry["facts"], derive.ModelRecord(**entry["record"]))
            for name, entry in self.written["models"].items()
        }
        pipeline = derive.pipeline_facts(
            self.written["pipeline"]["facts"],
            self.written["pipeline"]["owner"],
            [derive.StageFacts(stage["kind"], stage["facts"]) for stage in self.written["stages"]],
            list(datasets.values()),
            list(models.values()),
        )
        inner = {**outer, **pipeline}
        return [
            Subject(Kind.ORGANIZATION, "organization", "organization", outer),
            Subject(Kind.PIPELINE, "pipeline", "pipeline", inner),
            *(Subject(Kind.DATASET, k, k, {**inner, **own}) for k, own in datasets.items()),
            *(Subject(Kind.MODEL, k, k, {**inner, **own}) for k, own in models.items()),
        ]

    def asked(self, catalogue: Catalogue) -> Questionnaire:
        """What is asked before anybody answers."""
        return self._questionnaire(catalogue, {})

    def answered(self, catalogue: Catalogue) -> Questionnaire:
        """The same with everything answered as written."""
        given = {
            item.id: self._given(item)
            for item in self.asked(catalogue).items
            if not item.worked_out
        }
        return self._questionnaire(catalogue, given)

    def _questionnaire(
        self, catalogue: Catalogue, answers: Mapping[tuple[str, str], Given]
    ) -> Questionnaire:
        return questionnaire(
            catalogue=catalogue,
            regimes=self.regimes,
            subjects=self.subjects(),
            answers=answers,
            today=self.today,
        )

    def _given(self, item: Asked) -> Given:
        answers = self.written["answers"]
        question, subject = item.id
        said = answers["exceptions"].get(f"{question}@{subject}") or answers["exceptions"].get(
            question
        )
        said = said["say"] if said else answers["default"]
        used = facts_used(item.question, item.subject.facts)
        if said in _SILENT:
            return Given(_SILENT[said], justification="As written.", facts_used=used)
        options = [o for o in item.question.options if o.key not in item.struck_out]
        place = {"best": options[0].key, "worst": options[-1].key}
        return Given(Reply.ANSWERED, option=place.get(said, said), facts_used=used)


def read_example(name: str) -> Example:
    return Example(yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")))
