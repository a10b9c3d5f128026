"""`manage.py verify_trail`: recompute the whole chain; exit 1 and name the first broken link."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.trail.services import seal_pending
from apps.trail.verification import verify_trail


class Command(BaseCommand):
    help = "Recompute every link of the trail and say whether it holds."

    def handle(self, *args: Any, **options: Any) -> None:
        seal_pending()
        result = verify_trail()
        if not result.holds:
            raise CommandError(result.broken, returncode=1)
        self.stdout.write(
            f"The trail holds: {result.linked} events linked, {result.unlinked} waiting, "
            f"{result.erased} details erased, {result.checkpoints} checkpoints verified.\n"
            f"Checkpoint key {result.public_key}\n"
            f"Head {result.head}"
        )
