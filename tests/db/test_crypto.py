import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db import crypto
from db.crypto import CAP, CHEAP, FLOOR, CannotOpen, KdfParams

SALT = bytes(range(16))


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(changed)


@given(plain=st.binary(max_size=300), aad=st.binary(max_size=40))
def test_what_was_encrypted_opens_with_its_key_and_its_place(plain: bytes, aad: bytes) -> None:
    key = crypto.fresh()
    nonce, ciphertext = crypto.encrypt(key, plain, aad)
    assert crypto.decrypt(key, nonce, ciphertext, aad) == plain
    with pytest.raises(CannotOpen):
        crypto.decrypt(key, nonce, ciphertext, aad + b"x")
    with pytest.raises(CannotOpen):
        crypto.decrypt(crypto.fresh(), nonce, ciphertext, aad)


@given(plain=st.binary(max_size=60), bit=st.integers(0, 10_000))
def test_every_changed_bit_of_a_ciphertext_is_found(plain: bytes, bit: int) -> None:
    key = crypto.fresh()
    nonce, ciphertext = crypto.encrypt(key, plain, b"")
    with pytest.raises(CannotOpen):
        crypto.decrypt(key, nonce, flipped(ciphertext, bit), b"")
    with pytest.raises(CannotOpen):
        crypto.decrypt(key, flipped(nonce, bit), ciphertext, b"")


@given(data=st.binary(max_size=80))
def test_garbage_opens_nothing_and_raises_one_error(data: bytes) -> None:
    with pytest.raises(CannotOpen):
        crypto.decrypt(crypto.fresh(), data[:24], data[24:], b"")
    with pytest.raises(CannotOpen):
        crypto.open_sealed(crypto.fresh(), data)
    with pytest.raises(CannotOpen):
        crypto.verify(data[:32], b"message", data[32:])


def test_no_nonce_is_used_twice() -> None:
    key = crypto.fresh()
    assert len({crypto.encrypt(key, b"same", b"")[0] for _ in range(500)}) == 500


@given(secret=st.binary(max_size=100), bit=st.integers(0, 10_000))
def test_a_sealed_secret_opens_for_its_holder_only(secret: bytes, bit: int) -> None:
    holder, other = crypto.new_pair(), crypto.new_pair()
    blob = crypto.seal_to(holder.public, secret)
    assert crypto.open_sealed(holder.private, blob) == secret
    for private, tried in ((other.private, blob), (holder.private, flipped(blob, bit))):
        with pytest.raises(CannotOpen):
            crypto.open_sealed(private, tried)


def test_a_private_half_gives_its_pair_again() -> None:
    pair = crypto.new_pair()
    assert crypto.pair_from(bytearray(pair.private)) == pair


@given(message=st.binary(max_size=200), bit=st.integers(0, 10_000))
def test_a_signature_holds_for_its_message_and_signer_only(message: bytes, bit: int) -> None:
    signer, other = crypto.new_signing_pair(), crypto.new_signing_pair()
    signature = crypto.sign(signer.private, message)
    crypto.verify(signer.public, message, signature)
    wrong = (
        (signer.public, message + b"x", signature),
        (signer.public, message, flipped(signature, bit)),
        (other.public, message, signature),
    )
    for public, text, mark in wrong:
        with pytest.raises(CannotOpen):
            crypto.verify(public, text, mark)


@given(secret=st.binary(min_size=1, max_size=64))
def test_both_shares_together_are_the_secret(secret: bytes) -> None:
    one, other = crypto.split(secret)
    assert crypto.join(one, other) == crypto.join(other, one) == secret


def test_one_share_is_as_likely_for_any_secret() -> None:
    shares = [crypto.split(bytes(32)) for _ in range(200)]
    assert len({one for one, _ in shares}) == 200
    assert all(one == other for one, other in shares)  # for a secret of zeros both shares are the random one


def test_shares_of_different_length_do_not_belong_together() -> None:
    with pytest.raises(CannotOpen):
        crypto.join(bytes(31), bytes(32))


def test_the_digest_is_blake2b_256() -> None:
    # From the BLAKE2 team's b2sum, length 256, of the three letters.
    assert crypto.digest(b"abc").hex() == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"


