"""What is pinned beside the tests of each app: tests/<app>/permissions.json, query_budgets.json.

`MLSECURE_RECORD=1 pytest tests/architecture` writes them anew; read the difference before
committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

RECORDING = bool(os.environ.get("MLSECURE_RECORD"))
PERMISSIONS, QUERY_BUDGETS = "permissions.json", "query_budgets.json"
TESTS = Path(__file__).resolve().parents[1]


def read_pins(name: str) -> dict[str, Any]:
    """The pins of all apps; a key begins with the name space of its app."""
    pins: dict[str, Any] = {}
    for path in sorted(TESTS.glob(f"*/{name}")):
        pins |= json.loads(path.read_text())
    return pins


def write_pins(name: str, pins: dict[str, Any]) -> None:
    """Each app's pins into its own file; nothing unless this run records."""
    apps = {key.partition(":")[0] for key in pins} if RECORDING else set()
    for app in apps:
        mine = {key: value for key, value in pins.items() if key.partition(":")[0] == app}
        text = json.dumps(mine, indent=1, sort_keys=True)
        (TESTS / app / name).write_text(f"{text}\n")
