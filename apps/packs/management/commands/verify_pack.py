"""`manage.py verify_pack FILE`: recompute what a pack says; exit 1 when anything fails.

Without the installation it came from, the file proves less: the command says what is left open.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from apps.core.access import Actor
from apps.core.errors import DomainError
from apps.packs.verifying.checks import verify
from apps.packs.verifying.known_here import known_here
from apps.packs.verifying.report import Line, Proof

MOST_BYTES = 500 * 1024 * 1024
_LEFT_OPEN = (
    "Only what the file itself proves is checked. The installation it came from has to say: whose "
    "certificate and checkpoint key these are, that the trail events read as they were recorded, "
    "and that no newer pack supersedes this one."
)


class Command(BaseCommand):
    help = "Check a pack: signature, attached data, scores, trail; and whether it is known here."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the PDF to check")
        parser.add_argument(
            "--offline",
            action="store_true",
            help="only what the file proves by itself, in any copy of MLSecure",
        )
        parser.add_argument(
            "--fingerprint", default="", help="SHA-256 of the certificate you expect"
        )
        parser.add_argument(
            "--checkpoint-key", default="", help="checkpoint key you expect; verify_trail prints it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        proof = verify(self._read(options["file"]))
        lines = list(proof.lines)
        if wanted := options["fingerprint"]:
            lines.append(_expected("certificate", proof.fingerprint, wanted))
        if wanted := options["checkpoint_key"]:
            key = str(proof.checkpoint.get("public_key", ""))
            lines.append(_expected("checkpoint key", key, wanted))
        if not options["offline"]:
            lines += self._here(proof)
        if not any(line.key == "known" for line in lines):
            self.stderr.write(_LEFT_OPEN)
        for line in lines:
            self.stdout.write(f"{'holds' if line.holds else 'FAILS'}  {line.label}. {line.found}")
        wrong = [line for line in lines if not line.holds]
        if wrong or not lines:
            count = f"{len(wrong)} of {len(lines)} checks"
            raise CommandError(f"{count} failed, first: {wrong[0].label}.", returncode=1)
        self.stdout.write(f"All {len(lines)} checks hold: pack {proof.number}, {proof.title}.")

    def _read(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > MOST_BYTES:
                raise CommandError(f"{path} is too large to be a pack.", returncode=1)
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=1) from None

    def _here(self, proof: Proof) -> list[Line]:
        """What needs the database; without one, only that is left out, and said."""
        try:
            return known_here(Actor.command("verify_pack"), proof)
        except (DatabaseError, DomainError):
            self.stderr.write("There is no database here.")
            return []


def _expected(what: str, named: str, wanted: str) -> Line:
    """What the file names against what the reader expects, however that is written."""
    plain = "".join(wanted.replace(":", "").split()).lower()
    same = bool(named) and named == plain
    words = "It is the same." if same else f"It is {named or 'missing'}."
    return Line(f"expected {what}", f"The {what} is the one you named", same, words)
