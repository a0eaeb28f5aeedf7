from __future__ import annotations

import pytest
from pydantic import ValidationError

from stacks.alarm_settings import AlarmSettings
from stacks.environments import DEV, LOCAL, NAMES, PROD, UnknownEnvironmentError, environment
from stacks.existing_settings import ExistingDatabase, ExistingIdentity
from stacks.log_retention import LOG_RETENTION_DAYS
from stacks.setting_blocks import (
    ArtifactSettings,
    DatabaseSettings,
    NetworkSettings,
    ServingSettings,
)
from stacks.tracking_settings import SignInSettings, TrackingSettings
from tests.synth.changed import CERTIFICATE, OIDC, PEOPLE, changed

ZONES = ("us-east-1a", "us-east-1b")


def refused(expected: str, build: type, **values: object) -> None:
    with pytest.raises(ValidationError, match=expected):
        build(**values)


def test_an_unknown_key_is_refused() -> None:
    refused("Extra inputs are not permitted", DatabaseSettings, multi_zone=True)


def test_settings_cannot_be_changed_after_they_are_made() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        DEV.database.multi_az = True  # type: ignore[misc]


@pytest.mark.parametrize("cidr", ["10.0.0.0/8", "10.0.0.0/24"])
def test_a_network_too_large_or_too_small_is_refused_with_its_value(cidr: str) -> None:
    refused(f"'{cidr}' must be /16 to /20", NetworkSettings, cidr=cidr, availability_zones=ZONES)


def test_one_zone_is_not_enough() -> None:
    refused("at least 2", NetworkSettings, availability_zones=("us-east-1a",))


def test_a_zone_of_another_region_is_refused() -> None:
    with pytest.raises(ValidationError, match="'us-east-1a' is not in region 'eu-west-1'"):
        changed(DEV, region="eu-west-1")


def test_a_retention_that_cloudwatch_does_not_take_is_refused_with_the_nearest() -> None:
    refused(
        "100 is not a retention .* the nearest is 90", NetworkSettings, availability_zones=ZONES, log_retention_days=100
    )


def test_retentions_are_sorted_and_without_doubles() -> None:
    assert list(LOG_RETENTION_DAYS) == sorted(set(LOG_RETENTION_DAYS))


def test_storage_must_have_room_to_grow() -> None:
    refused("at least 10 % above storage_gib 100", DatabaseSettings, storage_gib=100, storage_limit_gib=105)


def test_s3_moves_nothing_to_infrequent_access_before_thirty_days() -> None:
    refused("29 is below the 30 days", ArtifactSettings, infrequent_access_after_days=29)


def test_instant_retrieval_waits_until_infrequent_access_is_paid_off() -> None:
    refused("must be 90 or more", ArtifactSettings, infrequent_access_after_days=60, instant_retrieval_after_days=80)


def test_fargate_sizes_that_do_not_exist_are_refused() -> None:
    refused("not one of Fargate's", TrackingSettings, cpu_units=1000)
    refused("takes 2048 to 8192 in steps of 1024", TrackingSettings, cpu_units=1024, memory_mib=1024)


def test_fewer_tasks_at_most_than_at_least_are_refused() -> None:
    refused("maximum_tasks 1 is below minimum_tasks 2", TrackingSettings, minimum_tasks=2, maximum_tasks=1)


def test_a_cluster_without_any_nodes_is_refused() -> None:
    refused("no pod could ever start", ServingSettings, auto_mode=False)


@pytest.mark.parametrize(
    ("problem", "values"),
    [
        ("database.multi_az", {"database__multi_az": False}),
        ("database.deletion_protection", {"database__deletion_protection": False}),
        ("database.backup_retention_days", {"database__backup_retention_days": 6}),
        ("allow_data_deletion", {"allow_data_deletion": True}),
        ("network.nat", {"network__nat": "one"}),
        ("network.nat", {"network__nat": "none", "network__interface_endpoints": False}),
        ("serving.public_endpoint", {"serving__public_endpoint": True}),
        ("tracking.minimum_tasks", {"tracking__minimum_tasks": 1}),
    ],
)
def test_production_refuses_what_is_not_fit_for_it(problem: str, values: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=f"not fit for production: {problem}"):
        changed(PROD, **values)


def test_production_may_do_without_nat_where_endpoints_stand_in() -> None:
    assert changed(PROD, network__nat="none", network__interface_endpoints=True).network.nat == "none"


def test_an_aws_environment_without_shared_state_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs `state`"):
        changed(DEV, state=None)


