"""The bindings in the repository are those that the provider's schema gives today."""

from __future__ import annotations

from bin.commands.bindings import DESTINATION, differences, provider_schema
from modules.bindings.catalog import render_all


def test_regenerating_the_bindings_changes_no_byte() -> None:
    schema = provider_schema()
    files = render_all(schema)
    assert files == render_all(schema)
    assert differences(files, DESTINATION) == []
