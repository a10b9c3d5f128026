"""From a content directory to one catalogue document.

Several files may add provisions to one regime (`regime:` declares it, `regime_key:` adds to it)
and controls to one section. References are checked here, because a document with a dangling
reference means nothing; everything that is a matter of quality is `lint`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from apps.core import canonical

from ..build import build_catalogue
from ..content_types import Catalogue
from ..expressions import ExpressionError, compile_expression
from .problems import ContentError, Problem
from .source_files import KeyPath, SourceFile, read_files

CONTENT_DIRECTORY = Path(__file__).parent.with_name("content")

_PROVISION_DEFAULTS: dict[str, Any] = {"applies_from": "", "specification": ""}
_QUESTION_DEFAULTS: dict[str, Any] = {
    "help": "",
    "gate": False,
    "when": "",
    "rules": [],
    "binds": [],
}
_CONTROL_DEFAULTS: dict[str, Any] = {"frameworks": {}, "differences": []}
_LIMIT_DEFAULTS: dict[str, Any] = {
    "counts": "calendar_days",
    "extension": "",
    "extension_when": "",
}

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry of the document was written."""

    file: SourceFile
    path: KeyPath

    def problem(self, message: str, *below: str | int) -> Problem:
        return self.file.problem((*self.path, *below), message)


@dataclass(slots=True)
class Content:
    """A document and where each of its entries came from, by (kind, id)."""

    document: Document
    places: dict[tuple[str, str], Place] = field(default_factory=dict)

    def problem(self, kind: str, key: str, message: str, *below: str | int) -> Problem:
        return self.places[kind, key].problem(message, *below)

    def catalogue(self) -> Catalogue:
        return build_catalogue(self.document, digest=canonical.digest(self.document))


def load_content(directory: Path = CONTENT_DIRECTORY) -> Content:
    """The document in a content directory.

    Raises `ContentError` listing every problem found, with file and line.
    """
    merged = _Merged()
    for file in read_files(directory):
        merged.add(file)
    problems = [*merged.problems, *_reference_problems(merged)]
    if problems:
        raise ContentError(problems)
    return merged.content


class _Merged:
    """Collects the entries of all files, in reading order of the files."""

    def __init__(self) -> None:
        names = ("regimes", "provisions", "sections", "controls", "time_limits")
        self.content = Content({"format": 1, **{name: [] for name in names}})
        self.problems: list[Problem] = []
        self.references: list[tuple[str, str, Place]] = []

    def add(self, file: SourceFile) -> None:
        if file.kind == "regimes":
            self._regimes(file)
        elif file.kind == "topics":
            self._topics(file)
        else:
            for index, entry in enumerate(file.data["time_limits"]):
                place = Place(file, ("time_limits", index))
                self._take("time_limits", {**_LIMIT_DEFAULTS, **entry}, place)

    def _regimes(self, file: SourceFile) -> None:
        declared = file.data.get("regime")
        if declared:
            entry = {"applies_when": "", **declared, "id": declared["key"]}
            del entry["key"]
            self._take("regimes", entry, Place(file, ("regime",)))
        regime = declared["key"] if declared else file.data["regime_key"]
        self.references.append(("regimes", regime, Place(file, ("regime_key",))))
        for index, provision in enumerate(file.data["provisions"]):
            entry = {**_PROVISION_DEFAULTS, **provision, "regime": regime}
            self._take("provisions", entry, Place(file, ("provisions", index)))

    def _topics(self, file: SourceFile) -> None:
        declared = file.data.get("section")
        if declared:
            entry = {**declared, "id": declared["key"]}
            del entry["key"]
            self._take("sections", entry, Place(file, ("section",)))
        section = declared["key"] if declared else file.data["section_key"]
        self.references.append(("sections", section, Place(file, ("section_key",))))
        for index, control in enumerate(file.data["controls"]):
            place = Place(file, ("controls", index))
            questions = [
                self._question(question, control, Place(file, (*place.path, "questions", number)))
                for number, question in enumerate(control["questions"])
            ]
            entry = {**_CONTROL_DEFAULTS, **control, "section": section}
            self._take("controls", {**entry, "questions": questions}, place)

    def _question(self, question: Document, control: Document, place: Place) -> Document:
        entry = {**_QUESTION_DEFAULTS, "provisions": control["provisions"], **question}
        self._place("questions", entry["id"], place)
        return entry

    def _take(self, kind: str, entry: Document, place: Place) -> None:
        if self._place(kind, entry["id"], place):
            self.content.document[kind].append(_trimmed(entry))

    def _place(self, kind: str, key: str, place: Place) -> bool:
        first = self.content.places.setdefault((kind, key), place)
        if first is place:
            return True
        where = f"{first.file.name}:{first.file.line(first.path)}"
        self.problems.append(place.problem(f"{kind[:-1]} id “{key}” is already used in {where}"))
        return False


def _trimmed(value: Any) -> Any:
    """The value with folded text as one line: line breaks in prose carry no meaning."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _trimmed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_trimmed(item) for item in value]
    return value


def _reference_problems(merged: _Merged) -> Iterator[Problem]:
    places = merged.content.places
    for kind, key, place in merged.references:
        if (kind, key) not in places:
            yield place.problem(f"there is no {kind[:-1]} “{key}”")
    document = merged.content.document
    for regime in document["regimes"]:
        place = places["regimes", regime["id"]]
        yield from _expression_problems(regime["applies_when"], place, "applies_when")
    for control in document["controls"]:
        yield from _control_problems(control, merged.content)
    for limit in document["time_limits"]:
        yield from _limit_problems(limit, merged.content)


def _control_problems(control: Document, content: Content) -> Iterator[Problem]:
    place = content.places["controls", control["id"]]
    yield from _missing("provisions", control["provisions"], place, content)
    for index, difference in enumerate(control["differences"]):
        if ("regimes", difference["regime"]) not in content.places:
            message = f"there is no regime “{difference['regime']}”"
            yield place.problem(message, "differences", index)
    for number, question in enumerate(control["questions"]):
        yield from _question_problems(
            question, control, Place(place.file, (*place.path, "questions", number)), content
        )


def _question_problems(
    question: Document, control: Document, place: Place, content: Content
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
    for index, rule in enumerate(question["rules"]):
        yield from _expression_problems(rule["when"], place, "rules", index, "when")
        if rule["choose"] not in options:
            message = f"{question['id']} has no option “{rule['choose']}” to choose"
            yield place.problem(message, "rules", index, "choose")


def _limit_problems(limit: Document, content: Content) -> Iterator[Problem]:
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
