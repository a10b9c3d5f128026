"""Conditions in words: the part of CEL that the content uses, read back with the facts' labels.

Only for reading. What an expression means is decided by `expressions`, and whatever this module
does not know is given back as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.core.facts import FactSpec

Specs = Mapping[str, FactSpec]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>\d+)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>&&|\|\||==|!=|<=|>=|[<>!()\[\],.]))"
)
_AMOUNT = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}


class _Unreadable(ValueError):
    """The expression uses something this module has no words for."""


def condition_words(source: str, specs: Specs) -> str:
    """ "“Holds personal data” and “Role under GDPR” is other than Processor"."""
    try:
        return _Parser(_tokens(source), specs).read()
    except _Unreadable:
        return source


def _tokens(source: str) -> list[str]:
    phrases, place = [], 0
    while place < len(source.rstrip()):
        match = _TOKEN.match(source, place)
        if match is None:
            raise _Unreadable(source)
        phrases.append(match[0].strip().replace('"', "'"))
        place = match.end()
    return phrases


def _listed(words: Iterable[str], last: str) -> str:
    entries = list(words)
    if len(entries) < 2:
        return "".join(entries)
    return f"{', '.join(entries[:-1])} {last} {entries[-1]}"


def _group(parts: list[str]) -> str:
    """Joined by "and", in brackets where a reader could join them otherwise."""
    return f"({' and '.join(parts)})" if len(parts) > 1 else parts[0]


@dataclass
class _Parser:
    """Reads tokens from left to right; `place` is the next one."""

    tokens: list[str]
    specs: Specs
    place: int = 0

    def read(self) -> str:
        words = self._either()
        if self._peek():
            raise _Unreadable(self._peek())
        return words

    def _peek(self, ahead: int = 0) -> str:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def _take(self, expected: str = "") -> str:
        token = self._peek()
        if not token or (expected and token != expected):
            raise _Unreadable(token)
        self.place += 1
        return token

    def _either(self, inner: bool = False) -> str:
        start = self.place
        groups = [self._all()]
        while self._peek() == "||":
            self._take()
            groups.append(self._all())
        if known := self._known(self.tokens[start : self.place]):
            return known
        if len(groups) == 1:
            return _group(groups[0]) if inner else " and ".join(groups[0])
        words = " or ".join(_group(group) for group in groups)
        return f"({words})" if inner else words

    def _known(self, tokens: list[str]) -> str:
        """ "x or not x" asks only whether x is known."""
        if len(tokens) == 4 and tokens[1:3] == ["||", "!"] and tokens[0] == tokens[3]:
            return f"{self._label(tokens[0])} is known"
        return ""

    def _all(self) -> list[str]:
        parts = [self._one()]
        while self._peek() == "&&":
            self._take()
            parts.append(self._one())
        return parts

    def _one(self) -> str:
        if self._peek() == "!":
            self._take()
            return f"not {self._one()}"
        if self._peek() == "(":
            self._take()
            words = self._either(inner=True)
            self._take(")")
            return words
        if self._peek().startswith("'"):
            value = self._take()
            self._take("in")
            key = self._take()
            return f"{self._label(key)} has {self._value(key, value)}"
        if self._peek() == "size":
            return self._size()
        return self._about(self._take())

    def _size(self) -> str:
        self._take()
        self._take("(")
        key = self._take()
        self._take(")")
        sign = self._take()
        self._take("0")
        return f"{self._label(key)} is {'empty' if sign == '==' else 'not empty'}"

    def _about(self, key: str) -> str:
        sign = self._peek()
        if sign == ".":
            return self._members(key)
        if sign == "in":
            self._take()
            return f"{self._label(key)} is {_listed(self._values(key), 'or')}"
        if sign in ("==", "!="):
            self._take()
            return self._equal(key, sign, self._take())
        if sign in _AMOUNT:
            self._take()
            return f"{self._label(key)} is {_AMOUNT[sign]} {self._take()}"
        return self._label(key)

    def _equal(self, key: str, sign: str, value: str) -> str:
        if value in ("true", "false"):
            return (
                self._label(key)
                if (value == "true") == (sign == "==")
                else (f"not {self._label(key)}")
            )
        if value == "''":
            return f"{self._label(key)} is {'empty' if sign == '==' else 'given'}"
        other = "" if sign == "==" else "other than "
        return f"{self._label(key)} is {other}{self._value(key, value)}"

    def _members(self, key: str) -> str:
        """`key.exists(k, k in [...])` and its like."""
        self._take(".")
        kind = self._take()
        self._take("(")
        local = self._take()
        self._take(",")
        self._take(local)
        sign = self._take()
        values = self._values(key) if sign == "in" else [self._value(key, self._take())]
        self._take(")")
        verb = {
            ("exists", "in"): "has",
            ("exists", "=="): "has",
            ("exists", "!="): "has something other than",
            ("all", "in"): "has nothing but",
            ("all", "=="): "has nothing but",
        }.get((kind, sign))
        if verb is None:
            raise _Unreadable(kind)
        return f"{self._label(key)} {verb} {_listed(values, 'or')}"

    def _values(self, key: str) -> list[str]:
        self._take("[")
        values = [self._value(key, self._take())]
        while self._peek() == ",":
            self._take()
            values.append(self._value(key, self._take()))
        self._take("]")
        return values

    def _label(self, key: str) -> str:
        if key not in self.specs:
            raise _Unreadable(key)
        return f"“{self.specs[key].label}”"

    def _value(self, key: str, raw: str) -> str:
        if not raw.startswith("'"):
            return raw
        word = raw.strip("'")
        names = dict(self.specs[key].choices) if key in self.specs else {}
        return names.get(word, word)
