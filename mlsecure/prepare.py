"""Brings an installation up to date: tables, static files, catalogue, demo organisation.

`python -m mlsecure.prepare` may run at every start: what is already done costs only the look.
Progress goes to standard error; standard output holds the demo's sign-ins, for `make run` to show.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError

from mlsecure._env import SettingError
from mlsecure.static_files import StaticFiles


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def migrate() -> None:
    try:
        call_command("migrate", check_unapplied=True, verbosity=0, stdout=sys.stderr)
    except SystemExit:  # the command's way to say that some are not applied yet
        say("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0, stdout=sys.stderr)


def collect_static() -> None:
    """Gather and compress the static files where one of them changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp = _stamp("static")
    own = Path(settings.BASE_DIR) / "static"
    # What npm installed is known by its lock.
    lock = Path(settings.BASE_DIR) / "package-lock.json"
    key = _key(own.rglob("*"), [lock], *StaticFiles.ignore_patterns)
    if root.is_dir() and _holds(stamp, key):
        return
    say("Gathering the static files …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, stdout=sys.stderr)
    stamp.write_text(key)


def load_catalogue() -> None:
    """Publish the question bank where a file of it changed since the last time."""
    from apps.catalogue.models import CatalogueVersion  # after django.setup()

    stamp = _stamp("catalogue")
    key = _key((Path(settings.BASE_DIR) / "apps" / "catalogue").rglob("*"), [])
    if CatalogueVersion.objects.exists() and _holds(stamp, key):
        return
    call_command("load_catalogue", verbosity=0, stdout=sys.stderr)
    stamp.write_text(key)


def _stamp(name: str) -> Path:
    return Path(settings.VAR_DIR) / f"{name}-key"


def _holds(stamp: Path, key: str) -> bool:
    return stamp.is_file() and stamp.read_text() == key


def _key(found: Iterable[Path], named: Iterable[Path], *words: str) -> str:
    """A digest that changes when one of the files, or its size or time, does."""
    digest = hashlib.sha256("\0".join(words).encode())
    sources = (p for p in found if p.is_file() and "__pycache__" not in p.parts)
    for path in [*sorted(sources), *named]:
        seen = path.stat()
        digest.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def show_demo() -> None:
    """Fill an empty database with the demo organisation, and tell who can sign in."""
    if not settings.SEED_DEMO:
        return
    if not get_user_model().objects.exists():
        say("Making the demo organisation …")
        call_command("seed_demo", verbosity=0, stdout=sys.stderr)
    call_command("seed_demo", sign_ins=True)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlsecure.settings.embedded")
    try:
        django.setup()
        migrate()
        collect_static()
        load_catalogue()
        show_demo()
    except (SettingError, CommandError) as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database cannot be used: {error}")


if __name__ == "__main__":
    main()
