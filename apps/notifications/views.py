from __future__ import annotations

import uuid
from typing import cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.models import User
from apps.ui.guard import SIGNED_IN, PageRequest, page
from apps.ui.submit import form_status, try_service

from .forms import PreferencesForm
from .listing import NOTIFICATIONS
from .selectors import get_notification, list_notifications, mail_choices, preferences_of
from .services import telling
from .services.preferences import set_preferences


@page(SIGNED_IN)
@require_safe
def notifications(request: PageRequest) -> HttpResponseBase:
    return NOTIFICATIONS.respond(request, list_notifications(request.actor))


@page(SIGNED_IN)
@require_safe
def open_notification(request: PageRequest, notification_id: uuid.UUID) -> HttpResponse:
    """On to what it is about; the reader has seen it then, from a mail as from the page."""
    notification = get_notification(request.actor, notification_id)
    telling.mark_read(actor=request.actor, notification=notification)
    return redirect(notification.url)


@page(SIGNED_IN)
@require_POST
def mark_read(request: PageRequest, notification_id: uuid.UUID) -> HttpResponse:
    notification = get_notification(request.actor, notification_id)
    telling.mark_read(actor=request.actor, notification=notification)
    return redirect("notifications:list")


@page(SIGNED_IN)
@require_POST
def mark_all_read(request: PageRequest) -> HttpResponse:
    count = telling.mark_all_read(actor=request.actor)
    messages.success(request, f"Marked as read: {count}.")
    return redirect("notifications:list")


@page(SIGNED_IN)
def preferences(request: PageRequest) -> HttpResponse:
    reader = cast("User", request.user)
    chosen = preferences_of(reader)
    form = PreferencesForm(
        request.POST or None,
        mail=mail_choices(chosen),
        initial={"time_zone": reader.time_zone, "digest_hour": chosen.digest_hour},
    )
    if form.is_valid():
        saved = try_service(form, lambda: set_preferences(actor=request.actor, **form.chosen()))
        if saved:
            messages.success(request, "Saved. It holds from the next mail on.")
            return redirect("notifications:preferences")
    context = {"form": form}
    return render(request, "notifications/preferences.html", context, status=form_status(form))
