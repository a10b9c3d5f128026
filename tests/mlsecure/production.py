"""The production profile as docs/operations.md sets it up, for tests that run it for real."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Nothing listens there: what these tests ask for needs neither database nor Redis nor mail.
NOWHERE = "127.0.0.1:9"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "mlsecure.settings.production",
    "SECRET_KEY": "k" * 50,
    "MLSECURE_HOSTS": "mlsecure.example",
    "MLSECURE_BASE_URL": "https://mlsecure.example",
    "DATABASE_URL": f"postgresql://mlsecure@{NOWHERE}/compliance",
    "REDIS_URL": f"redis://{NOWHERE}/1",
    "MLSECURE_MAIL_URL": f"smtp://{NOWHERE}",
    "MLSECURE_VAULT_KEY": "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    "MLSECURE_CHECKPOINT_KEY": "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----",
}


def documented(word: str) -> list[str]:
    """The command of docs/operations.md's first start that has this word in it."""
    text = Path("docs/operations.md").read_text().partition("## First start in production")[2]
    lines = text.split("```")[1].strip().splitlines()
    return next(line.split() for line in lines if word in line.split())


def run(command: list[str], var: Path) -> subprocess.CompletedProcess[str]:
    """A command with the production settings; whoever asks a question gets no answer."""
    python = [sys.executable if part == "python" else part for part in command]
    return subprocess.run(
        python,
        env={"PATH": os.environ["PATH"], "MLSECURE_VAR": str(var), **PRODUCTION},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
