"""Print the catalogue: provisions, controls, questions with the citations they serve."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.catalogue.authoring.export import export_catalogue
from apps.catalogue.authoring.loader import load_content
from apps.catalogue.authoring.markdown import catalogue_markdown
from apps.catalogue.content_types import Catalogue
from apps.catalogue.selectors import current_catalogue
from apps.core.facts import fact_specs


class Command(BaseCommand):
    help = "Print the published catalogue, or the content of a directory, as JSON or Markdown."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=("json", "markdown"), default="json")
        parser.add_argument("--content", type=Path, help="a content directory, unpublished")
        parser.add_argument("--output", type=Path, help="a file to write instead of printing")

    def handle(self, *args: Any, **options: Any) -> None:
        directory = options["content"]
        catalogue = load_content(directory).catalogue() if directory else current_catalogue()
        text = _written(catalogue, options["format"])
        if options["output"]:
            options["output"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")


def _written(catalogue: Catalogue, form: str) -> str:
    if form == "markdown":
        return catalogue_markdown(catalogue, fact_specs())
    return json.dumps(export_catalogue(catalogue), indent=2, ensure_ascii=False) + "\n"
