"""Say what is wrong with the catalogue content, and what it covers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.catalogue.authoring.coverage import coverage, report_lines
from apps.catalogue.authoring.lint import lint
from apps.catalogue.authoring.loader import CONTENT_DIRECTORY, load_content
from apps.catalogue.authoring.problems import ContentError
from apps.core.facts import fact_specs


class Command(BaseCommand):
    help = "Check the catalogue content; exits with 1 when it has errors."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--content", type=Path, default=CONTENT_DIRECTORY)
        parser.add_argument("--quiet", action="store_true", help="leave out remarks and coverage")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = load_content(options["content"])
        except ContentError as error:
            raise CommandError(error.message) from error
        findings = lint(content, fact_specs())
        covered = coverage(content.catalogue())
        for problem in findings.errors:
            self.stdout.write(f"error   {problem}")
        if not options["quiet"]:
            for problem in findings.remarks:
                self.stdout.write(f"remark  {problem}")
            for line in report_lines(covered):
                self.stdout.write(line)
        self.stdout.write(f"{len(findings.errors)} errors, {len(findings.remarks)} remarks")
        if findings.errors:
            raise CommandError("The catalogue is not clean.")
