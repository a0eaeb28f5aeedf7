from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from app.serving.metrics import Metrics


def samples(metrics):
    families = text_string_to_metric_families(metrics.render().decode())
    return {
        (each.name, tuple(sorted(each.labels.items()))): each.value for family in families for each in family.samples
    }


def test_requests_are_counted_by_route_status_and_version_and_their_times_fall_into_buckets():
    metrics = Metrics("wine", "1")
    for status, version, seconds in ((200, "1", 0.0005), (200, "1", 0.003), (400, "1", 99.0), (200, "2", 0.1)):
        metrics.requests.answered("/predict", status, version).observe(seconds)
    found = samples(metrics)
    labels = (("route", "/predict"), ("status", "200"), ("version", "1"))
    assert found["slipway_requests_total", labels] == 2
    bucket = "slipway_request_duration_seconds_bucket"
    by_bound = {
        dict(labels)["le"]: value
        for (name, labels), value in found.items()
        if name == bucket and dict(labels)["version"] == "1"
    }
    assert (by_bound["0.0005"], by_bound["0.0025"], by_bound["0.005"], by_bound["30.0"]) == (1, 1, 2, 2)
    assert by_bound["+Inf"] == 3
    of_route = (("route", "/predict"), ("version", "1"))
    assert found["slipway_request_duration_seconds_count", of_route] == 3
    assert found["slipway_request_duration_seconds_sum", of_route] == 99.0035


def test_only_the_version_that_is_served_is_shown_as_served():
    metrics = Metrics("wine", "none")
    assert samples(metrics)["slipway_model_ready", (("version", "none"),)] == 0
    for version in ("1", "2"):
        metrics.loaded(version, "sklearn", seconds=1.5, queue_depth=lambda: 3)
    found = samples(metrics)
    assert [labels for name, labels in found if name == "slipway_model_ready"] == [(("version", "2"),)]
    assert found["slipway_queue_depth", (("version", "2"),)] == 3
    assert found["slipway_requests_in_flight", (("version", "2"),)] == 0
    metrics.draining()
    assert samples(metrics)["slipway_model_ready", (("version", "2"),)] == 0
