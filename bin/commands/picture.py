"""The architecture as a picture: synthesised stacks → boxes in columns → SVG. Nothing here reads or writes a file."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Made = Mapping[str, Any]  # a resource's arguments

NETWORK, DATA, COMPUTE, ACCESS, WATCH = "#2563eb", "#0d9488", "#ea580c", "#7c3aed", "#64748b"
KINDS = {"network": NETWORK, "data": DATA, "compute": COMPUTE, "access": ACCESS, "watching": WATCH}


def _nothing(_: Sequence[Made]) -> str:
    return ""


def _database(made: Sequence[Made]) -> str:
    zones = "Multi-AZ" if made[0].get("multi_az") else "one zone"
    return f"{made[0]['engine_version']}, {made[0]['instance_class']}, {zones}"


def _balancers(made: Sequence[Made]) -> str:
    return ", ".join(sorted({each.get("load_balancer_type", "application") for each in made}))


def _endpoints(made: Sequence[Made]) -> str:
    return ", ".join(sorted({each.get("vpc_endpoint_type", "Gateway").lower() for each in made}))


@dataclass(frozen=True)
class Shown:
    """A resource type that is worth a line: its name in the picture, its colour, and what is said of it."""

    name: str
    colour: str
    detail: Callable[[Sequence[Made]], str] = _nothing


# In the order of their lines. What is not here holds these together: policies, routes, rules, attachments.
SHOWN: Mapping[str, Shown] = {
    "aws_vpc": Shown("VPC", NETWORK, lambda made: str(made[0]["cidr_block"])),
    "aws_subnet": Shown("subnet", NETWORK, lambda made: f"{len({each['availability_zone'] for each in made})} zones"),
    "aws_nat_gateway": Shown("NAT gateway", NETWORK),
    "aws_vpc_endpoint": Shown("VPC endpoint", NETWORK, _endpoints),
    "aws_lb": Shown("load balancer", NETWORK, _balancers),
    "aws_apigatewayv2_api": Shown("API Gateway", NETWORK, lambda made: str(made[0]["protocol_type"])),
    "aws_apigatewayv2_vpc_link": Shown("VPC link", NETWORK),
    "aws_apigatewayv2_authorizer": Shown("authorizer", ACCESS, lambda made: str(made[0]["authorizer_type"])),
    "aws_cognito_user_pool": Shown("Cognito user pool", ACCESS),
    "aws_wafv2_web_acl": Shown("WAF", ACCESS),
    "aws_db_instance": Shown("PostgreSQL", DATA, _database),
    "aws_s3_bucket": Shown("S3 bucket", DATA),
    "aws_ecr_repository": Shown("image repository", DATA),
    "aws_ecs_service": Shown("ECS service", COMPUTE, lambda made: f"{made[0]['launch_type']}".title()),
    "aws_appautoscaling_target": Shown(
        "scaling", COMPUTE, lambda made: f"{made[0]['min_capacity']} to {made[0]['max_capacity']} tasks"
    ),
    "aws_eks_cluster": Shown("EKS cluster", COMPUTE, lambda made: str(made[0]["version"])),
    "aws_eks_node_group": Shown("node group", COMPUTE),
    "aws_eks_pod_identity_association": Shown("pod identity", ACCESS),
    "aws_kms_key": Shown("KMS key", ACCESS),
    "aws_flow_log": Shown("flow log", WATCH),
    "aws_sns_topic": Shown("alarm topic", WATCH),
    "aws_cloudwatch_metric_alarm": Shown("alarm", WATCH),
    "aws_cloudwatch_dashboard": Shown("dashboard", WATCH),
    "aws_budgets_budget": Shown("budget", WATCH),
}


@dataclass(frozen=True)
class Line:
    """One line in a box."""

    text: str
    detail: str
    colour: str


@dataclass(frozen=True)
class Box:
    """One stack.

    Args:
        name: `network` in `prod-network`.
        lines: Its main resources.
        reads: The stacks of which it reads something.
    """

    name: str
    lines: tuple[Line, ...]
    reads: tuple[str, ...]


def boxes(stacks: Mapping[str, Mapping[str, Any]], needs: Mapping[str, Iterable[str]]) -> list[Box]:
    """The stacks of one environment as boxes.

    Args:
        stacks: A stack's name (`prod-network`) → what was synthesised.
        needs: For each stack those that it reads.
    """
    return [
        Box(_part(name), lines(stacks[name].get("resource", {})), tuple(sorted(map(_part, needs[name]))))
        for name in sorted(stacks)
    ]


def lines(resources: Mapping[str, Mapping[str, Made]]) -> tuple[Line, ...]:
    """The lines of a box; several of one type are one line with their number."""
    found = []
    for terraform_type, shown in SHOWN.items():
        made = list(resources.get(terraform_type, {}).values())
        if made:
            text = shown.name if len(made) == 1 else f"{len(made)} \N{MULTIPLICATION SIGN} {shown.name}"
            found.append(Line(text, shown.detail(made), shown.colour))
    return tuple(found)


def columns(made: Sequence[Box]) -> list[list[Box]]:
    """Boxes from left to right: each stands right of everything that it reads."""
    by_name = {box.name: box for box in made}
    depth: dict[str, int] = {}
    for name in TopologicalSorter({box.name: box.reads for box in made}).static_order():
        depth[name] = max((depth[other] + 1 for other in by_name[name].reads), default=0)
    found: list[list[Box]] = []
    row: dict[str, int] = {}
    for each in range(max(depth.values()) + 1):
        sources = {
            box.name: [row[one] for one, other in arrows(made) if other == box.name and one in row] for box in made
        }
        column = [box for box in made if depth[box.name] == each]
        # As high as what its arrows come from, so that few of them cross.
        column.sort(key=lambda box: (sum(sources[box.name]) / max(1, len(sources[box.name])), box.name))
        found.append(column)
        row |= {box.name: number for number, box in enumerate(column)}
    return found


def arrows(made: Sequence[Box]) -> list[tuple[str, str]]:
    """What is read directly and by no other way: an arrow past a box that reads the same thing would say nothing."""
    reads = {box.name: set(box.reads) for box in made}

    def reached(name: str) -> set[str]:
        return reads[name] | {other for each in reads[name] for other in reached(each)}

    return [
        (other, name)
        for name in sorted(reads)
        for other in sorted(reads[name])
        if not any(other in reached(between) for between in reads[name] - {other})
    ]


def _part(stack: str) -> str:
    return stack.partition("-")[2]


_WIDTH, _GAP, _MARGIN = 330, 110, 40
_HEAD, _LINE, _FOOT, _SPACE = 44, 26, 40, 36
_TOP, _BOTTOM = 104, 60
_FONT = "font-family=\"system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif\""


def svg(made: Sequence[Box], *, title: str, subtitle: str) -> str:
    """Draw the boxes; the same boxes always give the same text."""
    placed, width, height = _place(columns(made))
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'role="img" aria-label="{escape(title)}" {_FONT}>'
        ),
        (
            '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
            'orient="auto">'
            '<path d="M0 0 L10 5 L0 10 z" fill="#475569"/></marker></defs>'
        ),
        f'<rect width="{width}" height="{height}" fill="#f8fafc"/>',
        _text(_MARGIN, 46, title, size=24, weight=700),
        _text(_MARGIN, 74, subtitle, size=14, colour="#64748b"),
    ]
    parts += [_arrow(placed[one], placed[other]) for one, other in arrows(made)]
    parts += [_box(box, *placed[box.name]) for box in made]
    return "\n".join([*parts, _legend(height), "</svg>", ""])


def _height(box: Box) -> int:
    return _HEAD + 12 + _LINE * len(box.lines) + (_FOOT if box.reads else 8)


def _place(found: Sequence[Sequence[Box]]) -> tuple[dict[str, tuple[int, int]], int, int]:
    """Upper left corners by name, and the picture's size; columns are centred on each other."""
    heights = [sum(map(_height, column)) + _SPACE * (len(column) - 1) for column in found]
    placed: dict[str, tuple[int, int]] = {}
    for number, column in enumerate(found):
        y = _TOP + (max(heights) - heights[number]) // 2
        for box in column:
            placed[box.name] = (_MARGIN + number * (_WIDTH + _GAP), y)
            y += _height(box) + _SPACE
    width = 2 * _MARGIN + len(found) * _WIDTH + (len(found) - 1) * _GAP
    return placed, width, _TOP + max(heights) + _BOTTOM


