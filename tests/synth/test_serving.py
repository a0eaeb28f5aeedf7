"""The cluster's nodes, and who may do what from a pod."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from stacks.environments import NAMES
from tests.support.template import Template, every_environment, synthesise
from tests.synth.changed import equipped

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="module")
def templates() -> Mapping[str, Template]:
    return {**every_environment(), **synthesise(equipped())}


def associations(template: Template) -> dict[str, dict[str, Any]]:
    """Service account → its pod identity association."""
    made = template.resources_by_type("aws_eks_pod_identity_association").values()
    return {f"{each['namespace']}/{each['service_account']}": each for each in made}


def statements(template: Template, role: str) -> dict[str, dict[str, Any]]:
    """What the role of construct `role` may do, by the statements' names."""
    policies = template.resources_by_type("aws_iam_role_policy")
    (given,) = [each["policy"] for name, each in policies.items() if name.startswith(f"{role}_")]
    return {each["Sid"]: each for each in json.loads(given.replace("$${", "${"))["Statement"]}


@pytest.mark.parametrize("name", ["local", "dev", "equipped"])
def test_only_the_network_plugin_may_move_network_interfaces(templates: Mapping[str, Template], name: str) -> None:
    serving = templates[f"{name}-serving"]
    attached = serving.resources_by_type("aws_iam_role_policy_attachment").values()
    (holder,) = [each["role"] for each in attached if each["policy_arn"].endswith("/AmazonEKS_CNI_Policy")]
    assert "VpcCniRole" in holder
    assert "VpcCniRole" in associations(serving)["kube-system/aws-node"]["role_arn"]
    # The plugin's nodes wait for its permissions, or they would never turn ready.
    (plugin,) = [
        each for each in serving.resources_by_type("aws_eks_addon").values() if each["addon_name"] == "vpc-cni"
    ]
    assert [each for each in plugin["depends_on"] if "VpcCniIdentity" in each]


@pytest.mark.parametrize("name", NAMES)
def test_a_model_servers_pod_reads_its_namespaces_artifacts_and_nothing_else(
    templates: Mapping[str, Template], name: str
) -> None:
    serving = templates[f"{name}-serving"]
    assert associations(serving)["models/model-server"]
    reads = statements(serving, "ModelServerRole")
    assert set(reads) == {"ReadArtifacts", "ListArtifacts", "WritePayloadLog", "UseDataKey"}
    assert reads["ReadArtifacts"]["Resource"].endswith("/${aws:PrincipalTag/kubernetes-namespace}/*")
    assert reads["ListArtifacts"]["Condition"]["StringLike"]["s3:prefix"].startswith("${aws:PrincipalTag/")


@pytest.mark.parametrize("name", NAMES)
def test_a_drift_check_reads_the_payload_log_and_writes_nothing_but_its_findings(
    templates: Mapping[str, Template], name: str
) -> None:
    serving = templates[f"{name}-serving"]
    assert associations(serving)["models/drift"]
    given = statements(serving, "DriftRole")
    assert set(given) == {
        "ReadArtifacts",
        "ListArtifacts",
        "ReadPayloadLog",
        "ListPayloadLog",
        "WriteFindings",
        "UseDataKey",
    }
    assert given["WriteFindings"]["Resource"].endswith("/${aws:PrincipalTag/kubernetes-namespace}/drift/*")
    assert given["ReadPayloadLog"]["Action"] == "s3:GetObject"


def test_nodes_with_gpus_take_only_pods_that_ask_for_one(templates: Mapping[str, Template]) -> None:
    (group,) = templates["equipped-serving"].resources_by_type("aws_eks_node_group").values()
    assert "NVIDIA" in group["ami_type"]
    assert [(taint["key"], taint["effect"]) for taint in group["taint"]] == [("nvidia.com/gpu", "NO_SCHEDULE")]


def test_add_ons_have_pinned_versions(templates: Mapping[str, Template]) -> None:
    addons = templates["dev-serving"].resources_by_type("aws_eks_addon").values()
    assert len(addons) == 4
    assert all(each["addon_version"].startswith("v") for each in addons)
