"""What a pack proves by itself: every check that needs the file and nothing else.

No database and no network. The parsers meet a file that anybody may have written, so pages
run this in a process of its own with limits (`sandbox`), and every stream that is
unpacked here has a ceiling.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pypdf
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from apps.assessments.engine.recompute import disagreements, shown_when_approved
from apps.core.canonical import canonical_json, digest_bytes, grouped
from apps.trail.chain import is_signed, link

from .report import Line, Proof

SNAPSHOT, MANIFEST = "snapshot.json", "manifest.json"
MOST_UNPACKED = 200 * 1024 * 1024
# What a link covers is a digest: who did what is compared with the trail it was taken from.
_WORDING = "That they read as recorded, only the installation can say."
# The file names its own key, as any forger's would: it proves something once it was compared.
_COMPARE = "Compare it with the one the installation names: only then it shows who signed."
_NOT_TO_THE_HEAD = f"The links up to the signed head are not enclosed. {_WORDING}"


class CheckFailed(Exception):
    """A check that cannot go on; the text says what is wrong, for the reader."""


def verify(pdf: bytes) -> Proof:
    """Run every check; a check that cannot be made counts as one that does not hold."""
    proof = Proof(sha256=hashlib.sha256(pdf).hexdigest())
    _signature(proof, pdf)
    files = _step(proof, "attached", "The data are attached", lambda: _attached(pdf))
    if files is None:
        return proof
    snapshot, manifest = files
    document = _step(
        proof, "canonical", "The data have their one canonical form", lambda: _canonical(snapshot)
    )
    claims = _step(
        proof,
        "manifest",
        "The manifest belongs to these data",
        lambda: _manifest(manifest, snapshot),
    )
    if document is None or claims is None:
        return proof
    _describe(proof, document, claims)
    _step(
        proof,
        "printed",
        "The printed digest is that of the data",
        lambda: _printed(pdf, proof.snapshot),
    )
    if shown_when_approved(document) and not proof.draft:
        _step(proof, "approved", "What was approved is what was read", lambda: _approved(document))
    _step(proof, "scores", "Every score follows from the answers", lambda: _scores(document))
    _step(
        proof,
        "trail",
        "The links of the trail extract hold together",
        lambda: _trail(document, claims),
    )
    _step(proof, "checkpoint", "The checkpoint is signed", lambda: _checkpoint(claims))
    return proof


def _step(proof: Proof, key: str, label: str, check: Callable[[], tuple[str, Any]]) -> Any:
    """Add the line of one check; returns what it gives on, or None when it does not hold."""
    try:
        found, value = check()
    except CheckFailed as fault:
        proof.lines.append(Line(key, label, False, str(fault)))
        return None
    except Exception as error:  # parsers fail in their own ways on a file that was tampered with
        kind = type(error).__name__
        proof.lines.append(Line(key, label, False, f"It could not be read ({kind})."))
        return None
    proof.lines.append(Line(key, label, True, found))
    return value


# ---- Signature ---------------------------------------------------------------------------------
def _signature(proof: Proof, pdf: bytes) -> None:
    embedded = _step(proof, "signed", "The file is signed", lambda: _only_signature(pdf))
    if embedded is None:
        return
    proof.fingerprint = embedded.signer_cert.sha256.hex()
    _step(proof, "intact", "Nothing was changed since it was signed", lambda: _intact(embedded))
    _step(proof, "whole", "The signature covers the whole file", lambda: _whole(embedded))


def _only_signature(pdf: bytes) -> tuple[str, Any]:
    if not pdf.startswith(b"%PDF-"):
        raise CheckFailed("This is not a PDF file.")
    signatures = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    if len(signatures) != 1:
        raise CheckFailed(f"A pack has one signature; this file has {len(signatures)}.")
    certificate = signatures[0].signer_cert
    name, fingerprint = certificate.subject.human_friendly, certificate.sha256.hex()
    return f"By {name}; certificate {fingerprint}. {_COMPARE}", signatures[0]


def _intact(embedded: Any) -> tuple[str, Any]:
    # Who signed is compared by fingerprint: a self-signed certificate trusts only itself.
    context = ValidationContext(trust_roots=[embedded.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(embedded, signer_validation_context=context)
    if not (status.intact and status.valid):
        raise CheckFailed("The signature does not fit the content: the file was changed.")
    return f"{status.md_algorithm.upper()} over the signed bytes is right.", True


def _whole(embedded: Any) -> tuple[str, Any]:
    if embedded.evaluate_signature_coverage() is not SignatureCoverageLevel.ENTIRE_FILE:
        raise CheckFailed("Something was added after the signature.")
    return "From the first byte to the last.", True


# ---- Attached data -----------------------------------------------------------------------------
def _attached(pdf: bytes) -> tuple[str, tuple[bytes, bytes]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        listed = {
            str(file.get("/UF", file.get("/F", ""))): file for file in opened.Root.get("/AF", [])
        }
        missing = [name for name in (SNAPSHOT, MANIFEST) if name not in listed]
        if missing:
            raise CheckFailed(f"{' and '.join(missing)} cannot be found among the attachments.")
        for name in (SNAPSHOT, MANIFEST):
            if listed[name].get("/AFRelationship") != pikepdf.Name("/Data"):
                raise CheckFailed(f"{name} is not marked as the data of this file.")
        snapshot, manifest = (_unpacked(listed[name]["/EF"]["/F"]) for name in (SNAPSHOT, MANIFEST))
    return f"{SNAPSHOT} with {len(snapshot):,} bytes, {MANIFEST}.", (snapshot, manifest)


def _unpacked(stream: Any) -> bytes:
    """The content of an attachment, never more than the ceiling."""
    raw = bytes(stream.read_raw_bytes())
    filters = stream.get("/Filter")
    if filters is None:
        return raw
    if filters != pikepdf.Name("/FlateDecode"):
        raise CheckFailed("The attachment is packed in an unexpected way.")
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(raw, MOST_UNPACKED)
    if unpacker.unconsumed_tail:
        raise CheckFailed("The attachment unpacks to more than a pack can hold.")
    return data


def _canonical(snapshot: bytes) -> tuple[str, dict[str, Any]]:
    document = json.loads(snapshot)
    if not isinstance(document, dict) or canonical_json(document) != snapshot:
        raise CheckFailed("The bytes are not the canonical JSON (RFC 8785) of what they say.")
    return f"SHA-256 {grouped(digest_bytes(snapshot))}", document


def _manifest(manifest: bytes, snapshot: bytes) -> tuple[str, dict[str, Any]]:
    claims = json.loads(manifest)
    if canonical_json(claims) != manifest:
        raise CheckFailed("The manifest is not in canonical form.")
    if claims["snapshot"]["digest"] != digest_bytes(snapshot):
        raise CheckFailed("The manifest names another snapshot than the one attached.")
    return (
        f"Pack {claims['pack']['number']}, asked for by {claims['pack']['requested_by']}.",
        claims,
    )


def _describe(proof: Proof, document: dict[str, Any], claims: dict[str, Any]) -> None:
    pack = claims["pack"]
    proof.pack_id, proof.number, proof.draft = pack["id"], pack["number"], pack["draft"]
    proof.snapshot, proof.title = claims["snapshot"]["digest"], document["assessment"]["title"]
    proof.checkpoint = claims["trail"]["checkpoint"]
    proof.events = [*document["trail"]["events"], *claims["trail"]["events"]]


def _printed(pdf: bytes, digest: str) -> tuple[str, Any]:
    """The cover's text must hold the digest in its groups of four."""
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    if digest not in "".join(text.split()):
        raise CheckFailed("The cover prints another digest, or none.")
    return "The cover prints the same 64 digits.", True


