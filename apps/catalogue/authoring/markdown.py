"""The catalogue as one page of Markdown, for readers who have no installation at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from apps.core.facts import FactSpec

from ..content_types import Catalogue, Control, Question, Subject, TimeLimit, Verified
from ..durations import duration_words, limit_words
from ..reading.arrangement import short_citations
from ..reading.condition_words import condition_words
from .coverage import coverage

Specs = Mapping[str, FactSpec]

_HEAD = (
    "# The catalogue",
    "",
    "What MLSecure asks, on which law each question rests, and what each answer is worth. This page"
    " is generated from `apps/catalogue/content`; after a change there, write it anew:",
    "",
    "```",
    "manage.py catalogue_export --format markdown --content apps/catalogue/content"
    " --output docs/catalogue.md",
    "```",
    "",
    "It is not legal advice. Summaries are our own words; the official text decides.",
)
_READING = (
    "Criticality is the weight of a control, 1 to 5; 5 is critical and blocks when it is not met. A"
    " *gate* makes its control not met when it is answered with 0 points. A question is asked about"
    " each object of its kind when it serves a chosen law and its condition is not false; a fact"
    " that nobody knows never hides a question. [How the score is worked out](scoring.md).",
)


def catalogue_markdown(catalogue: Catalogue, specs: Specs) -> str:
    """The whole page, ending in a newline; the same content gives the same text."""
    parts = (
        _HEAD,
        _laws(catalogue),
        _doubts(catalogue),
        _time_limits(catalogue),
        _disagreements(catalogue),
        ("## Controls and questions", "", *_READING),
        *_sections(catalogue, specs),
    )
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(_cell(value) for value in row)} |"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def _laws(catalogue: Catalogue) -> Iterable[str]:
    counts = coverage(catalogue)
    yield "## Laws"
    yield ""
    yield (
        f"{counts.controls} controls and {counts.questions} questions; facts of the registry "
        f"answer {counts.rule_share:.0%} of them by themselves. The baseline (MLS) is our own text."
    )
    yield ""
    heads = (
        "law",
        "text of",
        "provisions",
        "text of the law read",
        "read in quotation",
        "other sources",
        "not verified",
        "controls",
        "questions",
    )
    rows = []
    for covered in counts.regimes:
        regime = catalogue.regimes[covered.regime]
        checked = Counter(p.verified.value for p in catalogue.provisions_of[covered.regime])
        name = f"[{regime.title}]({regime.source}) ({regime.short})"
        states = [checked[verified.value] for verified in Verified]
        rows.append(
            (
                name,
                regime.text_version,
                covered.provisions,
                *states,
                covered.controls,
                covered.questions,
            )
        )
    yield from _table(heads, rows)


def _doubts(catalogue: Catalogue) -> Iterable[str]:
    yield "## What we could not verify"
    yield ""
    yield "Check the wording of these before it is relied on."
    yield ""
    doubtful = [p for p in catalogue.provisions.values() if p.verified == "unverified"]
    yield from _table(("provision", "about"), [(p.citation, p.title) for p in doubtful])
    coming = [p for p in catalogue.provisions.values() if p.applies_from is not None]
    if coming:
        yield ""
        yield "Adopted, and binding from a day of their own:"
        yield ""
        rows = [(p.citation, p.title, p.applies_from) for p in coming]
        yield from _table(("provision", "about", "applies from"), rows)


def _time_limits(catalogue: Catalogue) -> Iterable[str]:
    yield "## Time limits"
    yield ""
    heads = ("duty", "within", "counted from, or for whom", "may be extended by", "provision")
    yield from _table(heads, (_limit(limit) for limit in catalogue.time_limits.values()))


def _limit(limit: TimeLimit) -> tuple[str, ...]:
    longer = duration_words(limit.extension, limit.counts)
    if longer and limit.extension_when:
        longer = f"{longer}, if {limit.extension_when}"
    return (
        limit.duty,
        limit_words(limit),
        limit.starts or limit.who,
        longer or "–",
        limit.citation,
    )


def _disagreements(catalogue: Catalogue) -> Iterator[str]:
    yield "## Where the laws disagree"
    yield ""
    yield "Each point is told here once; controls name those that they turn on."
    for point in catalogue.disagreements.values():
        yield ""
        yield f"**{point.title}**"
        yield ""
        for said in point.says:
            places = f" ({short_citations(said.citations)})" if said.citations else ""
            yield f"- {catalogue.regimes[said.regime].short}: {said.says}{places}"


def _sections(catalogue: Catalogue, specs: Specs) -> Iterator[Iterable[str]]:
    for section in sorted(catalogue.sections.values(), key=lambda section: section.order):
        controls = [c for c in catalogue.controls.values() if c.section == section.key]
        if not controls:
            continue
        yield (f"### {section.title}", "", section.summary)
        for control in controls:
            yield _control(catalogue, control, specs)


def _control(catalogue: Catalogue, control: Control, specs: Specs) -> Iterator[str]:
    laws = ", ".join(catalogue.regimes[key].short for key in control.regimes)
    yield f"#### {control.title}"
    yield ""
    yield control.objective
    yield ""
    yield (
        f"{laws} · {control.lifecycle} · criticality {control.criticality}: "
        f"{control.criticality_reason}"
    )
    if control.disagreements:
        points = "; ".join(point.title for point in control.disagreements)
        yield ""
        yield f"[Where the laws disagree](#where-the-laws-disagree): {points}"
    for question in control.questions:
        yield ""
        yield from _question(catalogue, question, specs)


def _question(catalogue: Catalogue, question: Question, specs: Specs) -> Iterator[str]:
    about = "organisation" if question.about is Subject.ORGANIZATION else question.about.value
    marks = [f"about the {about}", f"effort {question.effort}"]
    if question.gate:
        marks.append("gate")
    yield f"**{question.ask}** ({', '.join(marks)})"
    yield ""
    yield f"- Serves {'; '.join(catalogue.citations(question))}"
    if question.when:
        yield f"- Asked when {condition_words(question.when.source, specs)}"
    else:
        yield "- Always asked"
    answers = "; ".join(f"{option.label} = {option.points:g}" for option in question.options)
    yield f"- Answers: {answers}"
    labels = {offered.key: f"“{offered.label}”" for offered in question.options}
    for rule in question.rules:
        words = condition_words(rule.when.source, specs)
        if rule.choose:
            yield f"- {labels[rule.choose]} by itself when {words}"
        else:
            yield f"- Not {' or '.join(labels[key] for key in rule.rules_out)} when {words}"
