"""What this app hears from the apps below it, and what it tells them; wired up at start."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from apps.core.facts import fact_specs
from apps.evidence import hooks as evidence_hooks
from apps.evidence.models import Evidence
from apps.organizations import hooks as organization_hooks
from apps.registry import hooks as registry_hooks
from apps.registry.hooks import MainButton, ScoreCell
from apps.registry.subjects import pipelines_reading

from .attachments.selectors import evidence_shared_with, pipelines_resting_on
from .attachments.uses import uses_of
from .permissions import START
from .scores.selectors import TARGET, figures_of
from .scores.services import mark_for_refresh, refresh_or_mark


def facts_changed(kind: str, pks: Collection[int], reason: str) -> None:
    """The registry changed facts: the pipelines that read them are worked out again."""
    refresh_or_mark(pipelines_reading(kind, pks), reason)


def organization_facts_changed(keys: set[str]) -> None:
    """Facts about the organisation reach every pipeline, so the worker takes them one by one."""
    specs = fact_specs()
    labels = sorted(specs[key].label if key in specs else key for key in keys)
    mark_for_refresh(Q(), f"The organisation changed: {', '.join(labels)}")


def evidence_changed(evidence: Evidence, reason: str) -> None:
    """Evidence began or ceased to count: every pipeline whose answers rest on it moves."""
    refresh_or_mark(pipelines_resting_on(evidence), reason)


def scores_of(pks: Collection[int]) -> dict[int, ScoreCell]:
    """The figure of the whole pipeline for the registry's lists."""
    return {
        pk: ScoreCell(figures[""].low, figures[""].high, figures[""].coverage, TARGET / 100)
        for pk, figures in figures_of(pks).items()
        if "" in figures
    }


def connect() -> None:
    """Called once, when the application starts."""
    registry_hooks.facts_changed.register(facts_changed)
    registry_hooks.scores_of.register(scores_of)
    registry_hooks.MAIN_BUTTONS.register(
        MainButton("pipeline", "Assess", "clipboard-check", "assessments:start", START)
    )
    organization_hooks.facts_changed.register(organization_facts_changed)
    evidence_hooks.evidence_changed.register(evidence_changed)
    evidence_hooks.uses_of.register(uses_of)
    evidence_hooks.shared_with.register(evidence_shared_with)
