"""Findings and actions for tests."""

from __future__ import annotations

from typing import Any

from apps.core.access import Actor
from apps.organizations.models import Team
from apps.remediation.models import RemediationItem, Severity
from apps.remediation.services import plan_action, raise_finding
from apps.trail.refs import TrailRef

LOOK = TrailRef("check", "check-1", "Check of the bucket")


def make_finding(
    actor: Actor, team: Team, key: str = "public", severity: Severity = Severity.HIGH, **more: Any
) -> RemediationItem:
    source = more.pop("source", LOOK)
    title = more.pop("title", "The bucket is public")
    return raise_finding(
        actor=actor,
        source=source,
        key=key,
        target=team.trail_ref(),
        title=title,
        severity=severity,
        **more,
    )


def make_action(
    actor: Actor, team: Team, title: str = "Close the bucket", **more: Any
) -> RemediationItem:
    return plan_action(actor=actor, target=team.trail_ref(), title=title, **more)
