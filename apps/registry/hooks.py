"""Where higher apps say what the registry cannot know: who listens, and how pipelines score."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from apps.core.access import Permission
from apps.core.hooks import Hook, Provider, Registry
from apps.ui.navigation import OfferedTab


@Hook
def facts_changed(kind: str, pks: Collection[int], reason: str) -> None:
    """Facts of these objects changed, or what they are derived from.

    `kind` is pipeline, dataset or model; `reason` is a sentence for people. Told inside the
    transaction of the change: what a listener writes is saved or undone with it. Pipelines that
    read a dataset or model are found with `subjects.pipelines_reading`.
    """


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


@Provider
def scores_of(pks: Collection[int]) -> Mapping[int, ScoreCell]:
    """Scores by pipeline key in one query; pipelines without a score are absent."""
    return {}


@dataclass(frozen=True, slots=True)
class MainButton:
    """What a higher app lets people do with an object, as the main button of its page.

    `url_name` is reversed with the object's public id; shown to whom `permission` allows it.
    """

    kind: str
    label: str
    icon: str
    url_name: str
    permission: Permission


OBJECT_TABS = Registry[OfferedTab](
    "object tabs", "Further tabs on the pages of every object.", key=lambda tab: tab.page
)
MAIN_BUTTONS = Registry[MainButton](
    "main buttons", "The main button on the pages of one kind.", key=lambda button: button.kind
)
