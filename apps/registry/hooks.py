"""Where higher apps say what the registry cannot know: who listens, and how pipelines score."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from apps.core.access import Permission

Listener = Callable[[str, Collection[int], str], None]

_listeners: list[Listener] = []


def on_facts_changed(listener: Listener) -> None:
    """Subscribe to changes of what assessments read: `listener(kind, pks, reason)`.

    `kind` is pipeline, dataset or model; `reason` is a sentence for people. Called inside the
    transaction of the change: what a listener writes stands or falls with it. Pipelines that read
    a dataset or model are found with `selectors.subjects.pipelines_reading`.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def facts_changed(kind: str, pks: Collection[int], reason: str) -> None:
    """Tell every listener."""
    for listener in _listeners:
        listener(kind, pks, reason)


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """The score of a pipeline as lists show it; shares from 0 to 1."""

    low: float
    high: float
    coverage: float
    target: float
    label: str = ""

    @property
    def target_points(self) -> float:
        """The target on the scale of 0 to 100."""
        return round(self.target * 100, 1)


ScoreProvider = Callable[[Collection[int]], Mapping[int, ScoreCell]]

_scores: list[ScoreProvider] = []


def provide_scores(provider: ScoreProvider) -> None:
    """Say how the pipelines with these keys score; one query, pipelines without a score absent."""
    _scores[:] = [provider]


def scores_of(pks: Collection[int]) -> Mapping[int, ScoreCell]:
    """Scores by pipeline key; empty while nobody scores."""
    return _scores[0](pks) if _scores and pks else {}


@dataclass(frozen=True, slots=True)
class Action:
    """What a higher app lets people do with an object, as the main button of its page.

    `url_name` is reversed with the object's public id; shown to whom `permission` allows it.
    """

    kind: str
    label: str
    icon: str
    url_name: str
    permission: Permission


_actions: dict[str, Action] = {}


def offer_action(action: Action) -> None:
    """Put a button on the pages of one kind; a kind has one main button."""
    _actions[action.kind] = action


def action_for(kind: str) -> Action | None:
    return _actions.get(kind)
