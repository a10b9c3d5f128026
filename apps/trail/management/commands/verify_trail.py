"""`manage.py verify_trail`: recompute the whole chain; exit 1 and name the first broken link."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.trail.services import seal_pending
from apps.trail.verification import verify_trail


class Command(BaseCommand):
    help = "Recompute every link of the trail and say whether it holds."

    def handle(self, *args: Any, **options: Any) -> None:
        seal_pending()
        found = verify_trail()
        if not found.holds:
            raise CommandError(found.broken, returncode=1)
        self.stdout.write(
            f"The trail holds: {found.linked} events linked, {found.unlinked} waiting, "
            f"{found.erased} details erased, {found.checkpoints} checkpoints verified.\n"
            f"Checkpoint key {found.public_key}\n"
            f"Head {found.head}"
        )