def test_a_mac_depends_on_key_message_and_purpose() -> None:
    key = crypto.fresh()
    macs = {
        crypto.mac(key, b"text", b"one"),
        crypto.mac(key, b"text", b"two"),
        crypto.mac(key, b"texts", b"one"),
        crypto.mac(crypto.fresh(), b"text", b"one"),
    }
    assert len(macs) == 4
    assert crypto.same(crypto.mac(key, b"text", b"one"), crypto.mac(bytearray(key), b"text", b"one"))
    assert not crypto.same(b"one", b"two")


def test_a_subkey_is_neither_its_key_nor_that_of_another_purpose() -> None:
    key = crypto.fresh()
    assert len({key, crypto.subkey(key, b"one"), crypto.subkey(key, b"two")}) == 3


def test_a_wiped_key_is_zeros() -> None:
    key = bytearray(crypto.fresh())
    crypto.wipe(key)
    assert key == bytes(32)


@given(one=st.text(max_size=20), other=st.text(max_size=20))
def test_two_passwords_are_one_only_if_they_read_the_same(one: str, other: str) -> None:
    assume(unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other))
    keys = {crypto.derive(password, SALT, CHEAP, cheap=True) for password in (one, other)}
    assert len(keys) == 2


def test_a_letter_typed_in_two_ways_is_the_same_password() -> None:
    composed, apart = "\u0439\u04e3-\u00e9\u00e9\u00e9", "\u0438\u0306\u0438\u0304-e\u0301e\u0301e\u0301"
    assert composed != apart
    assert crypto.derive(composed, SALT, CHEAP, cheap=True) == crypto.derive(apart, SALT, CHEAP, cheap=True)


def test_half_a_surrogate_pair_is_a_password_and_no_error() -> None:
    assert len(crypto.derive("abc\ud800", SALT, CHEAP, cheap=True)) == 32


def test_salt_and_cost_are_part_of_the_key() -> None:
    dearer = KdfParams(CHEAP.memory_kib, CHEAP.passes + 1, CHEAP.lanes)
    keys = {
        crypto.derive("word", SALT, CHEAP, cheap=True),
        crypto.derive("word", SALT[::-1], CHEAP, cheap=True),
        crypto.derive("word", SALT, dearer, cheap=True),
    }
    assert len(keys) == 3


@pytest.mark.parametrize(
    "params", [CHEAP, KdfParams(64 * 1024 - 1, 3, 4), KdfParams(64 * 1024, 2, 4), KdfParams(64 * 1024, 3, 3)]
)
def test_a_cost_below_the_floor_is_refused_outside_tests(params: KdfParams) -> None:
    with pytest.raises(ValueError, match="outside"):
        crypto.derive("word", SALT, params)


def test_a_cost_above_the_cap_is_refused_even_in_tests() -> None:
    with pytest.raises(ValueError, match="outside"):
        crypto.derive("word", SALT, KdfParams(CAP.memory_kib + 1, 3, 4), cheap=True)


def test_the_floor_is_64_mebibytes_three_passes_and_four_lanes() -> None:
    assert KdfParams(64 * 1024, 3, 4) == FLOOR
    assert len(crypto.derive("word", SALT, FLOOR)) == 32


def computer(seconds_per_gib_pass: float) -> Callable[[KdfParams], float]:
    return lambda params: seconds_per_gib_pass * params.passes * params.memory_kib / 2**20


@pytest.mark.parametrize("speed", [0.05, 0.2, 0.6, 1.1, 2.5, 4.5])
def test_calibration_comes_to_between_0_7_and_1_0_seconds(speed: float) -> None:
    measure = computer(speed)
    params = crypto.calibrate(measure)
    assert crypto.SECONDS_AT_LEAST <= measure(params) <= crypto.SECONDS_AT_MOST
    assert params.at_least(FLOOR)
    assert CAP.at_least(params)


def test_a_slow_computer_gets_the_floor() -> None:
    assert crypto.calibrate(computer(40.0)) == FLOOR


def test_memory_is_raised_before_passes() -> None:
    assert crypto.calibrate(computer(1.0)).passes == FLOOR.passes
    assert crypto.calibrate(computer(0.1)).memory_kib == CAP.memory_kib


def test_calibration_on_this_computer_stays_within_its_bounds() -> None:
    params = crypto.calibrate()
    assert params.at_least(FLOOR)
    assert CAP.at_least(params)
