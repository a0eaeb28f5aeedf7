"""Redaction: what was named is nowhere."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInputError
from app.monitoring.redaction import HASH_PREFIX, MASK, Redactor, read_key

KEY = b"0123456789abcdef0123456789abcdef"


def test_a_masked_field_is_masked_wherever_it_is_nested() -> None:
    redactor = Redactor(mask=["ssn"])
    inputs = {"SSN": ["123-45-6789", None], "customer": [{"name": "Al", "more": [{"Ssn": 5}]}, {"name": "Bo"}]}
    redacted, _ = redactor.redact(inputs, None)
    assert redacted == {
        "SSN": [MASK, None],
        "customer": [{"name": "Al", "more": [{"Ssn": MASK}]}, {"name": "Bo"}],
    }


def test_a_hash_is_the_same_for_the_same_value_and_key_and_for_no_other() -> None:
    def hashed(value, key=KEY, field="id"):
        return Redactor(hashed=["id", "other"], key=key).redact({field: [value]}, None)[0][field][0]

    assert hashed("alice") == hashed("alice")
    assert hashed("alice").startswith(HASH_PREFIX)
    assert len({hashed("alice"), hashed("bob"), hashed("alice", b"f" * 32), hashed("alice", field="other")}) == 4


def test_a_value_that_was_redacted_is_redacted_where_the_model_repeats_it() -> None:
    redactor = Redactor(mask=["name"], hashed=["card"], key=KEY)
    inputs = {"name": ["Ada Lovelace"], "card": [4111111111111111], "note": ["Ada Lovelace called"]}
    outputs = {"prediction": ["hello Ada Lovelace, 4111111111111111"], "score": [4111111111111111.0]}
    redacted = redactor.redact(inputs, outputs)
    assert "Lovelace" not in str(redacted)
    assert "4111111111111111" not in str(redacted)
    assert redacted[0]["note"] == [f"{MASK} called"]


def test_text_that_only_looks_like_a_hash_is_searched_as_well() -> None:
    redactor = Redactor(mask=["name"])
    redacted, _ = redactor.redact({"name": ["Lovelace"], "note": [f"{HASH_PREFIX} Lovelace"]}, None)
    assert redacted["note"] == [f"{HASH_PREFIX} {MASK}"]


def test_elements_of_a_redacted_vector_are_redacted() -> None:
    _, outputs = Redactor(mask=["prediction"]).redact(None, {"prediction.0": [0.5], "prediction.1": [0.5]})
    assert outputs == {"prediction.0": [MASK], "prediction.1": [MASK]}


def test_without_fields_nothing_is_touched() -> None:
    inputs = {"a": [1]}
    assert Redactor().redact(inputs, None) == (inputs, None)


def test_a_key_that_is_missing_or_short_is_refused(tmp_path) -> None:
    with pytest.raises(BadInputError, match="0 bytes"):
        Redactor(hashed=["id"])
    with pytest.raises(BadInputError, match="5 bytes"):
        Redactor(hashed=["id"], key=b"short")
    with pytest.raises(BadInputError, match="masked and hashed"):
        Redactor(mask=["id"], hashed=["ID"], key=KEY)
    with pytest.raises(BadInputError, match="cannot be read"):
        read_key(tmp_path / "none")
    (tmp_path / "key").write_bytes(KEY + b"\n")
    assert read_key(tmp_path / "key") == KEY


secrets = st.uuids().map(lambda value: f"SECRET-{value}") | st.integers(10**11, 10**12 - 1)
harmless = st.none() | st.booleans() | st.sampled_from(["red", "1"]) | st.floats(0, 1)


@st.composite
def planted(draw):
    """Nested columns with a secret under a redacted name, and the secret's text again somewhere else."""
    secret = draw(secrets)
    field = draw(st.sampled_from(["ssn", "SSN", "Token"]))
    inner = st.recursive(
        harmless | st.just({field: secret}) | st.just({field: [secret, {"deep": secret}]}),
        lambda value: st.lists(value, max_size=3) | st.dictionaries(st.sampled_from(["x", "y"]), value, max_size=2),
        max_leaves=8,
    )
    columns = draw(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.lists(inner, min_size=1, max_size=3)))
    columns[field] = [draw(st.sampled_from([secret, [secret], {"in": secret}, {str(secret): 1}]))]
    echoed = draw(st.sampled_from([f"dear {secret}", {"text": [str(secret)]}, secret, {str(secret): True}]))
    return str(secret), columns, {"prediction": [echoed]}


@given(planted(), st.booleans())
def test_no_secret_is_left_in_a_redacted_record(plant, hashes) -> None:
    secret, inputs, outputs = plant
    fields = ["ssn", "token"]
    redactor = Redactor(hashed=fields, key=KEY) if hashes else Redactor(mask=fields)
    assert secret in json.dumps([inputs, outputs])
    assert secret not in json.dumps(redactor.redact(inputs, outputs))
