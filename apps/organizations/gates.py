"""What must be passed before any page: the second factor, where a role requires one."""

from __future__ import annotations

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from apps.core.access import Actor
from apps.ui.guard import PageRequest

from .selectors import mfa_roles


def roles_of(actor: Actor) -> set[str]:
    return {role.value for role in (*actor.org_roles, *actor.team_roles.values())}


def second_factor_gate(request: PageRequest) -> HttpResponseBase | None:
    """Send people whose role requires a second factor, and who have none, to set it up."""
    if not roles_of(request.actor) & mfa_roles():
        return None
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    if any(method.get("method") == "mfa" for method in methods):
        return None
    if is_mfa_enabled(request.user):
        return None
    messages.warning(
        request, "Your role needs a second factor. Set one up to go on; it takes a minute."
    )
    return redirect("mfa_index")
