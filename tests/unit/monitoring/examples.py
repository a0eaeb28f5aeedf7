"""Examples that the tests of this room start from."""

from __future__ import annotations

import json

from app.monitoring.records import Record


def record(**changes):
    """A record of one answered row."""
    valid = {
        "time_seconds": 1_800_000_000.0,
        "request_id": "r-1",
        "deployment": "wine",
        "model": "wine",
        "version": "1",
        "rows": 1,
        "inputs": json.dumps({"alcohol": [12.5]}),
        "outputs": json.dumps({"prediction": ["class_1"]}),
        "status": 200,
        "latency_seconds": 0.001,
    }
    return Record(**(valid | changes))
