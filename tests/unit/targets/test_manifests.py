"""What a cluster is asked for, checked strictly against the schemas of the Kubernetes version that the stacks run."""

from __future__ import annotations

import json
import re
from typing import Any

import kubernetes_validate
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.monitoring.location import PAYLOAD_LOG_VARIABLE
from app.routing.route import DEPLOYMENT_NAME
from app.targets.manifests import (
    DriftSchedule,
    Images,
    Manifest,
    ModelVersion,
    ServingNamespace,
    drift_checks,
    drift_name,
    foundation,
    model_server,
    router,
    routes_config_map,
    target_group_binding,
)
from app.targets.placement import Placement
from modules.load_balancers import ROUTER_HEALTH_NODE_PORT, ROUTER_NODE_PORT
from modules.pod_roles import DRIFT, MODEL_SERVER
from stacks.setting_blocks import ServingSettings

KUBERNETES = ServingSettings().kubernetes_version
IMAGES = Images(f"registry.example/model-server@sha256:{'a' * 64}", f"registry.example/router@sha256:{'b' * 64}")
NAMESPACE = ServingNamespace(
    "models", IMAGES, {"MLFLOW_TRACKING_URI": "http://tracking:5000"}, "s3://log/models", egress_ports=(5000,)
)
CHECKS = drift_checks(DriftSchedule("wine", "*/5 * * * *", "24h"), NAMESPACE, api_version="batch/v1")
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")

placements = st.builds(
    Placement,
    replicas=st.integers(1, 10),
    max_replicas=st.none() | st.integers(10, 1000),
    cpu=st.sampled_from(["1", "250m", "1.5"]),
    memory=st.sampled_from(["512Mi", "2Gi", "1G"]),
    gpu=st.integers(0, 8),
    node_selector=st.dictionaries(st.sampled_from(["pool", "zone"]), st.sampled_from(["a", "models"])),
)
versions = st.builds(
    ModelVersion,
    deployment=st.from_regex(DEPLOYMENT_NAME, fullmatch=True),
    model=st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=60),
    version=st.integers(1, 99_999).map(str),
    placement=placements,
)


def version(**placement: Any) -> ModelVersion:
    return ModelVersion("wine", "wine-quality", "2", Placement(**placement))


def drift_pod(manifests: list[Manifest]) -> dict[str, Any]:
    job = of_kind(manifests, "CronJob")["spec"]["jobTemplate"]["spec"]
    template: dict[str, Any] = job["template"]["spec"]
    return template


def of_kind(manifests: list[Manifest], kind: str) -> Manifest:
    [found] = [each for each in manifests if each["kind"] == kind]
    return found


def pod(manifests: list[Manifest]) -> dict[str, Any]:
    template: dict[str, Any] = of_kind(manifests, "Deployment")["spec"]["template"]["spec"]
    return template


@settings(deadline=None, max_examples=30)
@given(versions)
def test_the_objects_of_any_version_are_valid_to_the_letter(made: ModelVersion) -> None:
    for manifest in model_server(made, NAMESPACE, replicas=made.placement.replicas):
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)
        assert LABEL.fullmatch(manifest["metadata"]["name"])
        assert all(len(value) <= 63 for value in manifest["metadata"]["labels"].values())


@pytest.mark.parametrize(
    "manifest",
    [*foundation(NAMESPACE), *router(NAMESPACE), routes_config_map(NAMESPACE), *CHECKS],
    ids=lambda one: one["kind"],
)
def test_what_a_namespace_has_besides_is_valid_to_the_letter(manifest: Manifest) -> None:
    kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


@pytest.mark.parametrize(
    "spec",
    [pod(model_server(version(), NAMESPACE, replicas=2)), pod(router(NAMESPACE)), drift_pod(CHECKS)],
    ids=["model server", "router", "drift"],
)
def test_pods_keep_to_the_restricted_level_and_write_to_no_file_of_the_image(spec: dict[str, Any]) -> None:
    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in spec["containers"]:
        context = container["securityContext"]
        assert (context["allowPrivilegeEscalation"], context["readOnlyRootFilesystem"]) == (False, True)
        assert context["capabilities"] == {"drop": ["ALL"]}
    assert all(not volume.keys() & {"hostPath"} for volume in spec["volumes"])
    assert of_kind(foundation(NAMESPACE), "Namespace")["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == (
        "restricted"
    )


