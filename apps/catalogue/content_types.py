"""The catalogue as frozen dataclasses: what a loaded version means, without a database.

Built once from a version's document by `build.build_catalogue` and shared by everyone who reads
that version, so nothing here may be changed after it is made.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from .expressions import Expression

# Where a control stands in the life of a system: the organisation itself, then the stages in order.
LIFECYCLE = (
    "governance",
    "collection",
    "labelling",
    "storage",
    "preprocessing",
    "training",
    "evaluation",
    "deployment",
    "inference",
    "monitoring",
    "retirement",
)


class ProvisionStatus(enum.StrEnum):
    IN_FORCE = "in_force"
    APPLIES_FROM = "applies_from"
    PROPOSED = "proposed"


class Verified(enum.StrEnum):
    """How the text behind a provision was checked.

    `OFFICIAL`: the paragraph itself was read, at its publisher or in a complete copy of it.
    `SECONDARY`: somebody's account of it, or an abridged copy. `UNVERIFIED`: neither.
    """

    OFFICIAL = "official"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class Subject(enum.StrEnum):
    """What a question is asked about."""

    ORGANIZATION = "organization"
    PIPELINE = "pipeline"
    DATASET = "dataset"
    MODEL = "model"


SEES: Mapping[Subject, tuple[str, ...]] = {
    Subject.ORGANIZATION: ("org_",),
    Subject.PIPELINE: ("org_", "pipeline_", "data_", "models_"),
    Subject.DATASET: ("org_", "pipeline_", "data_", "models_", "dataset_"),
    Subject.MODEL: ("org_", "pipeline_", "data_", "models_", "model_"),
}
"""The prefixes of the facts that a question about each kind of object can read."""


@dataclass(frozen=True, slots=True)
class Regime:
    key: str
    title: str
    short: str
    jurisdiction: str
    text: str
    text_version: dt.date
    source: str
    summary: str
    applies_when: Expression | None


@dataclass(frozen=True, slots=True)
class Provision:
    """A citable piece of a regime. `article` groups provisions for reading in order."""

    key: str
    regime: str
    citation: str
    article: str
    title: str
    summary: str
    status: ProvisionStatus
    applies_from: dt.date | None
    text_version: dt.date
    source: str
    verified: Verified
    specification: str
    needs_question: bool

    def in_force(self, today: dt.date) -> bool:
        """Whether it binds on that day; a proposal never does."""
        if self.status is ProvisionStatus.PROPOSED:
            return False
        return self.applies_from is None or self.applies_from <= today


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    order: int
    summary: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What one regime says where the regimes of a control disagree."""

    regime: str
    says: str


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str
    points: float


@dataclass(frozen=True, slots=True)
class Rule:
    """Facts that answer a question by themselves: when the expression holds, choose the option."""

    when: Expression
    choose: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank.

    `provisions` are the ones its answer serves and `regimes` those that have at least one of
    them, proposals left out. `reads` are all facts it looks at: those of the condition, of the
    rules, and `binds`. `bound` are those whose change reopens an answer; a dataset or a model
    may serve many pipelines, so facts of the pipeline bind its answers only when `binds` says
    so. `decisive` facts bear on the answer itself and not only on whether to ask.
    """

    key: str
    control: str
    section: str
    about: Subject
    ask: str
    why: str
    help: str
    evidence: str
    effort: int
    gate: bool
    when: Expression | None
    provisions: tuple[str, ...]
    regimes: tuple[str, ...]
    options: tuple[Option, ...]
    rules: tuple[Rule, ...]
    binds: tuple[str, ...]
    reads: tuple[str, ...]
    bound: tuple[str, ...]
    decisive: frozenset[str]

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, slots=True)
class Control:
    """What we expect to be in place. `criticality` 1..5 is its weight; 5 is critical."""

    key: str
    section: str
    title: str
    objective: str
    lifecycle: str
    criticality: int
    criticality_reason: str
    provisions: tuple[str, ...]
    regimes: tuple[str, ...]
    frameworks: Mapping[str, tuple[str, ...]]
    differences: tuple[Difference, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A statutory clock: `length` and `extension` are ISO 8601 durations counted from `starts`.

    `counts` says in which days: "calendar_days" or "business_days".
    """

    key: str
    duty: str
    regime: str
    length: str
    counts: str
    starts: str
    extension: str
    extension_when: str
    citation: str
    provision: str


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """One version of the catalogue, in reading order, with its indexes.

    `readers` maps a fact key to the questions that read it, `position` gives each control its
    place in reading order.
    """

    digest: str
    regimes: Mapping[str, Regime]
    provisions: Mapping[str, Provision]
    sections: Mapping[str, Section]
    controls: Mapping[str, Control]
    questions: Mapping[str, Question]
    time_limits: Mapping[str, TimeLimit]
    provisions_of: Mapping[str, tuple[Provision, ...]]
    controls_of: Mapping[str, tuple[Control, ...]]
    questions_of: Mapping[str, tuple[Question, ...]]
    readers: Mapping[str, tuple[Question, ...]]
    position: Mapping[str, int]

    def citations(self, question: Question) -> tuple[str, ...]:
        """The citations a question serves, in the order the content gives them."""
        return tuple(self.provisions[key].citation for key in question.provisions)
