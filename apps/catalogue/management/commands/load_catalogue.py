"""Publish the catalogue content as a version; nothing happens when it is published already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.catalogue.authoring.services import Loaded, load_catalogue, load_shipped
from apps.catalogue.selectors import current_version
from apps.core.access import Actor
from apps.core.errors import DomainError


class Command(BaseCommand):
    help = "Publish the catalogue content as a version, if it is not published yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--content", type=Path, help="another directory than the one shipped")
        parser.add_argument("--label", default="", help="name of the version, at most 60 letters")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = Actor.command("manage.py load_catalogue")
        try:
            loaded = _load(actor, options["content"], options["label"])
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


def _load(actor: Actor, directory: Path | None, label: str) -> Loaded:
    if directory is None:
        return load_shipped(actor=actor, label=label)
    return load_catalogue(actor=actor, directory=directory, label=label)
