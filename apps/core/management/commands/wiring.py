"""`manage.py wiring`: the stack of apps, and who tells whom in it.

What is declared below and registered above shows in no import, so that it is printed here.
"""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser

from apps.core.hooks import DECLARED, Declared

STACK = ("<!-- stack: begin, written by manage.py wiring --write -->", "<!-- stack: end -->")
WIRING = ("<!-- wiring: begin, written by manage.py wiring --write -->", "<!-- wiring: end -->")


class Command(BaseCommand):
    help = "Print the stack of apps, and the table of hooks, providers and registries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="put them into architecture.md")

    def handle(self, *, write: bool, **options: Any) -> None:
        if write:
            page = Path(settings.BASE_DIR) / "docs/architecture.md"
            page.write_text(written_into(page.read_text("utf-8")), "utf-8")
        else:
            self.stdout.write(f"{stack()}\n\n{table()}")


def layers() -> list[list[str]]:
    """The stack of the import contract, from the top; brackets name what is not built yet."""
    text = (Path(settings.BASE_DIR) / "pyproject.toml").read_text("utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    lines = next(contract["layers"] for contract in contracts if contract.get("exhaustive"))
    built = [[name for name in re.split(r"[ |]+", line) if "(" not in name] for line in lines]
    return [names for names in built if names]


def stack() -> str:
    """One line for each app with what its package says of itself; `|` separates
    apps that may not know each other."""
    lines = []
    for names in layers():
        mark = "|" if len(names) > 1 else " "
        lines += [f"{name:<16}{mark} {_about(name)}" for name in names]
    return "\n".join(["```", *lines, "```"])


def _about(app: str) -> str:
    return (importlib.import_module(f"apps.{app}").__doc__ or "").partition("\n")[0]


def table() -> str:
    """One line for each declaration, by the module that declares."""
    lines = ["| declared in | what | meaning | registered by |", "|---|---|---|---|"]
    return "\n".join(lines + [_line(declared) for declared in declarations()])


def declarations() -> list[Declared[Any]]:
    """Everything that the product declares."""
    # The addresses bring in whatever it uses.
    importlib.import_module(settings.ROOT_URLCONF)
    return sorted((d for d in DECLARED if d.module.startswith("apps.")), key=_place)


def _place(declared: Declared[Any]) -> tuple[str, str]:
    return declared.module, declared.name


def _line(declared: Declared[Any]) -> str:
    who = ", ".join(f"`{_short(module)}`" for module in sorted(declared.registrants))
    kind = type(declared).__name__.lower()
    return f"| `{_short(declared.module)}` | {kind} *{declared.name}* | {declared.about} | {who} |"


def _short(module: str) -> str:
    return module.removeprefix("apps.")


def written_into(page: str) -> str:
    """The page with today's stack and table between their markers."""
    return _between(_between(page, STACK, stack()), WIRING, table())


def _between(page: str, markers: tuple[str, str], text: str) -> str:
    begin, end = markers
    before, _, rest = page.partition(f"{begin}\n")
    _, _, after = rest.partition(f"\n{end}")
    return f"{before}{begin}\n{text}\n{end}{after}"
