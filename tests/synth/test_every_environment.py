"""What holds of every environment's stacks, whichever it is."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from app import outputs
from modules.bindings.catalog import DATA, RESOURCES
from stacks.environments import LOCAL, NAMES, PROD, environment
from tests.support.template import Template, every_environment, of_environment, strings, synthesise
from tests.synth.changed import OIDC, PEOPLE, changed, equipped
from tests.synth.test_bootstrap import bootstrap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PARTS = ("network", "data", "ingress", "tracking", "serving", "gateway")
DOCUMENTS = {
    "network": outputs.NetworkOutputs,
    "data": outputs.DataOutputs,
    "ingress": outputs.IngressOutputs,
    "tracking": outputs.TrackingOutputs,
    "serving": outputs.ServingOutputs,
    "gateway": outputs.GatewayOutputs,
}
# What a setting turns off or multiplies: construct path → the setting that decides.
SETTING_DECIDES = {
    "Budget_": "alarms.monthly_budget_usd",
    "Network_Nat": "network.nat",
    "Network_Private": "network.nat, network.availability_zones",
    "Network_Public": "network.availability_zones",
    "Network_Database": "network.availability_zones",
    "Endpoints_": "network.interface_endpoints",
    "Server_Scaling": "tracking.maximum_tasks",
    "Cluster_AmazonEKS": "serving.auto_mode",
    "Cluster_SmallNodes": "serving.node_groups",
    "Cluster_SpotNodes": "serving.node_groups",
    "Cluster_VpcCni": "serving.node_groups",
    "Cluster_KubeProxy": "serving.node_groups",
    "Cluster_CoreDns": "serving.node_groups",
    "Cluster_PodIdentityAgent": "serving.node_groups",
    "Firewall_": "gateway.firewall",
    "Gateway_Link": "gateway.vpc_link",
    "Gateway_VpcLink": "gateway.vpc_link",
    "Gateway_ToDoors": "gateway.vpc_link",
}


@pytest.fixture(scope="module")
def templates() -> Mapping[str, Template]:
    return every_environment()


def test_every_environment_has_every_stack(templates: Mapping[str, Template]) -> None:
    assert set(templates) == {f"{environment}-{part}" for environment in NAMES for part in PARTS}


@pytest.mark.parametrize("other", [name for name in NAMES if name != "prod"])
@pytest.mark.parametrize("part", PARTS)
def test_environments_have_the_same_constructs_but_for_what_a_setting_decides(
    templates: Mapping[str, Template], part: str, other: str
) -> None:
    different = templates[f"prod-{part}"].addresses() ^ templates[f"{other}-{part}"].addresses()
    unexplained = [name for name in different if not name.partition(".")[2].startswith(tuple(SETTING_DECIDES))]
    assert unexplained == []


@pytest.mark.parametrize("name", NAMES)
def test_construct_ids_never_hold_the_environment(templates: Mapping[str, Template], name: str) -> None:
    for template in of_environment(templates, name):
        # The last eight characters are cdktf's hash of the construct's path, which has no stack in it.
        ids = {address.partition(".")[2] for address in template.addresses()}
        assert not [each for each in ids if name in each.lower().split("_")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("part", DOCUMENTS)
def test_a_stack_publishes_what_the_app_reads(templates: Mapping[str, Template], name: str, part: str) -> None:
    document = templates[f"{name}-{part}"].document()
    published = DOCUMENTS[part].model_validate(document)
    assert (published.environment, published.stack) == (name, part)
    templates[f"{name}-{part}"].has_resource("aws_ssm_parameter", name=f"/slipway/{name}/{part}", type="String")


def test_the_local_documents_name_the_embedded_runtime(templates: Mapping[str, Template]) -> None:
    database = templates["local-data"].document()["database"]
    assert (database["host"], database["port"]) == ("127.0.0.1", 5442)
    assert templates["local-tracking"].document()["tracking_uri"] == "http://127.0.0.1:5000"
    assert templates["local-serving"].document()["router_url"] == "http://127.0.0.1:8080"
    assert templates["local-gateway"].document()["endpoint_url"].endswith(".execute-api.localhost:4566")


def test_only_local_talks_to_an_emulator(templates: Mapping[str, Template]) -> None:
    for template in templates.values():
        provider = template.content["provider"]["aws"][0]
        assert ("shared_config_files" in provider) == (template.environment == "local")
        assert ("access_key" in provider) == (template.environment == "local")


def test_the_file_that_the_local_provider_reads_names_the_emulator(tmp_path: Path) -> None:
    synthesise(environment("local", {"SLIPWAY_EMULATOR_PORT": "5701"}), folder=tmp_path)
    stack = tmp_path / "stacks" / "local-network"
    (file,) = json.loads((stack / "cdk.tf.json").read_text())["provider"]["aws"][0]["shared_config_files"]
    assert (stack / file).read_text() == "[default]\nendpoint_url = http://127.0.0.1:5701\n"


def test_on_aws_state_is_in_s3_and_s3_locks_it(templates: Mapping[str, Template]) -> None:
    for template in templates.values():
        backend = template.content["terraform"]["backend"]
        if template.environment == "local":
            assert set(backend) == {"local"}
        else:
            assert backend["s3"]["use_lockfile"] is True
            assert backend["s3"]["encrypt"] is True


def test_both_majors_of_the_provider_are_accepted(templates: Mapping[str, Template]) -> None:
    versions = {t.content["terraform"]["required_providers"]["aws"]["version"] for t in templates.values()}
    assert versions == {">= 5.100.0, < 7.0.0"}


def test_no_synthesised_file_holds_a_password_or_a_key(templates: Mapping[str, Template]) -> None:
    suspicious = re.compile(r"AKIA[A-Z0-9]{16}|://[^/@:\s]+:[^/@\s]+@|BEGIN [A-Z ]*PRIVATE KEY")
    for template in templates.values():
        assert not [text for text in strings(template.content) if suspicious.search(text)]
        for terraform_type, name, arguments in template.resources():
            secrets = [key for key in arguments if "password" in key and key != "manage_master_user_password"]
            assert secrets == [], f"{terraform_type}.{name}"


def test_the_catalog_holds_exactly_the_types_in_use(templates: Mapping[str, Template], tmp_path: Path) -> None:
    administered = PROD.model_copy(
        update={"serving": PROD.serving.model_copy(update={"administrator_role_arns": ("arn:aws:iam::1:role/a",)})}
    )
    brought = changed(PROD, serving__existing_cluster="shared", alarms__email_addresses=("on-call@example.com",))
    federated = changed(equipped(), tracking__sign_in={**PEOPLE, "identity": OIDC})
    every = [*templates.values(), *synthesise(administered).values(), *synthesise(brought).values()]
    every += [*synthesise(equipped()).values(), *synthesise(federated).values(), bootstrap(tmp_path)]
    used = {terraform_type for template in every for terraform_type in template.content.get("resource", {})}
    data = {terraform_type for template in every for terraform_type in template.content.get("data", {})}
    assert used == {terraform_type for _, types in RESOURCES.values() for terraform_type in types}
    assert data - {"terraform_remote_state"} == {
        terraform_type for _, types in DATA.values() for terraform_type in types
    }


def test_synthesising_twice_gives_the_same_bytes() -> None:
    first, second = (synthesise(LOCAL) for _ in range(2))
    assert {name: template.content for name, template in first.items()} == {
        name: template.content for name, template in second.items()
    }


def test_by_age_alone_artifacts_move_only_to_classes_that_read_at_once(templates: Mapping[str, Template]) -> None:
    for name in NAMES:
        made = templates[f"{name}-data"].resources_by_type("aws_s3_bucket_lifecycle_configuration")
        rules = next(each["rule"] for path, each in made.items() if path.startswith("ArtifactLifecycle"))
        for rule in rules:
            tagged = "tag" in rule["filter"][0]
            classes = {move["storage_class"] for move in rule.get("transition", ())}
            assert tagged or classes <= {"STANDARD_IA", "GLACIER_IR"}
            assert tagged or "expiration" not in rule
        kept = [rule["noncurrent_version_expiration"][0] for rule in rules if "noncurrent_version_expiration" in rule]
        assert kept == [{"noncurrent_days": 90, "newer_noncurrent_versions": 3}]