def test_an_unknown_environment_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownEnvironmentError, match="'prd': give one of local, dev, staging, prod"):
        environment("prd")


@pytest.mark.parametrize("name", NAMES)
def test_an_environment_goes_by_its_name(name: str) -> None:
    assert environment(name, {}).name == name


def test_environments_have_addresses_of_their_own() -> None:
    cidrs = [environment(name, {}).network.cidr for name in NAMES]
    assert len(set(cidrs)) == len(cidrs)


def test_only_local_and_dev_may_lose_data() -> None:
    assert [name for name in NAMES if environment(name, {}).allow_data_deletion] == ["local", "dev"]


def test_local_keeps_its_defaults_without_variables() -> None:
    assert environment("local", {}) == LOCAL


def test_a_latency_that_the_gateway_never_lets_happen_is_refused_as_a_limit() -> None:
    refused("less than 30000", AlarmSettings, latency_p99_milliseconds=30_000)


def test_the_storage_alarm_lies_below_where_rds_grows_the_storage() -> None:
    refused("less than 10", AlarmSettings, free_storage_percent=10)


@pytest.mark.parametrize("address", ["on-call", "on-call@example", "a b@example.com"])
def test_what_is_no_mail_address_is_refused(address: str) -> None:
    refused("should match pattern", AlarmSettings, email_addresses=(address,))


def test_an_instance_class_of_unknown_memory_is_refused_by_name() -> None:
    refused("'db.x2g.large' is not of the families t, m and r", DatabaseSettings, instance_class="db.x2g.large")


def test_a_database_in_a_vpc_brought_along_needs_subnets_in_two_zones() -> None:
    vpc = {"vpc_id": "vpc-1", "private_subnet_ids": ("subnet-1", "subnet-2"), "database_subnet_ids": ("subnet-3",)}
    with pytest.raises(ValidationError, match="database_subnet_ids must name two subnets or more"):
        changed(PROD, network__existing=vpc)


@pytest.mark.parametrize("issuer", ["http://id.example.com", "id.example.com"])
def test_an_issuer_without_tls_is_refused(issuer: str) -> None:
    refused(
        "should match pattern", ExistingIdentity, issuer=issuer, audiences=("a",), token_url="https://id.example.com/t"
    )


def test_a_database_resource_is_named_by_its_id_and_not_by_its_arn() -> None:
    refused(
        "should match pattern",
        ExistingDatabase,
        host="db.example.com",
        resource_id="arn:aws:rds:us-east-1:1:db:a",
        client_security_group_id="sg-1",
    )


def test_the_whole_internet_may_not_sign_in() -> None:
    refused("the whole internet", SignInSettings, **{**PEOPLE, "allowed_cidrs": ("10.0.0.0/8", "0.0.0.0/0")})


def test_people_sign_in_over_tls_alone() -> None:
    refused("certificate_arn", SignInSettings, host_name="mlflow.example.com", allowed_cidrs=("10.0.0.0/8",))
    refused("token_url", SignInSettings, **PEOPLE, identity={**OIDC, "token_url": "http://id.example.com/token"})


@pytest.mark.parametrize("name", ["https://mlflow.example.com", "mlflow", "mlflow.example.com/"])
def test_a_host_name_is_a_name_and_nothing_else(name: str) -> None:
    refused("host_name", SignInSettings, **{**PEOPLE, "host_name": name})


def test_a_certificate_of_another_region_is_refused() -> None:
    abroad = CERTIFICATE.replace("us-east-1", "eu-west-1")
    with pytest.raises(ValidationError, match=r"tracking\.sign_in\.certificate_arn .* is not in region 'us-east-1'"):
        changed(DEV, tracking__sign_in={**PEOPLE, "certificate_arn": abroad})
    with pytest.raises(ValidationError, match=r"gateway\.domain\.certificate_arn"):
        changed(DEV, gateway__domain={"host_name": "models.example.com", "certificate_arn": abroad})


def test_backups_are_copied_to_another_region_and_only_where_there_are_any() -> None:
    assert changed(DEV, database__replica_region="us-west-2").database.replica_region == "us-west-2"
    with pytest.raises(ValidationError, match="'us-east-1' is the environment's own"):
        changed(DEV, database__replica_region="us-east-1")
    refused("no backups to copy", DatabaseSettings, replica_region="us-west-2", backup_retention_days=0)


def test_without_nat_an_environment_on_aws_needs_endpoints() -> None:
    with pytest.raises(ValidationError, match="no task could pull its image"):
        changed(DEV, network__nat="none")
    assert changed(DEV, network__nat="none", network__interface_endpoints=True).network.nat == "none"
