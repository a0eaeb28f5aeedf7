"""A real Kubernetes cluster for tests: the one that is named, or one node of our own from Debian's packages.

`SLIPWAY_TEST_KUBECONFIG` names another cluster's kubeconfig. Its nodes must reach this machine at
`SLIPWAY_TEST_ADDRESS`, and pull the images `SLIPWAY_TEST_MODEL_SERVER_IMAGE` and `SLIPWAY_TEST_ROUTER_IMAGE`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from kubernetes.client import CoreV1Api
from kubernetes.config import list_kube_config_contexts, new_client_from_config

from app.targets.manifests import Images
from tests.support.cluster.preparation import CACHE, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.engine import Engine

ADDRESS = "10.97.0.53"  # HOST_IP in `node`
_NODE = Path(__file__).with_name("node")
_OTHERS = ("SLIPWAY_TEST_ADDRESS", "SLIPWAY_TEST_MODEL_SERVER_IMAGE", "SLIPWAY_TEST_ROUTER_IMAGE")


@dataclass(frozen=True)
class Cluster:
    """A running cluster.

    Args:
        kubeconfig: How it is reached.
        address: The address at which its pods reach this machine.
        images: What its nodes can run.
        own: Whether it is ours, on this machine.
    """

    kubeconfig: Path
    address: str
    images: Images
    own: bool

    @property
    def context(self) -> str:
        """The kubeconfig's context."""
        _, active = list_kube_config_contexts(str(self.kubeconfig))
        return str(active["name"])

    @property
    def server(self) -> tuple[str, bytes]:
        """The API server's URL, and the certificate authority that it is known by."""
        configuration = new_client_from_config(str(self.kubeconfig)).configuration
        return configuration.host, Path(configuration.ssl_ca_cert).read_bytes()

    def kill(self, pod: str) -> None:
        """End a pod's processes with SIGKILL; in a cluster that is not ours, take the pod away at once."""
        if self.own:
            _node("kill", pod)
        else:
            client = CoreV1Api(new_client_from_config(str(self.kubeconfig)))
            client.delete_namespaced_pod(pod, "models", grace_period_seconds=0)


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The cluster, with the images of this project in it."""
    named = os.environ.get("SLIPWAY_TEST_KUBECONFIG")
    if named:
        missing = [name for name in _OTHERS if name not in os.environ]
        assert not missing, f"SLIPWAY_TEST_KUBECONFIG goes with {', '.join(missing)}"
        address, *images = (os.environ[name] for name in _OTHERS)
        yield Cluster(Path(named), address, Images(*images), own=False)
        return
    engine: Engine = request.getfixturevalue("engine")
    archive = tmp_path_factory.mktemp("images") / "images.tar"
    engine.save(archive, engine.image("model-server"), engine.image("router"))
    prepare()
    with FileLock(CACHE / "node.lock"):  # there is one such cluster on a machine
        try:
            kubeconfig = Path(_node("up").splitlines()[-1])
            loaded = dict(line.split() for line in _node("load", str(archive)).splitlines())
            archive.unlink()
            by_target = {name.partition("/")[2].partition(":")[0]: digest for name, digest in loaded.items()}
            yield Cluster(kubeconfig, ADDRESS, Images(by_target["model-server"], by_target["router"]), own=True)
        finally:
            _node("down")


def _node(*words: str) -> str:
    done = subprocess.run(
        (str(_NODE), *words),
        env={**os.environ, "PYTHON": sys.executable, "OWNER": str(os.getpid())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{_NODE} {' '.join(words)} exits with {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout
