"""The installation's signature under a pack: PAdES baseline B by pyHanko.

There is no time-stamp authority: the time in the signature is the server's, and the signed trail
checkpoint inside the pack confirms the time a second time.
"""

from __future__ import annotations

import io

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from ..certificate import container, unusable

FIELD = "MLSecurePack"


def sign(pdf: bytes, *, reason: str) -> bytes:
    """The PDF with one signature over all of it; no later change is permitted.

    Raises `DomainError` when the key cannot be used.
    """
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        name=settings.SITE_NAME,
    )
    signed = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, _signer())
    return bytes(signed.getvalue())


def _signer() -> signers.SimpleSigner:
    data, password = container()
    signer: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12_data(
        data, other_certs=(), passphrase=password
    )
    if signer is None:
        raise unusable()
    return signer
