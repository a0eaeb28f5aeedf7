"""Fixtures that every layer may use, and ears for Ctrl-C."""

import signal

pytest_plugins = [
    "tests.support.cluster.session",
    "tests.support.engine",
    "tests.support.postgres",
    "tests.support.prometheus",
    "tests.support.tracking",
]

# A shell starts what a script puts into the background deaf to Ctrl-C, and what is started from there inherits that:
# tests that interrupt themselves, or what they start, would then wait for nothing.
signal.signal(signal.SIGINT, signal.default_int_handler)
