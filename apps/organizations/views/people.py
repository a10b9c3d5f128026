from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.models import User
from apps.core import clock
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..emails import invitation_link
from ..forms import CloseForm, InvitationForm, RoleForm
from ..listings import PEOPLE
from ..permissions import MANAGE_PEOPLE, VIEW_PEOPLE
from ..person_frame import person_tabs, role_lines
from ..selectors import get_invitation, get_person, list_people
from ..services import invitations
from ..services import people as services


@page(VIEW_PEOPLE)
@require_safe
def people(request: PageRequest) -> HttpResponseBase:
    return PEOPLE.respond(request, list_people(request.actor))


@page(MANAGE_PEOPLE)
def invite(request: PageRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if form.is_valid() and (
        sent := try_service(
            form, lambda: invitations.invite_person(actor=request.actor, **form.cleaned_data)
        )
    ):
        invitation, token = sent
        context = {"invitation": invitation, "link": invitation_link(token)}
        return render(request, "organizations/invitation_sent.html", context)
    context = {"form": form}
    return render(request, "organizations/invitation_form.html", context, status=form_status(form))


@page(MANAGE_PEOPLE)
@require_POST
def withdraw(request: PageRequest, invitation_id: uuid.UUID) -> HttpResponse:
    invitation = get_invitation(request.actor, invitation_id)
    invitations.withdraw_invitation(actor=request.actor, invitation=invitation)
    messages.success(request, f"The invitation to {invitation.email} is withdrawn.")
    return redirect("organizations:people")


@page(VIEW_PEOPLE)
@require_safe
def person(request: PageRequest, person_id: uuid.UUID) -> HttpResponse:
    person = get_person(request.actor, person_id)
    return _show(request, person, RoleForm())


def _show(request: PageRequest, person: User, form: RoleForm) -> HttpResponse:
    context = {
        "person": person,
        "roles": role_lines(person),
        "tabs": person_tabs(request.actor, person),
        "form": form,
        "today": clock.today(),
    }
    return render(request, "organizations/person_detail.html", context, status=form_status(form))


@page(MANAGE_PEOPLE)
@require_POST
def give_role(request: PageRequest, person_id: uuid.UUID) -> HttpResponse:
    person, form = get_person(request.actor, person_id), RoleForm(request.POST)
    if form.is_valid():
        given = try_service(
            form,
            lambda: services.give_role(actor=request.actor, person=person, **form.cleaned_data),
        )
        if given:
            messages.success(request, f"{person} has the role now.")
            return redirect("organizations:person", person_id)
    return _show(request, person, form)


@page(MANAGE_PEOPLE)
@require_POST
def end_role(request: PageRequest, person_id: uuid.UUID) -> HttpResponse:
    person = get_person(request.actor, person_id)
    role = request.POST.get("role", "")
    left = next((line.left for line in role_lines(person) if line.role.role == role), "")
    services.end_role(actor=request.actor, person=person, role=role)
    messages.success(request, f"{person} no longer has the role. {left}".strip())
    return redirect("organizations:person", person_id)


@page(MANAGE_PEOPLE)
@require_POST
def end_sessions(request: PageRequest, person_id: uuid.UUID) -> HttpResponse:
    person = get_person(request.actor, person_id)
    ended = services.end_sessions(actor=request.actor, person=person)
    messages.success(request, f"{person} is signed out. Sessions ended: {ended}.")
    return redirect("organizations:person", person_id)


@page(MANAGE_PEOPLE)
@require_POST
def remove_second_factor(request: PageRequest, person_id: uuid.UUID) -> HttpResponse:
    person = get_person(request.actor, person_id)
    services.remove_second_factor(actor=request.actor, person=person)
    messages.success(request, f"{person} signs in with the password alone until they set one up.")
    return redirect("organizations:person", person_id)


@page(MANAGE_PEOPLE)
@require_POST
def password_link(request: PageRequest, person_id: uuid.UUID) -> HttpResponse:
    person = get_person(request.actor, person_id)
    link = services.make_password_link(actor=request.actor, person=person)
    context = {"person": person, "link": link}
    return render(request, "organizations/person_password_link.html", context)


@page(MANAGE_PEOPLE)
def close(request: PageRequest, person_id: uuid.UUID) -> HttpResponse:
    person, form = get_person(request.actor, person_id), CloseForm(request.POST or None)
    if form.is_valid():
        closed = try_service(
            form,
            lambda: services.close_account(actor=request.actor, person=person, **form.cleaned_data),
        )
        if closed:
            messages.success(request, f"The account of {person} is closed. What they did stays.")
            return redirect("organizations:people")
    context = {"person": person, "form": form}
    return render(request, "organizations/person_close.html", context, status=form_status(form))
