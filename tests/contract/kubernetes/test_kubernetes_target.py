"""The Kubernetes target: what every target must do, and what this one promises besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract.deployments.target_cases import TargetCases

if TYPE_CHECKING:
    from tests.contract.kubernetes.conftest import World

pytestmark = pytest.mark.timeout(1800)  # on a machine that has none yet, the cluster is built first


@pytest.fixture(scope="module")
def model(world: World) -> str:
    return world.register("good", "good", "broken")


class TestKubernetesTarget(TargetCases):
    """See `TargetCases`."""
