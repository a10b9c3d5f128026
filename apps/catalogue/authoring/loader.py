"""From a content directory to one catalogue document.

Several files may add provisions to one regime (`regime:` declares it, `regime_key:` adds to it)
and controls to one section. References are checked here, because a document with a dangling
reference means nothing; everything that is a matter of quality is `lint`'s business.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .content import Content, Document, Place
from .problems import ContentError, Problem
from .references import reference_problems
from .source_files import SourceFile, read_files

CONTENT_DIRECTORY = Path(__file__).parent.with_name("content")

_PROVISION_DEFAULTS: dict[str, Any] = {
    "applies_from": "",
    "specification": "",
    "group": "",
    "relied_on": "",
    "applies_when": "",
    "elements": {},
    "void_unless_whole": False,
    "unasked": "",
    "see": [],
}
_SECTION_DEFAULTS: dict[str, Any] = {"answerer": ""}
_QUESTION_DEFAULTS: dict[str, Any] = {
    "help": "",
    "gate": False,
    "when": "",
    "rules": [],
    "binds": [],
    "not_applicable": [],
    "answerer": "",
    "renamed_from": [],
}
_OPTION_DEFAULTS: dict[str, Any] = {"asserts": []}
_RULE_DEFAULTS: dict[str, Any] = {"choose": "", "covers": {}, "rules_out": []}
_CONTROL_DEFAULTS: dict[str, Any] = {"frameworks": {}, "disagreements": []}
_LIMIT_DEFAULTS: dict[str, Any] = {
    "on": "",
    "who": "",
    "standard": "",
    "length": "",
    "starts": "",
    "counts": "calendar_days",
    "extension": "",
    "extension_when": "",
}
# What an entry gives says how the law sets the limit.
_LIMIT_KINDS = (("on", "date"), ("standard", "standard"))


def load_content(directory: Path = CONTENT_DIRECTORY) -> Content:
    """The document in a content directory.

    Raises `ContentError` listing every problem found, with file and line.
    """
    merged = _Merged()
    for file in read_files(directory):
        merged.add(file)
    problems = [*merged.problems, *reference_problems(merged.content, merged.references)]
    if problems:
        raise ContentError(problems)
    return merged.content


class _Merged:
    """Collects the entries of all files, in reading order of the files."""

    def __init__(self) -> None:
        names = ("regimes", "provisions", "sections", "controls", "time_limits", "disagreements")
        self.content = Content({"format": 2, **{name: [] for name in names}})
        self.problems: list[Problem] = []
        self.references: list[tuple[str, str, Place]] = []

    def add(self, file: SourceFile) -> None:
        if file.kind == "regimes":
            self._regimes(file)
        elif file.kind == "topics":
            self._topics(file)
        elif file.kind == "disagreements":
            for index, entry in enumerate(file.data["disagreements"]):
                says = [{"citations": [], **said} for said in entry["says"]]
                place = Place(file, ("disagreements", index))
                self._take("disagreements", {**entry, "says": says}, place)
        else:
            for index, entry in enumerate(file.data["time_limits"]):
                place = Place(file, ("time_limits", index))
                kind = next((word for name, word in _LIMIT_KINDS if name in entry), "duration")
                self._take("time_limits", {**_LIMIT_DEFAULTS, **entry, "kind": kind}, place)

    def _regimes(self, file: SourceFile) -> None:
        declared = file.data.get("regime")
        if declared:
            entry = {"applies_when": "", "additional": False, **declared, "id": declared["key"]}
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
            entry = {**_SECTION_DEFAULTS, **declared, "id": declared["key"]}
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
        entry["options"] = [{**_OPTION_DEFAULTS, **option} for option in entry["options"]]
        entry["rules"] = [{**_RULE_DEFAULTS, **rule} for rule in entry["rules"]]
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
