"""An app arrives as a folder and two lines: the recipe is followed to the letter, and works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECIPE = ROOT / "docs" / "recipes" / "add-an-app.md"
BLOCK = re.compile(r"^`([\w/.]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EMPTY = ("apps/visits/migrations/__init__.py", "tests/visits/__init__.py")
OWN = ("apps/visits/", "templates/visits/", "tests/visits/")
LINES = {
    "mlsecure/settings/base.py": ('    "apps.packs",\n', '    "apps.visits",\n    "apps.packs",\n'),
    "pyproject.toml": ('    "packs",\n', '    "packs",\n    "visits",\n'),
}

pytestmark = pytest.mark.setup


def blocks() -> dict[str, str]:
    """The files of the recipe: a path on its own line, and the code under it."""
    return dict(BLOCK.findall(RECIPE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's own files, with the app of the recipe in it."""
    copy = tmp_path_factory.mktemp("new_app")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in listed.stdout.decode().splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    for name, text in [*blocks().items(), *((name, "") for name in EMPTY)]:
        assert name.startswith(OWN), f"{name} is no file of the app's own"
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8")
    for name, (old, new) in LINES.items():
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    run(copy, "manage.py", "makemigrations", "visits", "--settings", "mlsecure.settings.test")
    return copy


def run(checkout: Path, *arguments: str, **environment: str) -> str:
    """One program of the copy, on SQLite; its output. What went wrong is the test's message."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "DATABASE", "REDIS"))
    }
    kept |= {"MLSECURE_NODE_MODULES": str(ROOT / "node_modules"), **environment}
    kept.pop("MLSECURE_VAR", None)
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def files(*names: str) -> list[str]:
    return [f"tests/architecture/test_{name}.py" for name in names]


def test_the_wiring_knows_it(checkout: Path) -> None:
    printed = run(checkout, "manage.py", "wiring", "--settings", "mlsecure.settings.test")

    for module in ("actions", "home", "navigation", "packing", "search", "statuses"):
        assert f"`visits.{module}`" in printed


def test_its_arrows_point_down(checkout: Path) -> None:
    program = "import sys; from importlinter.cli import lint_imports_command; "
    run(checkout, "-c", f"{program}sys.exit(lint_imports_command(['--no-cache']))")


def test_its_tests_and_the_walkers_pass(checkout: Path) -> None:
    """Nothing of the house needs an edit: kinds, arrows, guards, leaks, roles, queries."""
    walkers = [
        f"tests/architecture/test_{name}.py" for name in ("permission_matrix", "query_budgets")
    ]
    run(checkout, "-m", "pytest", "-q", *walkers, "-k", "visits", MLSECURE_RECORD="1")
    held = files("kinds", "arrows", "guards", "leaks")
    chosen = "visits or kind or arrows or guard"
    told = run(checkout, "-m", "pytest", "-q", "tests/visits", *walkers, *held, "-k", chosen)

    assert re.search(r"\d+ passed", told)
