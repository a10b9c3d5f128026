"""Pages through the whole stack in process: middleware, guard, queries, template."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.assessments.addresses import question_url
from apps.assessments.models import Assessment
from apps.assessments.workbooks import open_workbook

from .timing import timed


def measure() -> dict[str, Any]:
    """Each page as the compliance officer, who sees everything, and as a contributor."""
    return {
        "officer": _as("user0@example.org"),
        "contributor": _as("user1@example.org"),
    }


def _as(email: str) -> dict[str, Any]:
    client = Client(headers={"host": "127.0.0.1"})
    user = User.objects.get(email=email)
    client.force_login(user)
    return {name: _page(client, path) for name, path in _paths(user).items()}


def _page(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}; nothing to measure.")
    return timed(lambda: client.get(path))


LISTS = {
    "pipelines": ("sensitivity=phi", "sensitivity=none", "sensitivity=unknown", "q=model"),
    "datasets": ("sensitivity=personal", "sensitivity=phi", "sensitivity=unknown", "page=60"),
    "models": ("trained_on=personal", "trained_on=unknown", "exposure=internal", "q=0042"),
}


def _lists() -> dict[str, str]:
    """The list pages of the registry, plain and with filters that read what is stated."""
    found = {}
    for name, queries in LISTS.items():
        address = reverse(f"registry:{name}")
        found[name] = address
        found |= {f"{name}?{query}": f"{address}?{query}" for query in queries}
    return found


def _paths(user: User) -> dict[str, str]:
    team = user.memberships.values_list("team_id", flat=True).first()
    assessments = Assessment.objects.select_related("pipeline__team", "catalogue_version")
    own = assessments.filter(pipeline__team_id=team) if team else assessments
    assessment = own.order_by("pk")[0]
    item = open_workbook(assessment).items[40]
    about = {"assessment_id": assessment.public_id}
    return {
        "home": reverse("home:home"),
        **_lists(),
        "assessments": reverse("assessments:list"),
        "task list": reverse("assessments:assessment", kwargs=about),
        "question": question_url(assessment, item),
        "result": reverse("assessments:result", kwargs=about),
    }
