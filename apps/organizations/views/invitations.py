from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from apps.accounts.addresses import client_address
from apps.core.errors import DomainError, Refused
from apps.ui.guard import public, refusal
from apps.ui.submit import form_status, try_service

from ..forms import AcceptForm
from ..services import invitations as services


@public("an invited person has no account yet; the link's token is the key")
@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        return _accept(request, token)
    except DomainError as error:
        return refusal(request, error)


def _accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation = services.open_invitation(token)
    if request.user.is_authenticated:
        raise Refused(f"You are signed in as {request.user}. Sign out, then open the link again.")
    form = AcceptForm(request.POST or None, initial={"name": invitation.name})
    if form.is_valid():
        user = try_service(
            form,
            lambda: services.accept_invitation(
                token=token,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                address=client_address(request),
            ),
        )
        if user:
            messages.success(request, "Your account is ready. Sign in with your new password.")
            return redirect("account_login")
    context = {"form": form, "invitation": invitation}
    return render(
        request, "organizations/invitation_accept.html", context, status=form_status(form)
    )
