"""Facts: typed, three-valued statements about registered objects.

A fact is described once by a `FactSpec`; objects store known facts in a JSON column as
`{key: {"v": value, "s": source, "by": label, "at": ISO time}}`. An unknown fact is an absent
key: unknown never turns into no. Apps register their specs at start-up, so that the catalogue
can check expressions against them without knowing the registry.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import clock
from .errors import DomainError
from .hooks import Provider, Registry


class FactKind(enum.StrEnum):
    YES_NO = "yes_no"
    CHOICE = "choice"
    MANY = "many"
    NUMBER = "number"
    TEXT = "text"


class About(enum.StrEnum):
    ORGANIZATION = "organization"
    PIPELINE = "pipeline"
    STAGE = "stage"
    DATASET = "dataset"
    MODEL = "model"


class FactSource(enum.StrEnum):
    """Where a value comes from. A file is what a document states; computed is a result that
    somebody supplies; a check is this installation's own look at the thing itself."""

    PERSON = "person"
    FILE = "file"
    IMPORT = "import"
    COMPUTED = "computed"
    CHECK = "check"
    DERIVED = "derived"


RECORDS = "records"
"""The source of a derived fact that this installation sees in its own records; never stored."""
DECLARED, EVIDENCED, CHECKED = 0, 1, 3
"""How strong a fact is, on the scale of answers; 2 is an answer that a reviewer agreed to."""
_LEVELS: Mapping[str, int] = {FactSource.COMPUTED: EVIDENCED, FactSource.CHECK: CHECKED}


def level_of(source: str) -> int:
    """How strong a value from a source is: what is typed, imported or stated is declared."""
    return _LEVELS.get(source, DECLARED)


@dataclass(frozen=True, slots=True)
class FactSpec:
    """What one fact means and which values it can take.

    `derived` facts are computed from other records; nobody types them. `made_from` names the facts
    a derived one is worked out from; `checked` marks one that this installation sees in its own
    records. `every` marks a yes that speaks of each of many, so that a no says only "not all".
    `choices` pairs a stored key with words for people; an empty tuple on a MANY fact means free
    text entries.
    """

    key: str
    label: str
    kind: FactKind
    about: About
    group: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    derived: bool = False
    sensitive: bool = False
    made_from: tuple[str, ...] = ()
    every: bool = False
    checked: bool = False

    def words(self, value: Any) -> str:
        """The value in words for people; None reads "Unknown"."""
        if value is None:
            return "Unknown"
        if self.kind is FactKind.YES_NO:
            return "Yes" if value else "No"
        names = dict(self.choices)
        if self.kind is FactKind.MANY:
            return ", ".join(names.get(str(v), str(v)) for v in value) or "None"
        if self.kind is FactKind.CHOICE:
            return names.get(str(value), str(value))
        return f"{value:,}" if isinstance(value, int | float) else str(value)


# Known to be empty, which is not the same as unknown: what a form or file says for [].
NONE_OF_THESE = "none_of_these"

FACTS = Registry[FactSpec](
    "facts", "Everything that can be known of a registered object.", key=lambda spec: spec.key
)


def fact_specs() -> Mapping[str, FactSpec]:
    """Every known fact by key, in order of registration."""
    return FACTS


def specs_about(about: About, *, derived: bool | None = None) -> list[FactSpec]:
    """The facts about one kind of object, in order of registration."""
    return [
        spec
        for spec in FACTS.values()
        if spec.about is about and (derived is None or spec.derived is derived)
    ]


def source_of(key: str, entry: Mapping[str, Any]) -> str:
    """Where a known fact comes from: its entry's source; without one, this installation's own
    records, or other facts it is worked out from."""
    spec = FACTS.get(key)
    own = RECORDS if spec is not None and spec.checked else FactSource.DERIVED.value
    return str(entry.get("s") or own)


Stored = Mapping[str, Mapping[str, Any]]


def plain(stored: Stored) -> dict[str, Any]:
    """Stored facts as key -> value, the form expressions read."""
    return {key: entry["v"] for key, entry in stored.items()}


Changes = dict[str, list[Any]]


def put_facts(
    stored: Stored,
    about: About,
    values: Mapping[str, Any],
    *,
    by: str,
    source: FactSource,
    user_id: int | None = None,
) -> tuple[dict[str, Any], Changes]:
    """Stored facts with raw values put in, each with who said it, from where and when; and what
    changed, as key -> [before, after]. None or "" is unknown; facts not named stay as they are. The
    same value from a stronger source takes the place of the weaker; never the other way round. `by`
    is the name that is shown, `user_id` the account, which keeps its number when its name changes.

    Raises `DomainError` naming the fact: not one that can be set on such an object, wrong type.
    """
    specs = {spec.key: spec for spec in specs_about(about, derived=False)}
    facts, changes = dict(stored), {}
    for key, raw in values.items():
        if key not in specs:
            raise DomainError(f"{key} is not a fact that can be set.", "unknown_fact", key)
        before, value = facts.get(key, {}).get("v"), parse_value(specs[key], raw)
        if value == before and level_of(source) <= level_of(facts.get(key, {}).get("s", "")):
            continue
        changes[key] = [before, value]
        facts.pop(key, None)
        if value is not None:
            at = clock.now().isoformat()
            account = {} if user_id is None else {"u": user_id}
            facts[key] = {"v": value, "s": source.value, "by": by, "at": at, **account}
    return facts, changes


