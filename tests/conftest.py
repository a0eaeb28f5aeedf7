"""Fixtures that every layer may use."""

pytest_plugins = [
    "tests.support.cluster.session",
    "tests.support.engine",
    "tests.support.postgres",
    "tests.support.prometheus",
    "tests.support.tracking",
]
