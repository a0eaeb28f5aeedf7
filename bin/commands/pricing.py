"""What synthesised stacks cost in a month, by the table in `prices.toml`. Reads no network and no account."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from app.errors import SlipwayError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

TABLE = Path(__file__).with_name("prices.toml")
CPU_UNITS_A_VCPU = 1024
MIB_A_GIB = 1024

Prices: TypeAlias = "Mapping[str, Any]"
Made: TypeAlias = "Mapping[str, Any]"


@dataclass(frozen=True)
class Line:
    """One kind of cost of a stack, in US dollars a month."""

    stack: str
    item: str
    usd: float


def read_prices(table: Path = TABLE) -> Prices:
    """The price table."""
    return tomllib.loads(table.read_text(encoding="utf-8"))


def estimate(stack: str, resources: Mapping[str, Mapping[str, Made]], prices: Prices) -> list[Line]:
    """What a stack costs, one line for each kind of cost, the dearest first.

    Args:
        stack: The stack's name.
        resources: Resource type → logical id → arguments, as synthesised.
        prices: The price table.

    Raises:
        SlipwayError: An instance type is not in the table.
    """
    totals: dict[str, float] = {}
    for terraform_type, made in resources.items():
        for arguments in made.values() if terraform_type in PRICED else ():
            for item, usd in PRICED[terraform_type](arguments, prices):
                totals[item] = totals.get(item, 0) + usd
    for item, usd in _tasks(resources, prices):
        totals[item] = totals.get(item, 0) + usd
    dearest = sorted(totals.items(), key=lambda total: -total[1])
    return [Line(stack, item, round(usd, 2)) for item, usd in dearest if usd]


Cost: TypeAlias = "Iterator[tuple[str, float]]"


def _hours(prices: Prices, hourly: float) -> float:
    return hourly * float(prices["hours_a_month"])


def _instance(prices: Prices, kind: str, name: str) -> float:
    """The monthly price of an instance."""
    known = prices["hourly"][kind]
    if name not in known:
        raise SlipwayError(
            f"no price for the {kind} instance {name!r}",
            why=f"the table of {prices['as_of']} has {', '.join(known)}",
            fix=f'add `"{name}" = PRICE` below [hourly.{kind}] in bin/commands/{TABLE.name}',
        )
    return _hours(prices, known[name])


def _cluster(made: Made, prices: Prices) -> Cost:
    yield "EKS cluster", _hours(prices, prices["hourly"]["eks_cluster"])
    if made.get("compute_config", {}).get("enabled"):
        assumed = prices["assumed"]
        node = _instance(prices, "node", assumed["auto_mode_instance"])
        yield "nodes (Auto Mode)", assumed["auto_mode_nodes"] * node * (1 + prices["share"]["auto_mode_fee"])


def _node_group(made: Made, prices: Prices) -> Cost:
    share = prices["share"]["spot"] if made["capacity_type"] == "SPOT" else 1
    node = _instance(prices, "node", made["instance_types"][0]) * share
    yield "nodes (groups)", made["scaling_config"]["desired_size"] * node


def _nat_gateway(_: Made, prices: Prices) -> Cost:
    passed = prices["assumed"]["gib_a_nat_gateway"] * prices["gib"]["nat_gateway"]
    yield "NAT gateways", _hours(prices, prices["hourly"]["nat_gateway"]) + passed


def _endpoint(made: Made, prices: Prices) -> Cost:
    if made["vpc_endpoint_type"] == "Interface":
        yield "interface endpoints", _hours(prices, prices["hourly"]["interface_endpoint"]) * len(made["subnet_ids"])


def _database(made: Made, prices: Prices) -> Cost:
    copies = 2 if made["multi_az"] else 1
    yield "database instance", copies * _instance(prices, "database", made["instance_class"])
    yield "database storage", copies * made["allocated_storage"] * prices["gib"]["database_storage"]
    yield "secrets", prices["monthly"]["secret"]


def _load_balancer(made: Made, prices: Prices) -> Cost:
    hourly, kind = prices["hourly"], made["load_balancer_type"]
    units = prices["assumed"]["load_balancer_units"] * hourly[f"{kind}_load_balancer_unit"]
    yield "load balancers", _hours(prices, hourly[f"{kind}_load_balancer"] + units)


def _web_acl(made: Made, prices: Prices) -> Cost:
    monthly, inspected = prices["monthly"], prices["assumed"]["million_inspected_calls"]
    rules = len(made["rule"]) * monthly["web_acl_rule"]
    yield "web ACLs", monthly["web_acl"] + rules + inspected * prices["million"]["inspected_calls"]


def _machine_client(made: Made, prices: Prices) -> Cost:
    """Clients of people are free as such."""
    if "client_credentials" in made["allowed_oauth_flows"]:
        tokens = prices["assumed"]["million_tokens"] * prices["million"]["machine_tokens"]
        yield "machine tokens", prices["monthly"]["machine_client"] + tokens


def _replicated_backups(_: Made, prices: Prices) -> Cost:
    yield "copied backups", prices["assumed"]["gib_copied_backups"] * prices["gib"]["backup"]


def _alarm(made: Made, prices: Prices) -> Cost:
    """Billed for each metric that an alarm reads."""
    metrics = sum("metric" in query for query in made["metric_query"])
    yield "alarms", metrics * prices["monthly"]["alarm_metric"]


def _tasks(resources: Mapping[str, Mapping[str, Made]], prices: Prices) -> Cost:
    """Fargate: the tasks that services keep running; a task that runs once for minutes costs cents."""
    hourly = prices["hourly"]
    for name, task in resources.get("aws_ecs_task_definition", {}).items():
        vcpus, gib = int(task["cpu"]) / CPU_UNITS_A_VCPU, int(task["memory"]) / MIB_A_GIB
        usd = _hours(prices, vcpus * hourly["fargate_vcpu"] + gib * hourly["fargate_gib"])
        for service in resources.get("aws_ecs_service", {}).values():
            if f"aws_ecs_task_definition.{name}." in service["task_definition"]:
                yield "Fargate tasks", service["desired_count"] * usd


def _flat(item: str, price: Callable[[Prices], float]) -> Callable[[Made, Prices], Cost]:
    """A resource whose price depends on nothing that is set."""

    def cost(_: Made, prices: Prices) -> Cost:
        yield item, price(prices)

    return cost


# What is billed; every other type is free, or billed as part of one of these.
PRICED: Mapping[str, Callable[[Made, Prices], Cost]] = {
    "aws_apigatewayv2_api": _flat("API calls", lambda p: p["assumed"]["million_calls"] * p["million"]["calls"]),
    "aws_cloudwatch_dashboard": _flat("dashboards", lambda p: p["monthly"]["dashboard"]),
    "aws_cloudwatch_log_group": _flat("logs", lambda p: p["assumed"]["gib_a_log_group"] * p["gib"]["log"]),
    "aws_cloudwatch_metric_alarm": _alarm,
    "aws_cognito_user_pool_client": _machine_client,
    "aws_db_instance": _database,
    "aws_db_instance_automated_backups_replication": _replicated_backups,
    "aws_ecr_repository": _flat("images", lambda p: p["assumed"]["gib_a_repository"] * p["gib"]["images"]),
    "aws_eip": _flat("public addresses", lambda p: _hours(p, p["hourly"]["public_address"])),
    "aws_eks_cluster": _cluster,
    "aws_eks_node_group": _node_group,
    "aws_kms_key": _flat("keys", lambda p: p["monthly"]["key"]),
    "aws_lb": _load_balancer,
    "aws_nat_gateway": _nat_gateway,
    "aws_s3_bucket": _flat("buckets", lambda p: p["assumed"]["gib_a_bucket"] * p["gib"]["bucket"]),
    "aws_vpc_endpoint": _endpoint,
    "aws_wafv2_web_acl": _web_acl,
}
