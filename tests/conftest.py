"""Fixtures that every layer may use."""

pytest_plugins = [
    "tests.support.engine",
    "tests.support.postgres",
    "tests.support.prometheus",
    "tests.support.tracking",
]
