"""`manage.py first_steps`: the organisation and its first administrator, on a new installation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.access import Actor
from apps.core.errors import DomainError
from apps.organizations.emails import invitation_link
from apps.organizations.models import Organization
from apps.organizations.services.invitations import invite_person
from apps.trail.services import record

from ...actions import ORGANIZATION_CREATED


class Command(BaseCommand):
    help = "Name the organisation and invite its first administrator; prints the link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organization", required=True, help="name of the organisation")
        parser.add_argument("--email", required=True, help="address of the administrator")
        parser.add_argument("--name", required=True, help="name of the administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = Actor.command("first_steps")
        if not Organization.objects.exists():
            organization = Organization.objects.create(name=options["organization"])
            record(actor, ORGANIZATION_CREATED, organization)
        try:
            _, token = invite_person(
                actor=actor,
                email=options["email"],
                name=options["name"],
                reason="The first administrator of this installation",
                org_role="administrator",
            )
        except DomainError as error:
            raise CommandError(error.message) from None
        self.stdout.write(f"Open this link within seven days:\n{invitation_link(token)}")
