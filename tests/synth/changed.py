"""Settings made of other settings."""

from __future__ import annotations

from stacks.settings import Settings


def changed(settings: Settings, **values: object) -> Settings:
    """`settings` with top-level or `block__field` values, validated again."""
    given = settings.model_dump()
    for name, value in values.items():
        block, _, field = name.partition("__")
        if field:
            given[block][field] = value
        else:
            given[block] = value
    return Settings.model_validate(given)
