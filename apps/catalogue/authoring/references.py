"""References between entries: a document with a dangling one means nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..expressions import ExpressionError, compile_expression
from .content import Content, Place
from .problems import Problem

Entry = dict[str, Any]


def reference_problems(
    content: Content, named: Iterable[tuple[str, str, Place]]
) -> Iterator[Problem]:
    """Every entry that names one that is not there; `named` are those that files name."""
    places = content.places
    for kind, key, place in named:
        if (kind, key) not in places:
            yield place.problem(f"there is no {kind[:-1]} “{key}”")
    document = content.document
    for regime in document["regimes"]:
        place = places["regimes", regime["id"]]
        yield from _expression_problems(regime["applies_when"], place, "applies_when")
    for provision in document["provisions"]:
        yield from _provision_problems(provision, content)
    for control in document["controls"]:
        yield from _control_problems(control, content)
    yield from _renamed_problems(content)
    for one in document["disagreements"]:
        yield from _disagreement_problems(one, content)
    for limit in document["time_limits"]:
        yield from _limit_problems(limit, content)


def _provision_problems(provision: Entry, content: Content) -> Iterator[Problem]:
    place = content.places["provisions", provision["id"]]
    for index, key in enumerate(provision["see"]):
        if ("provisions", key) not in content.places:
            yield place.problem(f"there is no provision “{key}”", "see", index)
    for name in ("relied_on", "applies_when"):
        yield from _expression_problems(provision[name], place, name)


def _renamed_problems(content: Content) -> Iterator[Problem]:
    """An old id stands for one question of today."""
    taken: dict[str, str] = {}
    for control in content.document["controls"]:
        for question in control["questions"]:
            key = question["id"]
            for old in question["renamed_from"]:
                if ("questions", old) in content.places:
                    message = f"{key} was never {old}: that is a question of its own"
                    yield content.problem("questions", key, message, "renamed_from")
                elif taken.setdefault(old, key) != key:
                    message = f"{old} was already renamed to {taken[old]}"
                    yield content.problem("questions", key, message, "renamed_from")


def _control_problems(control: Entry, content: Content) -> Iterator[Problem]:
    place = content.places["controls", control["id"]]
    yield from _missing("provisions", control["provisions"], place, content)
    yield from _missing("disagreements", control["disagreements"], place, content)
    for number, question in enumerate(control["questions"]):
        yield from _question_problems(
            question, control, Place(place.file, (*place.path, "questions", number)), content
        )


def _question_problems(
    question: Entry, control: Entry, place: Place, content: Content
) -> Iterator[Problem]:
    if question["provisions"] != control["provisions"]:
        yield from _missing("provisions", question["provisions"], place, content)
        for index, key in enumerate(question["provisions"]):
            if key not in control["provisions"]:
                message = f"{question['id']} serves {key}, which its control does not list"
                yield place.problem(message, "provisions", index)
    yield from _expression_problems(question["when"], place, "when")
    options = [option["id"] for option in question["options"]]
    for key in sorted({key for key in options if options.count(key) > 1}):
        yield place.problem(f"{question['id']} has option {key} twice", "options")
    for index, option in enumerate(question["options"]):
        below = ("options", index, "asserts")
        yield from _assertion_problems(option["asserts"], question, content, place, *below)
    yield from _rule_problems(question, place, content)


def _rule_problems(question: Entry, place: Place, content: Content) -> Iterator[Problem]:
    options = [option["id"] for option in question["options"]]
    for index, rule in enumerate(question["rules"]):
        yield from _expression_problems(rule["when"], place, "rules", index, "when")
        named = [rule["choose"]] if rule["choose"] else rule["rules_out"]
        for name in named:
            if name not in options:
                message = f"{question['id']} has no option “{name}” to choose"
                yield place.problem(message, "rules", index)
        below = ("rules", index, "covers")
        yield from _assertion_problems(rule["covers"], question, content, place, *below)


def _assertion_problems(
    asserted: Iterable[str], question: Entry, content: Content, place: Place, *below: str | int
) -> Iterator[Problem]:
    """An answer can say something only of what its question serves."""
    for assertion in asserted:
        key, _, element = assertion.partition("#")
        if key not in question["provisions"]:
            message = f"{question['id']} asserts {assertion}, which it does not serve"
            yield place.problem(message, *below)
        elif ("provisions", key) in content.places:
            known = content.elements(key)
            if element and element not in known:
                yield place.problem(f"{key} has no element “{element}”", *below)
            elif known and not element:
                yield place.problem(f"name the elements of {key} that it asserts", *below)


def _disagreement_problems(one: Entry, content: Content) -> Iterator[Problem]:
    """Each law has one say, and is there."""
    place = content.places["disagreements", one["id"]]
    heard: set[str] = set()
    for index, said in enumerate(one["says"]):
        regime = said["regime"]
        if ("regimes", regime) not in content.places:
            yield place.problem(f"there is no regime “{regime}”", "says", index)
        elif regime in heard:
            yield place.problem(f"{one['id']} lets {regime} speak twice", "says", index)
        heard.add(regime)


def _limit_problems(limit: Entry, content: Content) -> Iterator[Problem]:
    place = content.places["time_limits", limit["id"]]
    if ("regimes", limit["regime"]) not in content.places:
        yield place.problem(f"there is no regime “{limit['regime']}”", "regime")
    if ("provisions", limit["provision"]) not in content.places:
        yield place.problem(f"there is no provision “{limit['provision']}”", "provision")


def _missing(kind: str, keys: list[str], place: Place, content: Content) -> Iterator[Problem]:
    for index, key in enumerate(keys):
        if (kind, key) not in content.places:
            yield place.problem(f"there is no {kind[:-1]} “{key}”", kind, index)


def _expression_problems(source: str, place: Place, *below: str | int) -> Iterator[Problem]:
    if not source:
        return
    try:
        compile_expression(source)
    except ExpressionError as error:
        yield place.problem(str(error), *below)