def parse_value(spec: FactSpec, raw: Any) -> Any:
    """A value from outside (form, CSV, file) as the spec's type; None for unknown.

    Raises `DomainError` naming the fact when the value is of the wrong type.
    """
    if raw is None or raw == "" or raw == [] or raw == "unknown":
        return None
    parser = _PARSERS[spec.kind]
    return parser(spec, raw)


def _wrong(spec: FactSpec, hint: str) -> DomainError:
    return DomainError(f"{spec.label}: {hint}", code="wrong_value", field=spec.key)


def _yes_no(spec: FactSpec, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().lower()
    if word in {"yes", "true", "1"}:
        return True
    if word in {"no", "false", "0"}:
        return False
    raise _wrong(spec, "write yes, no or unknown.")


def _choice(spec: FactSpec, raw: Any) -> str:
    word = str(raw).strip()
    if word not in dict(spec.choices):
        raise _wrong(spec, f"choose one of {', '.join(k for k, _ in spec.choices)}.")
    return word


def _many(spec: FactSpec, raw: Any) -> list[str]:
    parts: Sequence[Any] = raw if isinstance(raw, list | tuple) else str(raw).split(";")
    words = [str(part).strip() for part in parts if str(part).strip()]
    if words == [NONE_OF_THESE]:
        return []
    if spec.choices:
        known = dict(spec.choices)
        wrong = [word for word in words if word not in known]
        if wrong:
            raise _wrong(spec, f"{wrong[0]} is not one of {', '.join(known)}.")
    return sorted(set(words))


def _number(spec: FactSpec, raw: Any) -> int:
    try:
        number = int(str(raw).replace(",", "").strip())
    except ValueError:
        raise _wrong(spec, "write a whole number.") from None
    if not 0 <= number < 10**15:
        raise _wrong(spec, "write a number from 0 to 999,999,999,999,999.")
    return number


def _text(spec: FactSpec, raw: Any) -> str:
    text = str(raw).strip()
    if len(text) > 500:
        raise _wrong(spec, "write at most 500 characters.")
    if any(ord(char) < 32 and char not in "\n\t" for char in text):
        raise _wrong(spec, "remove the control characters.")
    return text


_PARSERS: Mapping[FactKind, Callable[[FactSpec, Any], Any]] = {
    FactKind.YES_NO: _yes_no,
    FactKind.CHOICE: _choice,
    FactKind.MANY: _many,
    FactKind.NUMBER: _number,
    FactKind.TEXT: _text,
}


def all_yes(values: Iterable[bool | None]) -> bool | None:
    """Three-valued "every": any no -> no, else any unknown -> unknown, none at all -> unknown."""
    seen = list(values)
    if any(value is False for value in seen):
        return False
    if not seen or any(value is None for value in seen):
        return None
    return True


def any_yes(values: Iterable[bool | None]) -> bool | None:
    """Three-valued "some": any yes -> yes, else any unknown -> unknown, none at all -> unknown."""
    seen = list(values)
    if any(value is True for value in seen):
        return True
    if not seen or any(value is None for value in seen):
        return None
    return False


@dataclass(frozen=True, slots=True)
class Unlock:
    """What knowing a fact is good for: how many questions read it, and which laws they serve."""

    questions: int
    citations: tuple[str, ...]


@Provider
def all_unlocks() -> Mapping[str, Unlock]:
    """What each fact unlocks, by key; one query, so a page asks once for all its facts."""
    return {}


def unlocks(key: str) -> Unlock:
    """What one fact unlocks; nothing while no catalogue is loaded."""
    return all_unlocks().get(key, Unlock(0, ()))


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Writes specs of one object and one group of its form without repeating either."""

    about: About
    group: str
    derived: bool = False

    def yes_no(self, key: str, label: str, hint: str = "", **more: Any) -> FactSpec:
        return self._spec(key, label, FactKind.YES_NO, hint, **more)

    def choice(
        self, key: str, label: str, choices: Iterable[tuple[str, str]], hint: str = "", **more: Any
    ) -> FactSpec:
        return self._spec(key, label, FactKind.CHOICE, hint, tuple(choices), **more)

    def many(
        self,
        key: str,
        label: str,
        choices: Iterable[tuple[str, str]] = (),
        hint: str = "",
        **more: Any,
    ) -> FactSpec:
        return self._spec(key, label, FactKind.MANY, hint, tuple(choices), **more)

    def number(self, key: str, label: str, hint: str = "", **more: Any) -> FactSpec:
        return self._spec(key, label, FactKind.NUMBER, hint, **more)

    def text(self, key: str, label: str, hint: str = "", **more: Any) -> FactSpec:
        return self._spec(key, label, FactKind.TEXT, hint, **more)

    def _spec(
        self,
        key: str,
        label: str,
        kind: FactKind,
        hint: str,
        choices: tuple[tuple[str, str], ...] = (),
        *,
        sensitive: bool = False,
        made_from: tuple[str, ...] = (),
        every: bool = False,
        checked: bool = False,
    ) -> FactSpec:
        return FactSpec(
            key=key,
            label=label,
            kind=kind,
            about=self.about,
            group=self.group,
            help=hint,
            choices=choices,
            derived=self.derived,
            sensitive=sensitive,
            made_from=made_from,
            every=every,
            checked=checked,
        )