def _arrow(one: tuple[int, int], other: tuple[int, int]) -> str:
    """From the right side of one box to the left side of another, at the height of their heads."""
    x, y = one[0] + _WIDTH, one[1] + _HEAD // 2
    end, target = other[0] - 4, other[1] + _HEAD // 2
    bend = (end - x) // 2
    path = f"M{x} {y} C{x + bend} {y} {end - bend} {target} {end} {target}"
    return f'<path d="{path}" fill="none" stroke="#475569" stroke-width="2" marker-end="url(#head)"/>'


def _box(box: Box, x: int, y: int) -> str:
    height = _height(box)
    parts = [
        f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{height}" rx="10" fill="#ffffff" stroke="#cbd5e1"/>',
        (
            f'<path d="M{x} {y + _HEAD} v-{_HEAD - 10} q0 -10 10 -10 h{_WIDTH - 20} q10 0 10 10 v{_HEAD - 10} z" '
            'fill="#0f172a"/>'
        ),
        _text(x + 16, y + 28, box.name, size=17, weight=600, colour="#ffffff"),
    ]
    below = y + _HEAD + 12
    for number, line in enumerate(box.lines):
        middle = below + number * _LINE + _LINE // 2
        parts.append(f'<rect x="{x + 16}" y="{middle - 5}" width="10" height="10" rx="2" fill="{line.colour}"/>')
        parts.append(_text(x + 36, middle + 5, line.text, size=14))
        if line.detail:
            parts.append(_text(x + _WIDTH - 16, middle + 4, line.detail, size=12, colour="#64748b", end=True))
    if box.reads:
        parts.append(_text(x + 16, y + height - 14, f"reads {', '.join(box.reads)}", size=12, colour="#64748b"))
    return "\n".join(parts)


def _legend(height: int) -> str:
    parts, x, y = [], _MARGIN, height - 24
    for name, colour in KINDS.items():
        parts.append(f'<rect x="{x}" y="{y - 9}" width="10" height="10" rx="2" fill="{colour}"/>')
        parts.append(_text(x + 16, y, name, size=12, colour="#475569"))
        x += 40 + 8 * len(name)
    words = "→  the stack at the head reads what the one at the foot publishes"
    parts.append(_text(x + 8, y, words, size=12, colour="#475569"))
    return "\n".join(parts)


def _text(
    x: int, y: int, words: str, *, size: int, weight: int = 400, colour: str = "#0f172a", end: bool = False
) -> str:
    anchor = ' text-anchor="end"' if end else ""
    style = f'font-size="{size}" font-weight="{weight}" fill="{colour}"{anchor}'
    return f'<text x="{x}" y="{y}" {style}>{escape(words)}</text>'
