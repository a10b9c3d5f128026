"""What people do, declared by the app where they do it, as permissions are.

An app's actions.py holds `SAVED = action("assessments.answer.saved", "answered")`; its service
records `SAVED`. The trail, home's week, the history of an object and packs all read these words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One act. Its code is part of what the chain covers and never changes; its words may."""

    code: str
    words: str
    quiet: bool = False
    counted: tuple[str, str] | None = None

    @property
    def area(self) -> str:
        return self.code.split(".")[0]

    @property
    def noun(self) -> str:
        return self.code.split(".")[1]


_AREAS: dict[str, str] = {}
_ACTIONS: dict[str, Action] = {}


def area(key: str, label: str) -> None:
    """Declare the first part of codes once, with what people call it in the trail's filter."""
    if key in _AREAS:
        raise ValueError(f"area {key} is declared twice")
    _AREAS[key] = label


def action(
    code: str, words: str, *, quiet: bool = False, counted: tuple[str, str] | None = None
) -> Action:
    """Declare an action once, in an app's actions.py.

    `code` reads `<area>.<noun>.<past verb>`; `words` come between who and what: Lena *answered*
    "Is there a policy?". Many alike on one day become one line of a summary: in the words of the
    action, or as figures of what is `counted` ("answered 12 questions"). A `quiet` action is in
    the trail and in no summary.
    """
    declared = Action(code, words, quiet, counted)
    if code.count(".") != 2 or declared.area not in _AREAS:
        raise ValueError(f"{code} is not <area>.<noun>.<past verb> of a declared area")
    if code in _ACTIONS:
        raise ValueError(f"action {code} is declared twice")
    _ACTIONS[code] = declared
    return declared


def is_declared(value: object) -> bool:
    """Whether it is an action that an app declared, and no code or look-alike of one."""
    return isinstance(value, Action) and _ACTIONS.get(value.code) is value


def all_actions() -> list[Action]:
    """Every declared action, by code."""
    return [_ACTIONS[code] for code in sorted(_ACTIONS)]


def action_of(code: str) -> Action | None:
    """The action that was recorded under a code; None for one of another version."""
    return _ACTIONS.get(code)


def words_of(code: str) -> str:
    """The words of an action; for one this version does not know, its code made readable."""
    known = action_of(code)
    return known.words if known else " ".join(code.split(".")[1:]).replace("_", " ") or code


def codes_saying(text: str) -> list[str]:
    """The actions whose words hold this text, for the search."""
    return [known.code for known in all_actions() if text.lower() in known.words.lower()]


def areas() -> list[tuple[str, str]]:
    """What codes begin with and what people call it, for a menu."""
    pairs = [(f"{key}.", label) for key, label in _AREAS.items()]
    return sorted(pairs, key=lambda pair: pair[1])


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every action by area, for a menu: "Answered…"."""
    return [(label, _menu(prefix)) for prefix, label in areas()]


def _menu(prefix: str) -> list[tuple[str, str]]:
    """Lines of one area; two actions of the same words are told apart by what they are about."""
    offered = [known for known in all_actions() if known.code.startswith(prefix)]
    times = Counter(known.words for known in offered)
    lines = [(known.code, _menu_line(known, times[known.words] > 1)) for known in offered]
    return sorted(lines, key=lambda line: line[1])


def _menu_line(known: Action, is_one_of_many: bool) -> str:
    about = f" ({known.noun})" if is_one_of_many else ""
    return f"{known.words.capitalize()}…{about}"


area("trail", "Trail")
DETAIL_ERASED = action("trail.detail.erased", "erased details of", quiet=True)
