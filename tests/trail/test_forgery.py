"""A trail rewritten by its database's owner, without the installation's key, never holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.urls import reverse
from pytest_django import Settings

from apps.trail.models import TrailCheckpoint
from apps.trail.services import sign_checkpoint
from apps.trail.verification import verify_trail
from tests.cast import Cast
from tests.trail.tampering import rewrite, seal_anew, sign_anew
from tests.trail.test_chain import write

pytestmark = pytest.mark.django_db

APPROVER = "UPDATE trail_trailevent SET actor_label = 'Somebody else' WHERE id = %s"


@pytest.fixture
def forged() -> Ed25519PrivateKey:
    """Two signed checkpoints, then a changed event, seals and signatures made to fit."""
    first, *_ = write(3)
    sign_checkpoint()
    write(2)
    sign_checkpoint()
    assert verify_trail().holds
    rewrite(APPROVER, first.pk)
    seal_anew()
    forger = Ed25519PrivateKey.generate()
    sign_anew(forger)
    return forger


def test_a_forgers_key_does_not_count(cast: Cast, forged: Ed25519PrivateKey) -> None:
    found = verify_trail()

    assert not found.holds
    assert "another key than this installation's" in found.broken
    assert found.checkpoints == 0
    with pytest.raises(CommandError, match="another key") as wrong:
        call_command("verify_trail")
    assert wrong.value.returncode == 1
    page = cast.client(cast.cora).post(reverse("trail:verify"))
    assert "The trail is broken" in page.content.decode()


def test_the_installations_key_named_beside_a_forgers_signature_is_no_help(
    forged: Ed25519PrivateKey,
) -> None:
    own = verify_trail().public_key

    sign_anew(forged, public_key=own)

    assert "wrong signature" in verify_trail().broken


def test_one_forged_checkpoint_among_true_ones_is_found(forged: Ed25519PrivateKey) -> None:
    write(1)
    sign_checkpoint()

    assert "another key" in verify_trail().broken
    assert TrailCheckpoint.objects.count() == 3


def test_a_trail_under_another_key_says_so(settings: Settings, tmp_path: Path) -> None:
    """There is no succession of keys: whoever replaces the key is told, and not believed."""
    write(2)
    sign_checkpoint()
    settings.KEYS_DIR = tmp_path

    assert "another key than this installation's" in verify_trail().broken


def test_the_command_names_the_key_that_counts(capsys: pytest.CaptureFixture[str]) -> None:
    write(2)
    made = sign_checkpoint()
    assert made is not None

    call_command("verify_trail")

    assert f"Checkpoint key {made.public_key}" in capsys.readouterr().out