def test_what_the_stacks_made_for_the_cluster_is_what_its_objects_are_named_by() -> None:
    for component, made in ((MODEL_SERVER, foundation(NAMESPACE)), (DRIFT, CHECKS)):
        assert of_kind(made, "ServiceAccount")["metadata"]["name"] == component
    assert drift_pod(CHECKS)["serviceAccountName"] == DRIFT
    assert pod(model_server(version(), NAMESPACE, replicas=1))["serviceAccountName"] == MODEL_SERVER
    ports = of_kind(router(NAMESPACE), "Service")["spec"]["ports"]
    assert [port["nodePort"] for port in ports] == [ROUTER_NODE_PORT, ROUTER_HEALTH_NODE_PORT]


def test_images_are_named_by_digest_and_the_payload_log_is_an_argument() -> None:
    [container] = pod(model_server(version(), NAMESPACE, replicas=1))["containers"]
    assert container["image"] == IMAGES.model_server
    words = container["args"]
    assert words[words.index("--payload-log") + 1] == "s3://log/models"
    assert words[words.index("--model-uri") + 1] == "models:/wine-quality/2"


def test_a_drift_check_runs_in_the_model_servers_image_and_reads_the_payload_log() -> None:
    [container] = drift_pod(CHECKS)["containers"]
    assert container["image"] == IMAGES.model_server
    assert container["command"] == ["python", "-m", "app.monitoring", "wine", "--window", "24h"]
    assert {each["name"]: each["value"] for each in container["env"]} == {
        "MLFLOW_TRACKING_URI": "http://tracking:5000",
        PAYLOAD_LOG_VARIABLE: "s3://log/models",
    }


@given(st.from_regex(DEPLOYMENT_NAME, fullmatch=True))
def test_the_name_of_a_drift_check_leaves_room_for_its_jobs_number(deployment: str) -> None:
    assert len(drift_name(deployment)) <= 52
    assert LABEL.fullmatch(drift_name(deployment))


def test_a_pod_has_time_to_answer_its_longest_request_after_it_has_drained() -> None:
    spec = pod(model_server(version(), NAMESPACE, replicas=1))
    words = spec["containers"][0]["args"]
    drain = int(words[words.index("--drain-seconds") + 1])
    assert spec["terminationGracePeriodSeconds"] > drain + 30


def test_gpus_and_node_labels_place_a_pod() -> None:
    spec = pod(model_server(version(gpu=2, node_selector={"pool": "gpu"}), NAMESPACE, replicas=1))
    assert spec["containers"][0]["resources"]["limits"]["nvidia.com/gpu"] == "2"
    assert spec["tolerations"] == [{"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"}]
    assert spec["nodeSelector"] == {"pool": "gpu"}


def test_a_scaler_goes_with_a_version_that_scales_and_with_no_other() -> None:
    fixed, scaling = version(replicas=2), version(replicas=2, max_replicas=5)
    assert "HorizontalPodAutoscaler" not in [one["kind"] for one in model_server(fixed, NAMESPACE, replicas=2)]
    spec = of_kind(model_server(scaling, NAMESPACE, replicas=2), "HorizontalPodAutoscaler")["spec"]
    assert (spec["minReplicas"], spec["maxReplicas"]) == (2, 5)


def test_routers_read_their_bootstrap_from_a_config_map_and_another_one_makes_new_pods() -> None:
    made = router(NAMESPACE)
    [config] = [each for each in made if each["kind"] == "ConfigMap"]
    content = json.loads(config["data"]["bootstrap.json"])
    assert content["admin"]["address"]["socket_address"]["address"] == "127.0.0.1"
    [listener] = [one for one in content["static_resources"]["listeners"] if one["name"] == "figures"]
    assert listener["address"]["socket_address"]["port_value"] == 9902
    assert of_kind(made, "Deployment")["spec"]["template"]["metadata"]["annotations"]["slipway/bootstrap"]


def test_the_load_balancer_is_bound_to_the_routers_service() -> None:
    made = target_group_binding(NAMESPACE, "arn:aws:x", api_version="eks.amazonaws.com/v1")
    service = of_kind(router(NAMESPACE), "Service")
    assert made["spec"]["serviceRef"]["name"] == service["metadata"]["name"]
    assert made["spec"]["serviceRef"]["port"] in [port["port"] for port in service["spec"]["ports"]]
