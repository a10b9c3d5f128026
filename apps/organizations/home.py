"""What home says about people, roles and the installation."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.accounts.selectors import people_without_second_factor
from apps.core import clock, heartbeat
from apps.core.access import Actor, check
from apps.trail.selectors import last_checkpoint
from apps.ui.home_sources import NEEDS, PANELS, Need, Panel, Urgency

from .models import OrganizationRole
from .permissions import EDIT_SIGN_IN, VIEW_HEALTH
from .selectors import list_invitations

ROLE_ENDS_SOON = dt.timedelta(days=30)
CHECKPOINT_LATE = dt.timedelta(hours=3)


def ending_roles(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """The reader's own roles that end within a month."""
    month = (clock.today(), clock.today() + ROLE_ENDS_SOON)
    ending = OrganizationRole.objects.filter(Q(user_id=actor.user_id), until__range=month)
    return [
        Need(
            "calendar-off",
            f"Your access as {role.get_role_display().lower()} ends",
            "Ask an administrator if you need longer.",
            day=role.until,
        )
        for role in ending.order_by("until")[:limit]
    ]


def open_invitations(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Invitations that nobody has accepted yet."""
    waiting = list_invitations(actor).select_related(None).order_by("expires_at")
    return [
        Need(
            "mail-question",
            f"{invitation.name} has not accepted the invitation",
            f"{invitation.email} · {_link_words(invitation.expires_at)}",
            reverse("organizations:people"),
            "See",
            timezone.localdate(invitation.expires_at),
        )
        for invitation in waiting[:limit]
    ]


def _link_words(expires_at: dt.datetime) -> str:
    over = timezone.localdate(expires_at) < clock.today()
    return "the link has ended, invite again" if over else "the link ends soon"


def password_only(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """How many people sign in without a second factor."""
    if not check(actor, EDIT_SIGN_IN).allowed:
        return []
    count = people_without_second_factor().count()
    people = "1 person signs in" if count == 1 else f"{count:,} people sign in"
    need = Need(
        "key",
        f"{people} with only a password",
        "Require a second factor for a role, and it is set up at the next sign-in.",
        reverse("organizations:sign_in"),
        "Require it",
    )
    return [need] if count else []


def silent_worker(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Administrators learn that background work waits."""
    if not check(actor, VIEW_HEALTH).allowed or heartbeat.worker_is_alive():
        return []
    return [
        Need(
            "heartbeat",
            "The worker is silent",
            "Packs, scores and the sealing of the trail wait until it runs."
            " Its log says why it stopped.",
            urgency=Urgency.STANDSTILL,
        )
    ]


@dataclass(frozen=True, slots=True)
class Health:
    """How the installation is; `checkpoint` is when the trail was last signed."""

    worker_alive: bool
    worker_seen: dt.datetime | None
    checkpoint: dt.datetime | None
    without_factor: int

    @property
    def checkpoint_is_late(self) -> bool:
        return self.checkpoint is None or clock.now() - self.checkpoint > CHECKPOINT_LATE


def health(actor: Actor, team_id: uuid.UUID | None) -> Health | None:
    """The same whatever team is chosen."""
    if not check(actor, VIEW_HEALTH).allowed:
        return None
    signed = last_checkpoint()
    return Health(
        heartbeat.worker_is_alive(),
        heartbeat.last_beat(),
        signed.at if signed else None,
        people_without_second_factor().count(),
    )


NEEDS.register(ending_roles, open_invitations, password_only, silent_worker)
PANELS.register(Panel("installation", 10, "organizations/_home_health.html", health))
