from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from apps.core.facts import About
from apps.ui.fact_form import FactsForm
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..forms import SignInForm
from ..permissions import EDIT_SIGN_IN, VIEW_ORGANIZATION
from ..selectors import organization
from ..services import settings as services


@page(VIEW_ORGANIZATION)
def facts(request: PageRequest) -> HttpResponse:
    current = organization()
    form = FactsForm(
        request.POST or None,
        about=About.ORGANIZATION,
        stored=current.facts,
        version=current.lock_version,
    )
    if form.is_valid():
        version = form.cleaned_data["version"]
        saved = try_service(
            form,
            lambda: (
                services.set_organization_facts(
                    actor=request.actor, values=form.values(), expected_version=version
                ),
            ),
        )
        if saved:
            messages.success(request, _summary(len(saved[0])))
            return redirect("organizations:facts")
    if form.is_stale:
        form.show_saved_facts(current.lock_version)
    context = {"organization": current, "form": form}
    return render(
        request, "organizations/organization_facts.html", context, status=form_status(form)
    )


def _summary(changed: int) -> str:
    if not changed:
        return "Nothing changed."
    facts_ = "1 fact" if changed == 1 else f"{changed} facts"
    return f"Saved {facts_}. Answers that rest on them are open again."


@page(EDIT_SIGN_IN)
def sign_in(request: PageRequest) -> HttpResponse:
    current = organization()
    form = SignInForm(
        request.POST or None,
        initial={
            "version": current.lock_version,
            "name": current.name,
            "mfa_roles": current.mfa_roles,
        },
    )
    if form.is_valid():
        saved = try_service(
            form,
            lambda: services.set_sign_in_rules(
                actor=request.actor,
                name=form.cleaned_data["name"],
                mfa_roles=form.cleaned_data["mfa_roles"],
                expected_version=form.cleaned_data["version"],
            ),
        )
        if saved:
            messages.success(request, "Sign-in rules saved.")
            return redirect("organizations:sign_in")
    if form.is_stale:
        form.catch_up(current.lock_version)
    context = {"organization": current, "form": form}
    return render(
        request, "organizations/organization_sign_in.html", context, status=form_status(form)
    )
