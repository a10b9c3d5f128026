"""`manage.py seed_demo`: the demo organisation, in or out."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from apps.accounts.models import User
from apps.catalogue.models import CatalogueVersion
from apps.core import clock
from apps.core.errors import DomainError
from apps.demo import removal, sign_ins, story
from apps.demo.players import COMMAND
from apps.organizations.models import Organization
from apps.trail.services import record, sign_checkpoint

from ...actions import SEEDED


class Command(BaseCommand):
    help = (
        "Make a demo organisation with three pipelines and two quarters of history. Prints who "
        "can sign in. Run again, it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="also beside an organisation that is here already"
        )
        parser.add_argument("--remove", action="store_true", help="take all of the demo out again")
        parser.add_argument(
            "--dry-run", action="store_true", help="with --remove: only say what would go"
        )
        parser.add_argument(
            "--sign-ins", action="store_true", help="only print who can sign in, if it is here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.quiet = options["verbosity"] == 0
        if options["remove"] and options["dry_run"]:
            self._say_what_would_go()
        elif options["remove"]:
            self._remove()
        elif options["sign_ins"]:
            self._print_sign_ins()
        else:
            self._seed(force=options["force"])

    def _seed(self, *, force: bool) -> None:
        if removal.is_here():
            self._say("The demo organisation is here already.")
        else:
            self._refuse_unless_ready(force)
            password = sign_ins.new_password()
            with transaction.atomic():
                players = story.tell(clock.now(), password)
                detail = {"note": "Events before this one were made with it and carry past dates."}
                record(COMMAND, SEEDED, players.organization, detail)
                sign_checkpoint()
            sign_ins.keep_password(password)
            self._say("The demo organisation is ready. Sign in as one of these:")
        if not self.quiet:
            self._print_sign_ins()

    def _refuse_unless_ready(self, force: bool) -> None:
        if not CatalogueVersion.objects.exists():
            raise CommandError("The demo needs the questions first: run manage.py load_catalogue.")
        if not force and (User.objects.exists() or Organization.objects.exists()):
            raise CommandError(
                "This installation is in use, so the demo was not added. With --force it is added "
                "beside what is here, and --remove takes it out again."
            )

    def _remove(self) -> None:
        if not removal.is_here():
            self._say("There is no demo organisation here.")
            return
        try:
            count = removal.remove()
        except DomainError as error:
            raise CommandError(error.message) from None
        sign_ins.forget_password()
        self._say(f"The demo organisation is removed: {count:,} rows. The trail stays.")

    def _say_what_would_go(self) -> None:
        plan = removal.plan_removal()
        for noun, count in plan.counts.items():
            self.stdout.write(f"{count:>8,}  {noun}")
        self.stdout.write(f"{plan.total:>8,}  rows and {len(plan.files):,} files would go.")
        for blocker in plan.blockers:
            self.stdout.write(f"In the way: {blocker}")

    def _print_sign_ins(self) -> None:
        if removal.is_here():
            for line in sign_ins.sign_in_lines():
                self.stdout.write(line)

    def _say(self, text: str) -> None:
        if not self.quiet:
            self.stdout.write(text)
