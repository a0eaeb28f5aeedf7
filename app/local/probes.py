"""Whether the resources in a Terraform state still answer: one AWS call for each resource of a type known here.

An emulator that lost its memory would otherwise disagree with the state until something breaks.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Attributes = Mapping[str, Any]
    Probe = Callable[[Any, Attributes], bool]


@dataclass(frozen=True)
class Answers:
    """How many of a state's resources were asked for, and which of them did not answer."""

    asked: int
    missing: tuple[str, ...]

    @property
    def all_lost(self) -> bool:
        """Nothing that the state speaks of is there any more."""
        return self.asked > 0 and len(self.missing) == self.asked


def ask(aws: Any, state: Path) -> Answers:
    """Ask for every resource of the Terraform state file that has a probe; a missing file has none.

    Args:
        aws: A session of boto3's kind.
        state: A local state file (https://developer.hashicorp.com/terraform/internals/json-format).
    """
    if not state.exists():
        return Answers(0, ())
    found = [
        (f"{resource['type']}.{resource['name']}", PROBES[resource["type"]], instance["attributes"])
        for resource in json.loads(state.read_text(encoding="utf-8")).get("resources", [])
        if resource["mode"] == "managed" and resource["type"] in PROBES
        for instance in resource["instances"]
    ]
    with ThreadPoolExecutor(8) as pool:
        answered = list(pool.map(lambda entry: _answers(aws, entry[1], entry[2]), found))
    return Answers(len(found), tuple(entry[0] for entry, there in zip(found, answered, strict=True) if not there))


def _answers(aws: Any, probe: Probe, attributes: Attributes) -> bool:
    from botocore.exceptions import ClientError  # noqa: PLC0415 - slow to import

    try:
        return probe(aws, attributes)
    except ClientError:  # not found, in as many spellings as there are services
        return False


def _call(service: str, operation: str, key: str | None = None, **arguments: str) -> Probe:
    """A probe that calls `operation`; `arguments` name the attribute each parameter takes.

    A name ending in `[]` wraps the value in a list; with `key`, that list in the answer must not be empty.
    """

    def probe(aws: Any, attributes: Attributes) -> bool:
        parameters = {
            name: [attributes[attribute[:-2]]] if attribute.endswith("[]") else attributes[attribute]
            for name, attribute in arguments.items()
        }
        answer = getattr(aws.client(service), operation)(**parameters)
        return bool(answer[key]) if key else True

    return probe


PROBES: Mapping[str, Probe] = {
    "aws_vpc": _call("ec2", "describe_vpcs", "Vpcs", VpcIds="id[]"),
    "aws_subnet": _call("ec2", "describe_subnets", "Subnets", SubnetIds="id[]"),
    "aws_security_group": _call("ec2", "describe_security_groups", "SecurityGroups", GroupIds="id[]"),
    "aws_s3_bucket": _call("s3", "head_bucket", Bucket="id"),
    "aws_kms_key": _call("kms", "describe_key", KeyId="id"),
    "aws_db_instance": _call("rds", "describe_db_instances", "DBInstances", DBInstanceIdentifier="identifier"),
    "aws_ecr_repository": _call("ecr", "describe_repositories", "repositories", repositoryNames="name[]"),
    "aws_iam_role": _call("iam", "get_role", RoleName="name"),
    "aws_cloudwatch_log_group": _call("logs", "describe_log_groups", "logGroups", logGroupNamePrefix="name"),
    "aws_ecs_cluster": _call("ecs", "describe_clusters", "clusters", clusters="arn[]"),
    "aws_lb": _call("elbv2", "describe_load_balancers", "LoadBalancers", LoadBalancerArns="arn[]"),
    "aws_eks_cluster": _call("eks", "describe_cluster", name="name"),
    "aws_apigatewayv2_api": _call("apigatewayv2", "get_api", ApiId="id"),
    "aws_cognito_user_pool": _call("cognito-idp", "describe_user_pool", UserPoolId="id"),
    "aws_ssm_parameter": _call("ssm", "get_parameter", Name="name"),
}
