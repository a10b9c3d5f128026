"""Documents say what is: apps, commands, make targets, files and settings that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from apps.core.management.commands import wiring
from bench.structure.figures import BEGIN, END

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "bench/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def words(pattern: str, path: Path) -> set[str]:
    return set(re.findall(pattern, path.read_text(encoding="utf-8")))


def test_the_stack_and_the_wiring_are_todays() -> None:
    """When it fails: `manage.py wiring --write`."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")

    assert wiring.written_into(text) == text
    assert wiring.stack() in text
    assert wiring.table() in text


def test_every_app_says_what_it_is_for() -> None:
    lines = wiring.stack().splitlines()[1:-1]

    assert [line for line in lines if not re.fullmatch(r"\w+ +\|? \w.*\.", line)] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_named_commands_exist(path: Path) -> None:
    assert words(r"manage\.py (\w+)", path) <= set(get_commands())


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_named_make_targets_exist(path: Path) -> None:
    targets = words(r"(?m)^([a-z][a-z-]*):", ROOT / "Makefile")

    assert words(r"(?m)(?:^|`)make ([a-z-]+)", path) <= targets


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_to_files(path: Path) -> None:
    links = words(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path)

    assert {link for link in links if not (path.parent / link).exists()} == set()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_named_settings_are_read_somewhere(path: Path) -> None:
    read = set()
    for folder in ("mlsecure", "apps", "launch", "bench", "tests"):
        for source in (ROOT / folder).rglob("*.py"):
            read |= words(r"\b(MLSECURE_[A-Z0-9_]+)", source)

    assert words(r"\b(MLSECURE_[A-Z0-9_]+)", path) <= read


def test_every_setting_is_in_the_operations_page() -> None:
    read = set()
    for source in (ROOT / "mlsecure").rglob("*.py"):
        read |= words(r"env\.\w+\(\s*\"([A-Z][A-Z0-9_]+)\"", source)
    internal = {"MLSECURE_TEST_DATABASE", "PYTEST_XDIST_WORKER"}
    page = ROOT / "docs/operations.md"
    written = words(r"\b([A-Z][A-Z0-9_]+)\b", page)
    # "`MLSECURE_S3_BUCKET`, `_ENDPOINT`" names the second by its end only.
    ends = tuple(words(r"`(_[A-Z0-9_]+)`", page))

    assert {name for name in read - internal - written if not name.endswith(ends)} == set()


def test_the_measured_figures_have_their_place() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    _, begun, rest = text.partition(f"\n{BEGIN}\n")
    measured, ended, _ = rest.partition(f"\n{END}\n")

    assert (text.count(BEGIN), text.count(END)) == (1, 1)
    assert begun and ended
    # They move at each commit, so only that there are some is held; the date says how old.
    assert re.match(r"Measured on \d+ \w+ \d{4}\.\n", measured)


def test_the_walks_name_files_that_are_there() -> None:
    text = (ROOT / "docs/flows.md").read_text(encoding="utf-8")
    named = re.findall(r"`(apps/[\w/.]+\.py)`", text)

    assert len(named) > 40
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_recipe_is_named_where_contributors_begin() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"docs/recipes/([\w-]+\.md)", text))

    assert named == {path.name for path in (ROOT / "docs/recipes").glob("*.md")}


def test_no_text_holds_both_sides_of_a_merge() -> None:
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "templates").rglob("*")]
    texts += [*(ROOT / "static" / "css").glob("*.css"), *(ROOT / "static" / "js").glob("*.js")]
    marker = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)

    assert len(texts) > 200
    assert [path.name for path in texts if path.is_file() and marker.search(path.read_text())] == []
