"""Join codes: short enough to read out over a radio, long enough not to be guessed."""

from __future__ import annotations

from secrets import choice

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
KEY = 4

_ALIKE = str.maketrans("OIL", "011")
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def new_code() -> tuple[str, str, str]:
    """A code as people read it, the key it is found by, and the hash it is checked against.

    The key may be taken: whoever stores it tries again with another code.
    """
    plain = "".join(choice(ALPHABET) for _ in range(LENGTH))
    return f"{plain[: LENGTH // 2]}-{plain[LENGTH // 2 :]}", plain[:KEY], hashed(plain)


def plain_code(typed: str) -> str | None:
    """The code behind what somebody typed; None when it cannot be one.

    Case, spaces and dashes do not matter, nor O for 0, nor I or L for 1.
    """
    plain = "".join(filter(str.isalnum, typed.upper())).translate(_ALIKE)
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None


def hashed(secret: str) -> str:
    """The argon2id hash of a code or password."""
    return _HASHER.hash(secret)


def matches(hash: str | None, secret: str) -> bool:
    """Whether the secret is the one hashed; without a hash the same work is done for nothing."""
    try:
        return _HASHER.verify(hash or _NOBODY, secret) and hash is not None
    except (VerificationError, InvalidHashError):
        return False


_NOBODY = hashed("".join(choice(ALPHABET) for _ in range(LENGTH)))
