"""`python -m bench.structure`: print how the code is built, in figures.

`--json` prints them as data; `--write` puts them into docs/architecture.md as well.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
from pathlib import Path

from .figures import block, measure, with_block

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "architecture.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.structure", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--write", action="store_true", help=f"refresh {PAGE.name} as well")
    given = parser.parse_args()

    figures = measure(ROOT)
    text = block(figures, dt.datetime.now(dt.UTC).date())
    print(json.dumps(dataclasses.asdict(figures), indent=2) if given.json else text)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(with_block(page, text), encoding="utf-8")


main()
