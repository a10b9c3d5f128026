from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.access import GrantLevel, check, require
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..objects.frame import object_page
from ..objects.selectors import get_object
from ..permissions import SHARE, VIEW, WITHDRAW_SHARE
from . import services
from .forms import ShareForm
from .selectors import left_without, shares_of, team_of


@page(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponse:
    framed = object_page(request.actor, kind, ids, "sharing")
    if request.method == "POST":
        # Before the form: it says which addresses have an account.
        require(request.actor, SHARE, framed.obj)
    form = ShareForm(request.POST or None)
    if form.is_valid():
        grant = try_service(
            form,
            lambda: services.share_object(
                actor=request.actor,
                obj=framed.obj,
                person=form.found(),
                level=GrantLevel(form.cleaned_data["level"]),
                reason=form.cleaned_data["reason"],
                expires_at=form.expires_at(),
            ),
        )
        if grant:
            messages.success(request, f"{framed.obj.name} is shared with {grant.user}.")
            return redirect(request.path)
    context = {
        "page": framed,
        "object": framed.obj,
        "shares": shares_of(framed.obj),
        "team": team_of(framed.obj),
        "form": form,
        "can_share": check(request.actor, SHARE, framed.obj),
        "can_withdraw": check(request.actor, WITHDRAW_SHARE, framed.obj),
    }
    return render(request, "registry/object_sharing.html", context, status=form_status(form))


@page(WITHDRAW_SHARE)
@require_POST
def withdraw(
    request: PageRequest, /, kind: str, user_id: uuid.UUID, **ids: uuid.UUID
) -> HttpResponse:
    obj = get_object(request.actor, kind, ids[f"{kind}_id"])
    person = services.person_sharing(obj, user_id)
    left = left_without(obj, [person.pk]).get(person.pk, "")
    services.withdraw_share(actor=request.actor, obj=obj, person=person)
    ended = f"The share of {obj.name} with {person} has ended. {left}"
    messages.success(request, ended if left else f"{person} no longer has {obj.name}.")
    return redirect(f"registry:{kind}_sharing", obj.public_id)
