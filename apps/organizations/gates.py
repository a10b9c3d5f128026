"""What must be passed before any page: the second factor, where a role requires one."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from apps.core.access import Actor
from apps.ui.guard import PageRequest

from .selectors import all_roles, mfa_roles


def needs_second_factor(actor: Actor) -> bool:
    """Whether a role of the actor requires one; without any role, whether every role does.

    Somebody from elsewhere, who holds only shared objects, is not a way around the rule.
    """
    required = mfa_roles()
    roles = {role.value for role in (*actor.org_roles, *actor.team_roles.values())}
    return bool(roles & required) if roles else all_roles() <= required


def second_factor_gate(request: PageRequest) -> HttpResponseBase | None:
    """Send people whose role requires a second factor, and who have none, to set it up."""
    # Asked again for each page: what the session remembers may have been removed since.
    if not needs_second_factor(request.actor) or is_mfa_enabled(request.user):
        return None
    messages.warning(
        request, "Your role needs a second factor. Set one up to go on; it takes a minute."
    )
    return redirect("mfa_index")
