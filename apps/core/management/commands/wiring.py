"""`manage.py wiring`: who tells whom, of everything that is declared below and registered above."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser

from apps.core.hooks import DECLARED, Declared

BEGIN = "<!-- wiring: begin, written by manage.py wiring --write -->"
END = "<!-- wiring: end -->"


class Command(BaseCommand):
    help = "Print the table of hooks, providers and registries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--write", action="store_true", help="put the table into docs/architecture.md"
        )

    def handle(self, *, write: bool, **options: Any) -> None:
        if write:
            page = Path(settings.BASE_DIR) / "docs/architecture.md"
            page.write_text(written_into(page.read_text("utf-8")), "utf-8")
        else:
            self.stdout.write(table())


def table() -> str:
    """One line for each declaration of the product, by the module that declares."""
    ours = sorted((d for d in DECLARED if d.module.startswith("apps.")), key=place)
    lines = ["| declared in | what | meaning | registered by |", "|---|---|---|---|"]
    return "\n".join(lines + [line(declared) for declared in ours])


def place(declared: Declared[Any]) -> tuple[str, str]:
    return declared.module, declared.name


def line(declared: Declared[Any]) -> str:
    who = ", ".join(f"`{short(module)}`" for module in sorted(declared.registrants))
    kind = type(declared).__name__.lower()
    return f"| `{short(declared.module)}` | {kind} *{declared.name}* | {declared.about} | {who} |"


def short(module: str) -> str:
    return module.removeprefix("apps.")


def written_into(text: str) -> str:
    """The page with today's table between its markers."""
    before, _, rest = text.partition(f"{BEGIN}\n")
    _, _, after = rest.partition(f"\n{END}")
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"