def _scores(document: dict[str, Any]) -> tuple[str, Any]:
    wrong = disagreements(document)
    if wrong:
        raise CheckFailed(f"{len(wrong)} figures do not follow from the answers, first {wrong[0]}.")
    figures = document["figures"]
    counted = f"{len(figures['regimes'])} laws, {len(figures['controls'])} controls"
    return f"{counted}, {len(figures['provisions'])} provisions worked out again.", True


def _approved(document: dict[str, Any]) -> tuple[str, Any]:
    """The reviewer's digest must be that of the answers, facts and evidence frozen here."""
    seen = document["review"]["seen"]
    if seen != shown_when_approved(document):
        raise CheckFailed("The answers frozen here are not those that the reviewer was shown.")
    read = f"{document['review']['reviewed']} of {document['review']['total']} answers reviewed"
    return f"Digest of what was shown: {grouped(seen)}; {read}.", True


# ---- Trail -------------------------------------------------------------------------------------
def _trail(document: dict[str, Any], claims: dict[str, Any]) -> tuple[str, Any]:
    events = [*document["trail"]["events"], *claims["trail"]["events"]]
    if not events:
        return "The extract is empty: nothing about it was in the chain yet.", True
    trail = claims["trail"]
    if trail["chain"] is None:
        _link_one_by_one(events, trail["previous"])
        return f"{len(events)} events fit the link before them. {_NOT_TO_THE_HEAD}", True
    links = dict(_walk(trail["chain"]))
    for event in events:
        if links.get(event["position"]) != event["seal"]:
            raise CheckFailed(f"Event {event['position']} does not fit the chain.")
    mark = trail["checkpoint"]
    if links.get(mark["position"]) != mark["head"]:
        raise CheckFailed("The chain does not lead to the signed head.")
    found = f"{len(events)} events are among {len(links)} links, up to the signed head."
    return f"{found} {_WORDING}", True


def _link_one_by_one(events: list[dict[str, Any]], previous: dict[str, str]) -> None:
    for event in events:
        before = previous.get(str(event["position"] - 1), "")
        if link(before, event["digest"]) != event["seal"]:
            raise CheckFailed(f"Event {event['position']} does not fit the link before it.")


def _walk(chain: dict[str, Any]) -> Iterator[tuple[int, str]]:
    newest = chain["previous"]
    for position, body_digest in enumerate(chain["digests"], chain["first"]):
        newest = link(newest, body_digest)
        yield position, newest


def _checkpoint(claims: dict[str, Any]) -> tuple[str, Any]:
    mark = claims["trail"]["checkpoint"]
    statement = {key: mark[key] for key in ("position", "head", "at")}
    if not is_signed(statement, mark["signature"], mark["public_key"]):
        raise CheckFailed("The signature of the checkpoint is wrong.")
    found = f"Event {mark['position']:,}, by the key {mark['public_key']}."
    return f"{found} {_COMPARE}", True
