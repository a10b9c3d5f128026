from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.models import User
from apps.core.access import TeamRole
from apps.core.errors import NotVisible
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..forms import MemberForm, TeamForm
from ..listings import TEAMS
from ..models import Team
from ..permissions import MANAGE_PEOPLE, MANAGE_TEAM, VIEW_TEAMS
from ..person_frame import member_lines
from ..selectors import get_team, list_teams, visible_people
from ..services import teams as services


@page(VIEW_TEAMS)
@require_safe
def teams(request: PageRequest) -> HttpResponseBase:
    return TEAMS.respond(request, list_teams(request.actor))


@page(MANAGE_PEOPLE)
def create(request: PageRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    if form.is_valid():
        team = try_service(
            form, lambda: services.create_team(actor=request.actor, **form.cleaned_data)
        )
        if team:
            return redirect("organizations:team", team.public_id)
    context = {"form": form}
    return render(request, "organizations/team_form.html", context, status=form_status(form))


def _show(request: PageRequest, team: Team, form: MemberForm, status: int = 200) -> HttpResponse:
    context = {"team": team, "members": member_lines(team), "form": form}
    return render(request, "organizations/team_detail.html", context, status=status)


def _people(request: PageRequest) -> MemberForm:
    """A lead chooses among everybody by name: a team is joined from elsewhere."""
    return MemberForm(request.POST or None, people=User.objects.order_by("name"))


@page(VIEW_TEAMS)
@require_safe
def team(request: PageRequest, team_id: uuid.UUID) -> HttpResponse:
    return _show(request, get_team(request.actor, team_id), _people(request))


@page(MANAGE_TEAM)
@require_POST
def set_member(request: PageRequest, team_id: uuid.UUID) -> HttpResponse:
    team, form = get_team(request.actor, team_id), _people(request)
    if form.is_valid():
        person, role = form.cleaned_data["person"], TeamRole(form.cleaned_data["role"])
        reason = form.cleaned_data["reason"]
        member = try_service(
            form,
            lambda: services.set_member(
                actor=request.actor, team=team, person=person, role=role, reason=reason
            ),
        )
        if member:
            messages.success(request, f"{person} is now {role.value} in {team}.")
            return redirect("organizations:team", team_id)
    return _show(request, team, form, status=422)


@page(MANAGE_TEAM)
@require_POST
def remove_member(request: PageRequest, team_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    team = get_team(request.actor, team_id)
    person = visible_people(request.actor).filter(public_id=person_id).first()
    if person is None:
        raise NotVisible("We could not find that person.")
    lines = member_lines(team)
    left = next((line.left for line in lines if line.member.user_id == person.pk), "")
    services.remove_member(actor=request.actor, team=team, person=person)
    messages.success(request, f"{person} is no longer in {team}. {left}".strip())
    return redirect("organizations:team", team_id)
