"""Reading the content's YAML files, keeping the line of everything for error messages.

The YAML is read the plain way: only `true` and `false` are yes/no values, so that an option may
be called `no`, and dates stay text (docs/adr/0017).
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from .problems import ContentError, Problem

_SCHEMA_PATH = Path(__file__).with_name("schema.json")
_BOOLEAN = "tag:yaml.org,2002:bool"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"

KeyPath = tuple[str | int, ...]


class _PlainLoader(yaml.CSafeLoader):
    """A safe loader without YAML 1.1's surprises."""

    yaml_implicit_resolvers = {
        first: [(tag, regex) for tag, regex in resolvers if tag not in {_BOOLEAN, _TIMESTAMP}]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


_PlainLoader.add_implicit_resolver(_BOOLEAN, re.compile(r"^(?:true|false)$"), ["t", "f"])


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One parsed file: its kind ("regimes", "topics", "time_limits" ...), values and lines.

    `name` is the path below the content directory; `lines` maps the path of each value to its
    line, counted from 1.
    """

    name: str
    kind: str
    data: dict[str, Any]
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of a value, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: KeyPath, message: str) -> Problem:
        return Problem(self.name, self.line(path), message)


def read_files(directory: Path) -> list[SourceFile]:
    """Every content file below a directory, each checked against the schema.

    Raises `ContentError` with all problems of all files, each naming its file and line.
    """
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path, kind in _paths(directory):
        try:
            file = _parse(path, path.relative_to(directory).as_posix(), kind)
        except ContentError as error:
            problems += error.problems
            continue
        faults = list(_schema_problems(file))
        problems += faults
        if not faults:
            files.append(file)
    if not files and not problems:
        problems.append(Problem(str(directory), 1, "there is no content here"))
    if problems:
        raise ContentError(problems)
    return files


def _paths(directory: Path) -> Iterator[tuple[Path, str]]:
    for kind in ("regimes", "topics"):
        for path in sorted((directory / kind).glob("*.yaml")):
            yield path, kind
    for kind in ("time_limits", "disagreements"):
        path = directory / f"{kind}.yaml"
        if path.exists():
            yield path, kind


def _parse(path: Path, name: str, kind: str) -> SourceFile:
    loader = _PlainLoader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ContentError([Problem(name, line, f"cannot be read: {error.problem}")]) from None
    finally:
        loader.dispose()
    if not isinstance(data, dict):
        raise ContentError([Problem(name, 1, "must be a mapping at the top")])
    lines: dict[KeyPath, int] = {}
    problems = list(_walk(node, (), lines, name))
    if problems:
        raise ContentError(problems)
    return SourceFile(name, kind, data, lines)


def _walk(node: Any, path: KeyPath, lines: dict[KeyPath, int], name: str) -> Iterator[Problem]:
    """Notes the line of each value; yields mapping keys that are given twice."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            key = (*path, str(key_node.value))
            line = key_node.start_mark.line + 1
            if key in lines:
                yield Problem(name, line, f"“{key_node.value}” is given twice here")
            lines[key] = line
            yield from _walk(value_node, key, lines, name)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _walk(item, (*path, index), lines, name)


@functools.cache
def _validator(kind: str) -> jsonschema.Draft202012Validator:
    schema = json.loads(_SCHEMA_PATH.read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]})


def _schema_problems(file: SourceFile) -> Iterator[Problem]:
    for error in _validator(file.kind).iter_errors(file.data):
        path = tuple(error.absolute_path)
        yield file.problem(path, f"{_where(file.data, path)}{_explain(error)}")


def _where(data: Any, path: KeyPath) -> str:
    """ "question dataset-columns-justified, points: " for a path into a file."""
    named = ""
    for step in path:
        data = data[step]
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            named = f"{data['id']}, "
    tail = [str(step) for step in path if isinstance(step, str)]
    return f"{named}{tail[-1]}: " if tail else ""


def _explain(error: jsonschema.ValidationError) -> str:
    if error.validator == "pattern":
        return f"“{error.instance}” is not in the expected form"
    if error.schema is False:
        return "is not allowed here"
    if error.validator == "anyOf":
        return "the file must name its regime or section"
    message = error.message
    return message if len(message) <= 160 else f"{message[:80]} … {message[-70:]}"
