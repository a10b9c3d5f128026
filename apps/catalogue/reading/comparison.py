"""What two versions of the catalogue ask and credit, side by side and in words; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from apps.core.facts import FactSpec

from ..content_types import Catalogue, Provision, Question
from .condition_words import condition_words

Specs = Mapping[str, FactSpec]

SHOWN = (
    ("", "Everything"),
    ("reworded", "Asks in other words"),
    ("points", "Other points"),
    ("condition", "Asked when"),
    ("added", "New"),
    ("renamed", "Renamed or merged"),
    ("removed", "No longer asked"),
)


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One answer then and now, by its key; None where there was or is none."""

    before: tuple[str, float] | None
    after: tuple[str, float] | None

    @property
    def moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question that is not as it was. `what` are keys of `SHOWN`."""

    key: str
    section: str
    control: str
    what: frozenset[str]
    ask_before: str
    ask_after: str
    when_before: str
    when_after: str
    renamed_from: tuple[str, ...]
    options: tuple[OptionLine, ...]

    @property
    def ask(self) -> str:
        return self.ask_after or self.ask_before


@dataclass(frozen=True, slots=True)
class SectionLines:
    title: str
    lines: tuple[QuestionLine, ...]


def question_lines(old: Catalogue, new: Catalogue, specs: Specs) -> list[QuestionLine]:
    """Every question that was added, removed, renamed or changed, in reading order."""
    taken = {name for question in new.questions.values() for name in question.renamed_from}
    lines = [
        line
        for after in new.questions.values()
        if (line := _line(_before(old, after), after, new, specs)).what
    ]
    gone = [q for key, q in old.questions.items() if key not in new.questions and key not in taken]
    return lines + [_line(question, None, old, specs) for question in gone]


def by_section(lines: list[QuestionLine], shown: str) -> list[SectionLines]:
    """The lines of one view, by section in reading order."""
    grouped: dict[str, list[QuestionLine]] = {}
    for line in lines:
        if not shown or shown in line.what:
            grouped.setdefault(line.section, []).append(line)
    return [SectionLines(title, tuple(found)) for title, found in grouped.items()]


def counts(lines: list[QuestionLine]) -> list[tuple[str, str, int]]:
    """The views that hold something: key, words, number of questions."""
    found = [(key, words, sum(not key or key in one.what for one in lines)) for key, words in SHOWN]
    return [one for one in found if one[2]]


def without_verdict(old: Catalogue, new: Catalogue) -> list[Provision]:
    """The provisions that were judged and are not any more, because of their kind."""
    kept = (new.provisions[key] for key in old.provisions if key in new.provisions)
    return [one for one in kept if one.kind.value in _NEVER_JUDGED]


_NEVER_JUDGED = frozenset({"definition", "scope", "sanction", "date"})


def _before(old: Catalogue, after: Question) -> Question | None:
    names = (after.key, *after.renamed_from)
    return next((old.questions[name] for name in names if name in old.questions), None)


def _line(
    before: Question | None, after: Question | None, catalogue: Catalogue, specs: Specs
) -> QuestionLine:
    one = after or before
    if one is None:
        raise ValueError("a question is in one version at least")
    when = [condition_words(q.when.source, specs) if q and q.when else "" for q in (before, after)]
    options = tuple(_options(before, after))
    return QuestionLine(
        key=one.key,
        section=catalogue.sections[one.section].title,
        control=one.control,
        what=frozenset(_what(before, after, when, options)),
        ask_before=before.ask if before else "",
        ask_after=after.ask if after else "",
        when_before=when[0],
        when_after=when[1],
        renamed_from=after.renamed_from if after else (),
        options=options,
    )


def _what(
    before: Question | None,
    after: Question | None,
    when: list[str],
    options: tuple[OptionLine, ...],
) -> Iterator[str]:
    if before is None or after is None:
        yield "removed" if after is None else "added"
        return
    if after.renamed_from:
        yield "renamed"
    if before.wording != after.wording:
        yield "reworded"
    if when[0] != when[1]:
        yield "condition"
    pairs = [(line.before, line.after) for line in options]
    if any(then and now and then[1] != now[1] for then, now in pairs):
        yield "points"


def _options(before: Question | None, after: Question | None) -> Iterator[OptionLine]:
    then = {o.key: (o.label, o.points) for o in before.options} if before else {}
    now = {o.key: (o.label, o.points) for o in after.options} if after else {}
    for key in dict.fromkeys([*now, *then]):
        yield OptionLine(then.get(key), now.get(key))
