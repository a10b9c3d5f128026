"""What is done to pipelines, datasets and models: the same acts, each kind with its own codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.trail.actions import Action, action, area, words_of
from apps.trail.targets import TARGETS, Target

from .kinds import KINDS


@dataclass(frozen=True, slots=True)
class Act:
    """One act on registered objects: the name that revisions keep, and the action of each kind."""

    name: str
    words: str
    on: Mapping[str, Action]


def _act(name: str, words: str, *, kinds: Iterable[str] = KINDS, quiet: bool = False) -> Act:
    on = {kind: action(f"registry.{kind}.{name}", words, quiet=quiet) for kind in kinds}
    return Act(name, words, on)


def act_words(kind: str, name: str) -> str:
    """What a revision of an object says was done to it."""
    return words_of(f"registry.{kind}.{name}")


area("registry", "Registry")

CREATED = _act("created", "registered")
IMPORTED = _act("imported", "imported", quiet=True)
EDITED = _act("edited", "changed")
RETIRED = _act("retired", "retired")
REINSTATED = _act("reinstated", "brought back")
FACTS_SET = _act("facts_set", "stated facts about")
SHARED = _act("shared", "shared")
SHARE_SHORTENED = _act("share_shortened", "set an earlier end for a share of")
SHARE_REDUCED = _act("share_reduced", "left only reading of a share of")
SHARE_WITHDRAWN = _act("share_withdrawn", "took back a share of")

_VERSIONED = ("dataset", "model")
VERSION_ADDED = _act("version_added", "recorded a version of", kinds=_VERSIONED)
LINEAGE_ADDED = _act("lineage_added", "recorded what went into", kinds=_VERSIONED)
INHERITED = _act("inherited", "changed what lineage brings to", kinds=_VERSIONED, quiet=True)
LINEAGE_REMOVED = _act("lineage_removed", "took back what went into", kinds=_VERSIONED, quiet=True)

_PIPELINE = ("pipeline",)
STAGE_FACTS_SET = _act("stage_facts_set", "stated facts about stages of", kinds=_PIPELINE)
STAGE_ADDED = _act("stage_added", "added stages to", kinds=_PIPELINE)
STAGE_REMOVED = _act("stage_removed", "removed stages from", kinds=_PIPELINE)
# By the kind of what is linked to the pipeline.
LINKED = {
    "dataset": _act("dataset_linked", "linked data to", kinds=_PIPELINE),
    "model": _act("model_linked", "linked models to", kinds=_PIPELINE),
}
UNLINKED = {
    "dataset": _act("dataset_unlinked", "unlinked data from", kinds=_PIPELINE, quiet=True),
    "model": _act("model_unlinked", "unlinked models from", kinds=_PIPELINE, quiet=True),
}

TARGETS.register(*(Target(kind, page=f"registry:{kind}", open_to_team=True) for kind in KINDS))
