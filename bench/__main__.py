"""`python -m bench`: seed an installation of its own, measure, write bench/results.json.

The database lies under var/bench (or $MLSECURE_VAR) and is kept, so that a second run measures at
once. `--size small` seeds a tenth; `--only pages,packs` chooses parts.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("pages", "answering", "scoring", "organization", "lineage", "trail", "loads", "packs")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=["full", "small"], default="full")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, separated by commas")
    parser.add_argument("--out", default=str(HERE / "results.json"))
    given = parser.parse_args()
    os.environ.setdefault("MLSECURE_VAR", str(HERE.parent / "var" / f"bench-{given.size}"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlsecure.settings.embedded")

    import django

    django.setup()

    from bench import run

    figures = run.measure(given.size, [part for part in given.only.split(",") if part])
    text = json.dumps(figures, indent=2, sort_keys=True)
    Path(given.out).write_text(text + "\n")
    sys.stdout.write(text + "\n")
    return 0


raise SystemExit(main())
