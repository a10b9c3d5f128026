"""Publish the catalogue content as a version; nothing happens when it is published already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.catalogue.authoring.loader import CONTENT_DIRECTORY
from apps.catalogue.authoring.services import load_catalogue
from apps.catalogue.selectors import current_version
from apps.core.access import Actor
from apps.core.errors import DomainError


class Command(BaseCommand):
    help = "Publish the catalogue content as a version, if it is not published yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--content", type=Path, default=CONTENT_DIRECTORY)
        parser.add_argument("--label", default="", help="name of the version, at most 60 letters")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = Actor.command("manage.py load_catalogue")
        try:
            loaded = load_catalogue(
                actor=actor, directory=options["content"], label=options["label"]
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        version = loaded.version
        if loaded.published:
            self.stdout.write(f"Published {version.label}, digest {version.digest[:16]}.")
            return
        self.stdout.write(f"{version.label} is published already; nothing changed.")
        current = current_version()
        if current.pk != version.pk:
            self.stdout.write(f"It is not the current one: {current.label} replaced it.")
