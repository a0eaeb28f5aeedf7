"""Makes ready what a test cluster needs before any test asks for it: `python -m tests.support.cluster`."""

from __future__ import annotations

import os

from tests.support.cluster.preparation import prepare

if __name__ == "__main__" and "SLIPWAY_TEST_KUBECONFIG" not in os.environ:
    prepare()
