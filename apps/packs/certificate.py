"""The key and certificate that sign packs here.

At the first start a self-signed certificate with its RSA key is made as a PKCS#12 file in the
key folder; an installation may bring its own.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from apps.core import clock, keys
from apps.core.errors import DomainError

FILE = "pack-signer.p12"
_YEARS = 20
_RSA_BITS = 3072


def fingerprint() -> str:
    """SHA-256 of the signing certificate, 64 hexadecimal digits."""
    data, password = container()
    try:
        certificate = pkcs12.load_key_and_certificates(data, password)[1]
    except ValueError:
        certificate = None
    if certificate is None:
        raise unusable()
    return certificate.fingerprint(hashes.SHA256()).hex()


def unusable() -> DomainError:
    return DomainError(
        "The key that signs packs cannot be opened. An administrator must check the PKCS#12 file "
        "and its password.",
        code="no_signer",
    )


def container() -> tuple[bytes, bytes | None]:
    """The PKCS#12 data and its password: the operator's file, else the one made here."""
    password = settings.SIGNER_PASSWORD.encode() or None
    if settings.SIGNER_PKCS12:
        try:
            return Path(settings.SIGNER_PKCS12).read_bytes(), password
        except OSError:
            raise DomainError(
                "The PKCS#12 file that signs packs cannot be read. An administrator must check "
                "its path and permissions.",
                code="no_signer",
            ) from None
    path = settings.KEYS_DIR / FILE
    # Looked at first: making an RSA key takes a second, and would be in vain every other time.
    return keys.read_or_make(path, b"" if path.exists() else _new_container()), None


def _new_container() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=_RSA_BITS)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"{settings.SITE_NAME} pack signer"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "Self-signed by installation"),
        ]
    )
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"pack signer", key, certificate, None, plain)


def _usage() -> x509.KeyUsage:
    """For signing documents that the signer cannot deny later; nothing else."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
