"""What a person is shown of a release, while it goes on and after it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.gates import Verdict
from app.rollout.report import render
from app.rollout.samples import Sample
from app.rollout.state import Phase
from app.rollout.store import Past
from app.rollout.view import looks, present_step, steps, verdicts
from app.targets.traffic import Traffic
from tests.unit.rollout.world import release

START = 1_700_000_000.0


def seen(at: float, weights: dict[str, int], **requests: tuple[int, int]) -> Sample:
    """A sample; `v2=(100, 3)`: version 2 had 100 requests so far, 3 of them with errors, all within 5 ms."""
    traffic = {
        name.removeprefix("v"): Traffic(requests=count, server_errors=errors, latency_buckets={5.0: count})
        for name, (count, errors) in requests.items()
    }
    return Sample(at=START + at, weights=weights, traffic=traffic)


SAMPLES = [
    seen(0, {"1": 90, "2": 10}, v1=(1000, 0), v2=(0, 0)),
    seen(1, {"1": 90, "2": 10}, v1=(1090, 0), v2=(10, 1)),
    seen(2, {"1": 90, "2": 10}, v1=(1180, 0), v2=(20, 2)),
    seen(3, {"1": 50, "2": 50}, v1=(1270, 0), v2=(30, 2)),
    seen(5, {"1": 50, "2": 50}, v1=(1370, 0), v2=(130, 2)),
]
GOING = release(phase=Phase.PROGRESSING, step=1, position=1, since=START + 2.9, baseline=SAMPLES[3].traffic, number=7)


def test_the_view_shows_the_traffic_since_the_present_weights() -> None:
    look = present_step(GOING, SAMPLES)
    assert look is not None
    assert [(each.version, each.weight, each.requests, each.per_second) for each in look.versions] == [
        ("1", 50, 100, 50.0),
        ("2", 50, 100, 50.0),
    ]
    assert [(each.error_rate, each.p95_ms) for each in look.versions] == [(0.0, 5.0), (0.0, 5.0)]


def test_nothing_is_shown_of_a_release_nobody_has_looked_at() -> None:
    assert present_step(GOING, []) is None


def test_the_gates_are_asked_what_the_planner_asks_them() -> None:
    judged = verdicts(GOING, SAMPLES)
    assert [(each.metric, each.verdict) for each in judged] == [
        ("error_rate", Verdict.PASS),
        ("p95_latency_ratio", Verdict.PASS),
    ]
    assert verdicts(GOING.change(phase=Phase.STARTING, position=0), SAMPLES) == []


def test_every_step_has_the_requests_that_were_counted_until_the_next_ones_weights() -> None:
    first, second = steps(GOING, SAMPLES)
    assert [(each.version, each.weight, each.requests) for each in first.versions] == [("1", 90, 270), ("2", 10, 30)]
    assert [each.error_rate for each in first.versions] == [0.0, pytest.approx(2 / 30)]
    assert [(each.version, each.requests) for each in second.versions] == [("1", 100), ("2", 100)]


def test_a_server_that_was_started_again_counts_from_nothing() -> None:
    (look,) = looks(GOING, [SAMPLES[0], seen(1, {"1": 90, "2": 10}, v1=(40, 0), v2=(5, 0))])
    assert [each.requests for each in look.versions] == [40, 5]


@pytest.mark.parametrize("count", [2, 3, 150, 151, 152, 999])
def test_many_samples_are_joined_and_no_request_is_lost(count: int) -> None:
    samples = [seen(at, {"2": 100}, v2=(10 * at, 0)) for at in range(count)]
    joined = looks(GOING, samples)
    assert len(joined) <= 151
    assert sum(look.versions[0].requests for look in joined) == 10 * (count - 1)
    assert joined[-1].end == samples[-1].at


def past(**fields: object) -> Past:
    began = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
    return Past(GOING.change(**fields), began, began + timedelta(seconds=6))


def test_the_report_is_one_file_with_its_picture_inside() -> None:
    page = render(past(phase=Phase.ABORTED, reason="error_rate 0.1 is above <b>0.01</b>"), SAMPLES)
    assert "error_rate 0.1 is above &lt;b&gt;0.01&lt;/b&gt;" in page
    assert not re.search(r"""(src|href)=["'](?!#)|url\((?!#)""", page), "it needs another file"
    picture = page[page.index("<svg") : page.index("</svg>")]
    for word in ("weight %", "requests/s", "p95 ms", "errors %", "version 1", "version 2"):
        assert f">{word}</text>" in picture


def test_the_report_of_a_release_nobody_saw_says_so() -> None:
    assert "Nothing was seen of its traffic" in render(past(phase=Phase.ABORTED), [])
