"""A pack that was tampered with is found, whatever was touched; a whole one passes every check."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from pytest_django import Settings

from apps.assessments.models import Assessment
from apps.core.canonical import canonical_json, digest_bytes
from apps.packs.building.signing import sign
from apps.packs.certificate import FILE, fingerprint
from apps.packs.verifying.checks import verify
from apps.packs.verifying.known_here import known_here
from apps.packs.verifying.report import Proof
from apps.packs.verifying.sandbox import verify_in_sandbox
from apps.trail.models import TrailCheckpoint
from tests.cast import Cast
from tests.factories.packs import attached, made
from tests.trail.tampering import drop_triggers, sign_anew


def failed(proof: Proof) -> set[str]:
    return {line.key for line in proof.lines if not line.holds}


def rebuilt(pdf: bytes, name: str, data: bytes) -> bytes:
    """The file with another attachment, signed anew by the same key: the cleverest forgery."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = next(file for file in opened.Root.AF if str(file.UF) == name)
        found.EF.F.write(data)
        del opened.Root.AcroForm
        if "/Perms" in opened.Root:
            del opened.Root.Perms
        for page in opened.pages:
            if "/Annots" in page:
                kept = [annot for annot in page.Annots if annot.Subtype != pikepdf.Name.Widget]
                page.Annots = pikepdf.Array(kept)
        out = io.BytesIO()
        opened.save(out)
    return sign(out.getvalue(), reason="forged")


def other_document(pdf: bytes, change: Any) -> bytes:
    document = json.loads(attached(pdf, "snapshot.json"))
    change(document)
    return canonical_json(document)


def test_a_whole_pack_proves_itself_without_the_database(whole_pdf: bytes) -> None:
    proof = verify(whole_pdf)

    assert proof.holds, [line for line in proof.lines if not line.holds]
    assert len(proof.lines) == 11
    assert proof.fingerprint == fingerprint()


def test_it_is_known_here_and_the_newest(cast: Cast, final_pdf: bytes) -> None:
    lines = known_here(cast.actor(cast.aya), verify(final_pdf))

    assert [line.key for line in lines if not line.holds] == []
    assert len(lines) == 5


def test_one_flipped_byte_is_found(whole_pdf: bytes) -> None:
    place = whole_pdf.index(b"stream\n") + 40
    changed = whole_pdf[:place] + bytes([whole_pdf[place] ^ 1]) + whole_pdf[place + 1 :]

    assert "intact" in failed(verify(changed)) or "signed" in failed(verify(changed))


