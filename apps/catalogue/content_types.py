"""The catalogue as frozen dataclasses: what a loaded version means, without a database.

Built once from a version's document by `build.build_catalogue` and shared by everyone who reads
that version, so nothing here may be changed after it is made.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

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


class ProvisionKind(enum.StrEnum):
    """What a provision does. Only some kinds can be met or not met: see `HAS_VERDICT`."""

    DUTY = "duty"
    RIGHT = "right"
    DEFINITION = "definition"
    SCOPE = "scope"
    ALTERNATIVE = "alternative"
    EXEMPTION = "exemption"
    SANCTION = "sanction"
    DATE = "date"


HAS_VERDICT = frozenset({ProvisionKind.DUTY, ProvisionKind.RIGHT})
"""The kinds that are judged wherever the regime applies."""
JUDGED_IF_RELIED_ON = frozenset({ProvisionKind.ALTERNATIVE, ProvisionKind.EXEMPTION})
"""The kinds of which the one that is relied on is judged, and the others are not."""
MUST_ASK = HAS_VERDICT | {ProvisionKind.ALTERNATIVE}


class Verified(enum.StrEnum):
    """How the text behind a provision was checked.

    `OFFICIAL`: the paragraph itself was read, at its publisher or in a complete copy of it.
    `QUOTATION`: it was found word for word in two places that do not depend on each other.
    `SECONDARY`: somebody's account of it, or an abridged copy. `UNVERIFIED`: neither.
    """

    OFFICIAL = "official"
    QUOTATION = "quotation"
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
    """A law, or our baseline. `additional` ones are there to be chosen and never suggested."""

    key: str
    title: str
    short: str
    jurisdiction: str
    text: str
    text_version: dt.date
    source: str
    summary: str
    applies_when: Expression | None
    additional: bool


@dataclass(frozen=True, slots=True)
class Provision:
    """A citable piece of a regime. `article` groups provisions for reading in order.

    `elements` are the things its text asks for, by a word of their own; empty where it asks one.
    With `void_unless_whole` the law takes some of them for none. `applies_when` says when it
    binds, beside the regime's own condition; `relied_on` when an alternative or exemption of
    `group` is the one in use. `unasked` is why no question serves it, one of `UNASKED`, and `see`
    the provisions that reason refers to.
    """

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
    kind: ProvisionKind
    group: str
    relied_on: Expression | None
    applies_when: Expression | None
    elements: Mapping[str, str]
    void_unless_whole: bool
    unasked: str
    see: tuple[str, ...]

    @property
    def must_ask(self) -> bool:
        """Whether a question of the bank has to serve it."""
        proposed = self.status is ProvisionStatus.PROPOSED
        return self.kind in MUST_ASK and not self.unasked and not proposed

    @property
    def assertions(self) -> tuple[str, ...]:
        """What an option can say of it: each element as `key#element`, or the whole by its key."""
        return tuple(f"{self.key}#{element}" for element in self.elements) or (self.key,)

    def in_force(self, today: dt.date) -> bool:
        """Whether it binds on that day; a proposal never does."""
        if self.status is ProvisionStatus.PROPOSED:
            return False
        return self.applies_from is None or self.applies_from <= today


UNASKED: Mapping[str, str] = {
    "binds_others": "It binds authorities, courts or others, not the organisation.",
    "no_ml_data": "It has no bearing on data or models.",
    "repeats": "It says what another provision says.",
    "follows": "It is fulfilled whenever others are.",
    "unstated": "Its version of the catalogue gives no reason.",
}
"""Why a duty or right is served by no question. The last stands in versions before the second."""


class Answerer(enum.StrEnum):
    """Who knows the answer, so who is asked first."""

    SCIENTIST = "scientist"
    LEAD = "lead"
    OFFICER = "officer"
    SECURITY = "security"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Section:
    """`answerer` is who knows most of it; empty in versions that do not say."""

    key: str
    title: str
    order: int
    summary: str
    answerer: Answerer | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What one regime says where the regimes disagree, with the places that say it."""

    regime: str
    says: str
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A point on which the laws differ, told once and shown by each control that turns on it.

    Without key and title in versions of the catalogue that told it anew in each control.
    """

    key: str
    title: str
    says: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """`asserts` is what the answer says is in place: provisions by key, or `key#element`."""

    key: str
    label: str
    points: float
    asserts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What facts say about a question when the expression holds: they choose an option, or, where
    `choose` is empty, rule some out and leave the question open.

    `covers` names for each thing the chosen option asserts the facts that say it.
    """

    when: Expression
    choose: str
    covers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    rules_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A case in which a question can be claimed not to apply."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank.

    `provisions` are the ones its answer serves and `regimes` those that have at least one of
    them, proposals left out. `reads` are all facts it looks at: those of the condition, of the
    rules, and `binds`. `bound` are those whose change reopens an answer; a dataset or a model
    may serve many pipelines, so facts of the pipeline bind its answers only when `binds` says
    so. `decisive` facts bear on the answer itself and not only on whether to ask.

    `cases` are the only ones in which it can be claimed not to apply; None in versions of the
    catalogue that name none and took any reason. `renamed_from` are keys it had before. `wording`
    is the digest of `wording.wording_of`: an answer given to other words is given again.
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
    cases: tuple[Case, ...] | None
    answerer: Answerer | None
    renamed_from: tuple[str, ...]
    wording: str

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
    disagreements: tuple[Disagreement, ...]
    questions: tuple[Question, ...]


class LimitKind(enum.StrEnum):
    """How the law sets a time limit: by its length, by a day, or by words without a number."""

    DURATION = "duration"
    DATE = "date"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A statutory clock.

    A duration has `length` and `extension`, ISO 8601 durations counted from `starts`, and `counts`
    says in which days: "calendar_days" or "business_days". A date has the day it falls due in
    `on`, and in `who` whom it concerns. A standard has its words in `standard` ("without undue
    delay"), counted from `starts`.
    """

    key: str
    duty: str
    regime: str
    kind: LimitKind
    on: dt.date | None
    who: str
    standard: str
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
    disagreements: Mapping[str, Disagreement]
    provisions_of: Mapping[str, tuple[Provision, ...]]
    controls_of: Mapping[str, tuple[Control, ...]]
    questions_of: Mapping[str, tuple[Question, ...]]
    readers: Mapping[str, tuple[Question, ...]]
    position: Mapping[str, int]

    def citations(self, question: Question) -> tuple[str, ...]:
        """The citations a question serves, in the order the content gives them."""
        return tuple(self.provisions[key].citation for key in question.provisions)
