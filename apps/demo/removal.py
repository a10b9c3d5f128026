"""Taking the demo out again, with its files.

What is flagged as demo goes with all that depends on it. Its people go too, unless real work names
one of them: that stops the removal. The trail and the catalogue stay.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.assessments.models import Answer
from apps.core.disposal import Plan, dispose, plan_disposal
from apps.core.errors import DomainError
from apps.evidence.models import Evidence
from apps.organizations.models import Organization, OrganizationRole, Team
from apps.organizations.services.people import sign_out_everywhere
from apps.remediation.models import RemediationItem
from apps.trail.services import record

from .actions import REMOVED
from .players import COMMAND


def is_here() -> bool:
    """Whether some of the demo is in the database."""
    return Team.objects.filter(is_demo=True).exists() or User.objects.filter(is_demo=True).exists()


def plan_removal() -> Plan:
    """What would go, and what stands in the way."""
    people = User.objects.filter(is_demo=True)
    roots: list[QuerySet[Any]] = [
        Team.objects.filter(is_demo=True),
        Evidence.objects.filter(is_demo=True),
        OrganizationRole.objects.filter(user__in=people),
    ]
    organizations = Organization.objects.filter(is_demo=True)
    if organizations.exists():
        roots.append(Answer.objects.filter(subject_key="organization"))
        roots.append(RemediationItem.objects.filter(team=None))
        roots.append(organizations)
    return plan_disposal(*roots, if_unused=[people])


@transaction.atomic
def remove() -> int:
    """Delete the demo; returns the number of rows. Raises `DomainError` when real work names it."""
    for person in User.objects.filter(is_demo=True):
        sign_out_everywhere(person)
    plan = plan_removal()
    if plan.blockers:
        raise DomainError(_in_the_way(plan))
    count = dispose(plan)
    if count:
        ref = Team(name="Demo organisation").trail_ref()
        record(COMMAND, REMOVED, ref, {"rows": count})
    return count


def _in_the_way(plan: Plan) -> str:
    return (
        f"The demo was not removed, because something real still names one of its people: "
        f"{'; '.join(plan.blockers[:3])}. Give it to somebody else and try again."
    )
