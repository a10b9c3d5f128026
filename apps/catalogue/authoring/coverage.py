"""What the question bank covers, in figures and lists, for its authors and for the docs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..content_types import Catalogue, Provision, ProvisionStatus
from .wording import grade, words


@dataclass(frozen=True, slots=True)
class RegimeCoverage:
    """Counts for one regime. `unserved` need a question and have none."""

    regime: str
    provisions: int
    needing: int
    unserved: tuple[Provision, ...]
    controls: int
    questions: int
    unverified: int


@dataclass(frozen=True, slots=True)
class Coverage:
    regimes: tuple[RegimeCoverage, ...]
    single_regime_controls: tuple[str, ...]
    without_rules: tuple[str, ...]
    questions: int
    controls: int
    mean_grade: float
    mean_words: float

    @property
    def rule_share(self) -> float:
        """The share of questions that facts can answer, 0 to 1."""
        return 1 - len(self.without_rules) / self.questions if self.questions else 0.0


def coverage(catalogue: Catalogue) -> Coverage:
    """What a catalogue covers. Grades are Flesch-Kincaid, of the question sentence alone."""
    questions = list(catalogue.questions.values())
    count = max(1, len(questions))
    return Coverage(
        regimes=tuple(_regime(catalogue, key) for key in catalogue.regimes),
        single_regime_controls=tuple(
            control.key for control in catalogue.controls.values() if len(control.regimes) < 2
        ),
        without_rules=tuple(question.key for question in questions if not question.rules),
        questions=len(questions),
        controls=len(catalogue.controls),
        mean_grade=sum(grade(question.ask) for question in questions) / count,
        mean_words=sum(len(words(question.ask)) for question in questions) / count,
    )


def _regime(catalogue: Catalogue, key: str) -> RegimeCoverage:
    provisions = catalogue.provisions_of[key]
    served = {served for question in catalogue.questions_of[key] for served in question.provisions}
    needing = [p for p in provisions if p.must_ask]
    return RegimeCoverage(
        regime=key,
        provisions=len(provisions),
        needing=len(needing),
        unserved=tuple(p for p in needing if p.key not in served and _binds(p)),
        controls=len(catalogue.controls_of[key]),
        questions=len(catalogue.questions_of[key]),
        unverified=sum(provision.verified == "unverified" for provision in provisions),
    )


def _binds(provision: Provision) -> bool:
    return provision.status is not ProvisionStatus.PROPOSED


def report_lines(counts: Coverage) -> Iterator[str]:
    """The coverage as lines of plain text."""
    yield (
        f"{counts.controls} controls, {counts.questions} questions; "
        f"facts can answer {counts.rule_share:.0%} of the questions"
    )
    reading = f"grade {counts.mean_grade:.1f}, {counts.mean_words:.0f} words on average"
    yield f"questions read at {reading}"
    for regime in counts.regimes:
        yield (
            f"{regime.regime}: {regime.provisions} provisions ({regime.needing} need a question, "
            f"{len(regime.unserved)} of them have none; {regime.unverified} unverified), "
            f"{regime.controls} controls, {regime.questions} questions"
        )
    for regime in counts.regimes:
        for provision in regime.unserved:
            yield f"without a question: {provision.citation} {provision.title} ({provision.key})"
    yield f"controls on one regime only ({len(counts.single_regime_controls)}):"
    yield from (f"  {key}" for key in counts.single_regime_controls)
    yield f"questions without fact rules ({len(counts.without_rules)}):"
    yield from (f"  {key}" for key in counts.without_rules)
