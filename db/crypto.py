"""Names for the few things we ask of cryptography. No other module calls a primitive.

Keys are 32 bytes. Whatever cannot be opened raises `CannotOpen` and says no more, because the
reason (wrong key, changed bytes, wrong place) is of use only to an attacker.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_ABYTES,
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from db.clock import Clock

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES

Secret = bytes | bytearray


class CannotOpen(Exception):
    """The key does not fit, or the bytes are not what was written."""


@dataclass(frozen=True)
class Pair:
    """Two halves of a key: the public one locks or verifies, the private one opens or signs."""

    public: bytes
    private: bytes


def fresh(length: int = KEY_BYTES) -> bytes:
    """Random bytes from the operating system."""
    return secrets.token_bytes(length)


def wipe(secret: bytearray) -> None:
    """Overwrite a key in memory.

    This reaches this one buffer. Copies that Python or a library made on the way stay until their
    memory is used again, so a wiped key is harder to find, not gone.
    """
    secret[:] = bytes(len(secret))


# Two halves.


def new_pair() -> Pair:
    """An X25519 pair, for sealing."""
    private = PrivateKey.generate()
    return Pair(bytes(private.public_key), bytes(private))


def pair_from(private: Secret) -> Pair:
    """The X25519 pair that a private half (or any 32 secret bytes) belongs to."""
    half = PrivateKey(bytes(private))
    return Pair(bytes(half.public_key), bytes(half))


def seal_to(public: bytes, secret: Secret) -> bytes:
    """Lock bytes so that only the private half opens them. Says nothing of who locked them."""
    return bytes(SealedBox(PublicKey(public)).encrypt(bytes(secret)))


def open_sealed(private: Secret, blob: bytes) -> bytes:
    """Open what `seal_to` locked; CannotOpen otherwise."""
    try:
        return SealedBox(PrivateKey(bytes(private))).decrypt(blob)
    except (CryptoError, ValueError, TypeError) as error:
        raise CannotOpen from error


def new_signing_pair() -> Pair:
    """An Ed25519 pair, for signing. The private half is its 32-byte seed."""
    private = SigningKey.generate()
    return Pair(bytes(private.verify_key), bytes(private))


def sign(private: Secret, message: bytes) -> bytes:
    """The 64-byte Ed25519 signature of a message."""
    return SigningKey(bytes(private)).sign(message).signature


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Return if the signature is right; raise CannotOpen if not, so that nobody can forget to look."""
    try:
        VerifyKey(public).verify(message, signature)
    except (CryptoError, ValueError, TypeError) as error:
        raise CannotOpen from error


# One key.


def encrypt(key: Secret, plaintext: Secret, aad: bytes) -> tuple[bytes, bytes]:
    """XChaCha20-Poly1305 under a random nonce. Returns nonce and ciphertext; `aad` is bound, not stored."""
    nonce = fresh(NONCE_BYTES)
    return nonce, crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(plaintext), aad, nonce, bytes(key))


def decrypt(key: Secret, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
    """Open what `encrypt` made; CannotOpen if key, nonce, ciphertext or aad is another."""
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, aad, nonce, bytes(key))
    except (CryptoError, ValueError, TypeError) as error:
        raise CannotOpen from error


def digest(data: bytes) -> bytes:
    """BLAKE2b-256."""
    return hashlib.blake2b(data, digest_size=32).digest()


def mac(key: Secret, message: bytes, purpose: bytes) -> bytes:
    """BLAKE2b-256 keyed with `key` and personalised with `purpose` (at most 16 bytes)."""
    return hashlib.blake2b(message, digest_size=32, key=bytes(key), person=purpose).digest()


def subkey(key: Secret, purpose: bytes) -> bytes:
    """A key for one purpose; who holds it learns nothing of the key it came from."""
    return mac(key, b"", purpose)


def same(one: bytes, other: bytes) -> bool:
    """Whether two MACs are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(one, other)


# Two shares.


def split(secret: Secret) -> tuple[bytes, bytes]:
    """Two shares of which one alone says nothing, and both together are the secret."""
    share = fresh(len(secret))
    return share, _xor(share, secret)


def join(one: Secret, other: Secret) -> bytes:
    """The secret from its two shares; CannotOpen if they cannot belong together."""
    if len(one) != len(other):
        raise CannotOpen
    return _xor(one, other)


def _xor(one: Secret, other: Secret) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


# Passwords.


@dataclass(frozen=True)
class KdfParams:
    """The cost of trying one password with Argon2id: KiB of memory, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def at_least(self, other: "KdfParams") -> bool:
        """Whether no part of this cost is below the other's."""
        return (
            self.memory_kib >= other.memory_kib and self.passes >= other.passes and self.lanes >= other.lanes
        )


FLOOR = KdfParams(64 * 1024, 3, 4)
CAP = KdfParams(512 * 1024, 64, 16)
# For tests that derive thousands of keys; `derive` refuses it unless the caller says cheap=True.
CHEAP = KdfParams(64, 1, 1)

SECONDS_AT_LEAST = 0.7
SECONDS_AT_MOST = 1.0


def derive(password: str, salt: bytes, params: KdfParams, *, cheap: bool = False) -> bytes:
    """A 32-byte key from a password (Argon2id). ValueError below the floor (unless `cheap`) or above the cap.

    The password is brought to NFC first: the same word typed on two systems is the same password.
    """
    if not CAP.at_least(params) or not (cheap or params.at_least(FLOOR)):
        message = "These parameters are outside what a vault may use."
        raise ValueError(message)
    # A half of a surrogate pair is no text, yet some keyboards produce one; it must not end in an error.
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        secret, salt, params.passes, params.memory_kib, params.lanes, hash_len=KEY_BYTES, type=Type.ID
    )


def calibrate(seconds_for: Callable[[KdfParams], float] | None = None) -> KdfParams:
    """Parameters that cost 0.7 to 1.0 seconds here, between the floor and 512 MiB.

    `seconds_for` measures one derivation. Memory is raised first, because memory is what a
    guessing machine lacks; passes only once memory has reached its cap.
    """
    measure = seconds_for or _seconds_for
    params = _stepped_to_target(FLOOR, measure(FLOOR))
    for _ in range(4):
        seconds = measure(params)
        if params == FLOOR or SECONDS_AT_LEAST <= seconds <= SECONDS_AT_MOST:
            return params
        params = _stepped_to_target(params, seconds)
    return params


def _stepped_to_target(params: KdfParams, seconds: float) -> KdfParams:
    """Scale by how far the time is from the middle of what we want: it grows with memory times passes."""
    aim = (SECONDS_AT_LEAST + SECONDS_AT_MOST) / 2
    work = params.memory_kib * params.passes * aim / max(seconds, 0.001)
    memory = min(CAP.memory_kib, max(FLOOR.memory_kib, int(work / FLOOR.passes) // 1024 * 1024))
    passes = min(CAP.passes, max(FLOOR.passes, int(work / memory)))
    return KdfParams(memory, passes, FLOOR.lanes)


def _seconds_for(params: KdfParams) -> float:
    clock = Clock()
    began = clock.monotonic()
    derive("calibration", bytes(SALT_BYTES), params)
    return clock.monotonic() - began
