"""Fields that must not leave the process: masked, or replaced by keyed hashes that can be joined but not read.

A field is a name: of a column, or of a key at any depth inside a column's values; upper and lower case are the same.
What was redacted once is looked for in the rest of its record as well: a model that repeats a name in its answer gives
nothing away.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from typing import TYPE_CHECKING, Any

from app.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.monitoring.layout import Columns

MASK = "[redacted]"
HASH_PREFIX = "hmac-sha256:"
_MINIMUM_KEY_BYTES = 16  # NIST SP 800-107: a key shorter than 112 bits is no key
_HASH_DIGITS = 32  # 128 bits: no two values of a log meet by chance
_HASHED = re.compile(rf"{HASH_PREFIX}[0-9a-f]{{{_HASH_DIGITS}}}")
# Shorter text ("no", "1.5") is in every record by chance.
_SHORTEST_SECRET = 4
_FEWEST_DIGITS = 6


class Redactor:
    """Redacts records.

    Args:
        mask: Fields whose values become "[redacted]".
        hashed: Fields whose values become `hmac-sha256:…` of field and value.
        key: The key of the hashes; needed when there are any.

    Raises:
        BadInputError: Fields are to be hashed without a key, with one shorter than 16 bytes, or are in both lists.
    """

    def __init__(self, *, mask: Iterable[str] = (), hashed: Iterable[str] = (), key: bytes = b"") -> None:
        self._mask = frozenset(name.casefold() for name in mask)
        self._hashed = frozenset(name.casefold() for name in hashed)
        self._key = key
        if both := self._mask & self._hashed:
            raise BadInputError(f"{', '.join(sorted(both))} cannot be masked and hashed", fix="choose one of the two")
        if self._hashed and len(key) < _MINIMUM_KEY_BYTES:
            raise BadInputError(
                f"the key for hashed fields has {len(key)} bytes",
                why=f"with fewer than {_MINIMUM_KEY_BYTES} bytes the values can be guessed back",
                fix="write 32 random bytes into the key file: openssl rand -hex 32",
            )

    @property
    def fields(self) -> frozenset[str]:
        """Every field that is redacted, case folded."""
        return self._mask | self._hashed

    def redact(self, inputs: Columns | None, outputs: Columns | None) -> tuple[Columns | None, Columns | None]:
        """Both sides of one record without the values of the fields."""
        if not self.fields:
            return inputs, outputs
        secrets: set[str] = set()
        redacted = [self._columns(side, secrets) for side in (inputs, outputs)]
        if secrets:
            # The longest first: of two that begin alike, the shorter would leave the other's end behind.
            ordered = sorted(secrets, key=len, reverse=True)
            pattern = re.compile("|".join(map(re.escape, ordered)))
            redacted = [_scrubbed(side, pattern) for side in redacted]
        return redacted[0], redacted[1]

    def _columns(self, columns: Columns | None, secrets: set[str]) -> Columns | None:
        if columns is None:
            return None
        redacted: Columns = {}
        for name, values in columns.items():
            field = name.casefold()
            # `prediction.2` is an element of `prediction`.
            owner = field if field in self.fields else field.rpartition(".")[0]
            replaced = owner in self.fields
            redacted[name] = [
                self._replaced(owner, value, secrets) if replaced else self._inside(value, secrets) for value in values
            ]
        return redacted

    def _inside(self, value: Any, secrets: set[str]) -> Any:
        if isinstance(value, list):
            return [self._inside(item, secrets) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            key: self._replaced(key.casefold(), item, secrets)
            if key.casefold() in self.fields
            else self._inside(item, secrets)
            for key, item in value.items()
        }

    def _replaced(self, field: str, value: Any, secrets: set[str]) -> Any:
        if value is None:
            return None  # that nothing was given is what drift wants to know, and no secret
        secrets.update(_leaves(value))
        if field in self._mask:
            return MASK
        text = json.dumps([field, value], sort_keys=True, default=str)
        return HASH_PREFIX + hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:_HASH_DIGITS]


def read_key(path: Path) -> bytes:
    """The key in a file, without white space around it.

    Raises:
        BadInputError: The file cannot be read.
    """
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise BadInputError(
            f"the key file {path} cannot be read", why=error.strerror or str(error), fix="openssl rand -hex 32 > FILE"
        ) from error


def _leaves(value: Any) -> Iterable[str]:
    """The texts and numbers in a value that are long enough to be recognised elsewhere."""
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, str):
        if len(value) >= _SHORTEST_SECRET:
            yield value
    elif not isinstance(value, bool) and value is not None:
        text = str(value).removesuffix(".0")
        if sum(map(str.isdigit, text)) >= _FEWEST_DIGITS:
            yield text


def _scrubbed(value: Any, secrets: re.Pattern[str]) -> Any:
    if isinstance(value, dict):
        return {_scrubbed(key, secrets): _scrubbed(item, secrets) for key, item in value.items()}
    if isinstance(value, list):
        return [_scrubbed(item, secrets) for item in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value if _HASHED.fullmatch(value) else secrets.sub(MASK, value)
    return MASK if secrets.search(str(value)) else value
