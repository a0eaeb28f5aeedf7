"""Fixtures that every layer may use."""

pytest_plugins = ["tests.support.postgres", "tests.support.tracking"]
