"""What home hears from the apps below it."""

from __future__ import annotations

from django.urls import reverse

from apps.core.access import Actor
from apps.core.words import date_words
from apps.notifications.services.telling import notify
from apps.remediation import hooks as remediation_hooks
from apps.remediation.models import RemediationItem

from .notifications import ACTION_ASSIGNED


def tell_new_owner(actor: Actor, item: RemediationItem) -> None:
    """Findings and actions know nothing of notifications, so they say here who owns one now."""
    due = f", due {date_words(item.due)}" if item.due else ""
    notify(
        actor=actor,
        person=item.owner,
        kind=ACTION_ASSIGNED,
        words=f"{actor.label} made you the owner of “{item.title}”{due}",
        url=reverse("remediation:item", args=[item.public_id]),
    )


def connect() -> None:
    """Called once, when the application starts."""
    remediation_hooks.assigned.register(tell_new_owner)