def test_a_cut_file_is_found(whole_pdf: bytes) -> None:
    assert not verify(whole_pdf[:-600]).holds
    assert not verify(whole_pdf[: len(whole_pdf) // 2]).holds


def test_something_added_at_the_end_is_found(whole_pdf: bytes) -> None:
    assert "whole" in failed(verify(whole_pdf + b"\n% a remark\n"))


def test_an_attachment_changed_and_signed_again_does_not_fit_what_is_printed(
    whole_pdf: bytes,
) -> None:
    def better(document: Any) -> None:
        document["figures"]["overall"]["low"] = 0.99

    forged = rebuilt(whole_pdf, "snapshot.json", other_document(whole_pdf, better))

    assert {"manifest"} <= failed(verify(forged))


def test_a_figure_that_its_answers_do_not_give_is_found(
    whole_pdf: bytes,
) -> None:
    """Even with a manifest that names the new digest, the cover and the arithmetic tell."""

    def better(document: Any) -> None:
        document["figures"]["overall"]["low"] = 0.99

    assert failed(verify(forged_with(whole_pdf, better))) == {"printed", "scores"}


def forged_with(pdf: bytes, change: Any) -> bytes:
    """The file with another document, and a manifest that names its digest."""
    snapshot = other_document(pdf, change)
    manifest = json.loads(attached(pdf, "manifest.json"))
    manifest["snapshot"]["digest"] = digest_bytes(snapshot)
    once = rebuilt(pdf, "snapshot.json", snapshot)
    return rebuilt(once, "manifest.json", canonical_json(manifest))


def test_data_that_are_not_canonical_are_found(whole_pdf: bytes) -> None:
    loose = json.dumps(json.loads(attached(whole_pdf, "snapshot.json")), indent=1).encode()

    assert "canonical" in failed(verify(rebuilt(whole_pdf, "snapshot.json", loose)))


def test_an_entry_of_the_trail_that_was_changed_is_found(whole_pdf: bytes) -> None:
    manifest = json.loads(attached(whole_pdf, "manifest.json"))
    manifest["trail"]["chain"]["digests"][0] = "0" * 64

    forged = rebuilt(whole_pdf, "manifest.json", canonical_json(manifest))

    assert failed(verify(forged)) == {"trail"}


def test_a_checkpoint_that_was_moved_is_found(whole_pdf: bytes) -> None:
    manifest = json.loads(attached(whole_pdf, "manifest.json"))
    manifest["trail"]["checkpoint"]["at"] = "2020-01-01T00:00:00+00:00"

    forged = rebuilt(whole_pdf, "manifest.json", canonical_json(manifest))

    assert failed(verify(forged)) == {"checkpoint"}


@pytest.fixture
def forged(final_pdf: bytes) -> bytes:
    """A pack and a database that agree, their checkpoint signed with a forger's key."""
    manifest = json.loads(attached(final_pdf, "manifest.json"))
    mark = manifest["trail"]["checkpoint"]
    drop_triggers()
    sign_anew(Ed25519PrivateKey.generate())
    row = TrailCheckpoint.objects.get(position=mark["position"])
    mark |= {"public_key": row.public_key, "signature": row.signature}
    return rebuilt(final_pdf, "manifest.json", canonical_json(manifest))


def test_a_forgers_checkpoint_key_is_named_offline_and_refused_here(
    cast: Cast, forged: bytes
) -> None:
    proof = verify(forged)

    said = {line.key: line.found for line in proof.lines}["checkpoint"]
    assert proof.checkpoint["public_key"] in said
    assert "Compare it with the one the installation names" in said
    here = {line.key: line for line in known_here(cast.actor(cast.aya), proof)}
    assert not here["checkpoint_here"].holds
    assert "Another key signed it" in here["checkpoint_here"].found


def test_the_command_compares_the_key_that_the_reader_names(
    final_pdf: bytes, forged: bytes, tmp_path: Path
) -> None:
    own = verify(final_pdf).checkpoint["public_key"]
    for name, pdf in (("whole.pdf", final_pdf), ("forged.pdf", forged)):
        (tmp_path / name).write_bytes(pdf)

    call_command("verify_pack", str(tmp_path / "whole.pdf"), offline=True, checkpoint_key=own)
    with pytest.raises(CommandError, match="first: The checkpoint key is the one you named"):
        call_command("verify_pack", str(tmp_path / "forged.pdf"), offline=True, checkpoint_key=own)


def test_another_certificate_is_told(
    cast: Cast, final_pdf: bytes, settings: Settings, tmp_path: Path
) -> None:
    others = shutil.ignore_patterns(FILE)
    settings.KEYS_DIR = shutil.copytree(settings.KEYS_DIR, tmp_path / "keys", ignore=others)

    lines = known_here(cast.actor(cast.aya), verify(final_pdf))

    assert [line.key for line in lines if not line.holds] == ["certificate"]


def test_a_superseded_pack_is_told(cast: Cast, approved: Assessment, final_pdf: bytes) -> None:
    made(cast, approved)

    lines = known_here(cast.actor(cast.aya), verify(final_pdf))

    assert [line.key for line in lines if not line.holds] == ["newest"]


def test_mallory_learns_nothing_about_the_pack_of_others(cast: Cast, final_pdf: bytes) -> None:
    lines = known_here(cast.actor(cast.mallory), verify(final_pdf))

    assert [line.key for line in lines] == ["certificate", "known"]
    assert not lines[1].holds


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\n", b"GIF89a", b"%PDF-1.7\n" + b"\0" * 5000])
def test_junk_is_no_pack_and_no_crash(junk: bytes) -> None:
    proof = verify(junk)

    assert not proof.holds
    assert failed(proof) >= {"signed", "attached"}


def test_a_strangers_file_is_examined_in_a_process_of_its_own(whole_pdf: bytes) -> None:
    assert verify_in_sandbox(whole_pdf) == verify(whole_pdf)


def test_the_command_ends_with_zero_only_when_all_holds(
    final_pdf: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, cut = tmp_path / "whole.pdf", tmp_path / "cut.pdf"
    whole.write_bytes(final_pdf)
    cut.write_bytes(final_pdf[:-600])

    call_command("verify_pack", str(whole))
    assert "All 16 checks hold: pack 1" in capsys.readouterr().out
    with pytest.raises(CommandError, match="failed, first") as wrong:
        call_command("verify_pack", str(cut))
    assert wrong.value.returncode == 1


def test_the_command_needs_no_database(
    whole_pdf: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(whole_pdf)

    call_command("verify_pack", str(whole), offline=True, fingerprint=fingerprint())

    said = capsys.readouterr()
    assert "All 12 checks hold" in said.out
    assert "the trail events read as they were recorded" in said.err


def test_a_reworded_entry_is_shown_by_the_installation_alone(cast: Cast, final_pdf: bytes) -> None:
    """Seals cover digests: what the pack says offline must not claim more."""
    manifest = json.loads(attached(final_pdf, "manifest.json"))
    manifest["trail"]["events"][-1]["actor"] = "Somebody else"

    proof = verify(rebuilt(final_pdf, "manifest.json", canonical_json(manifest)))

    assert proof.holds
    assert "only the installation" in {line.key: line.found for line in proof.lines}["trail"]
    assert "events" in {
        line.key for line in known_here(cast.actor(cast.aya), proof) if not line.holds
    }


def test_other_answers_than_those_shown_to_the_reviewer_are_found(whole_pdf: bytes) -> None:
    def exchange(document: Any) -> None:
        document["items"][0]["mark"] = "0" * 64

    assert failed(verify(forged_with(whole_pdf, exchange))) == {"printed", "approved"}


def test_a_pack_of_an_older_format_is_still_verified(whole_pdf: bytes) -> None:
    def age(document: Any) -> None:
        document["format"] = 2
        for item in document["items"]:
            del item["mark"]

    proof = verify(forged_with(whole_pdf, age))

    assert failed(proof) == {"printed"}
    assert "approved" not in {line.key for line in proof.lines}
