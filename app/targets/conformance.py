"""What every target must do, as a suite for pytest: this project's targets run it, and so can those of other packages.

Derive a test class from `TargetCases` and give it two fixtures.
`target`: the target, with nothing deployed; what a test leaves there, the fixture removes. `model`: the name of a
registered model whose versions 1 and 2 answer 1.0 and 2.0 to any row, and whose version 3 raises "made to be broken"
when it is loaded. pytest comes with whoever runs the suite.
"""

from __future__ import annotations

import json

import pytest

from app.targets.port import CandidateError, Target
from app.targets.traffic import Split

PAYLOAD: dict[str, object] = {"dataframe_split": {"columns": ["x"], "data": [[1.0]]}}
"""One row for that model."""

ROWS = json.dumps(PAYLOAD).encode()
"""The same, as a request's body."""


class TargetCases:
    """The cases; each leaves the deployment `wine` to the fixture to remove."""

    def test_a_version_is_started_offered_asked_moved_and_stopped(self, target: Target, model: str) -> None:
        """One life of a deployment: two versions, an endpoint, and nothing left behind."""
        target.start("wine", model, "1")
        assert target.predict("wine", ROWS).status == 404
        preview = target.preview("wine", "1", ROWS)
        assert (preview.status, preview.version) == (200, "1")
        with pytest.raises(CandidateError, match="no running version 7"):
            target.preview("wine", "7", ROWS)
        target.set_split("wine", Split({"1": 100}))
        answer = target.predict("wine", ROWS)
        assert (answer.status, answer.version, json.loads(answer.body)) == (200, "1", {"predictions": [1.0]})

        target.start("wine", model, "2")
        target.set_split("wine", Split({"1": 0, "2": 100}))
        assert target.predict("wine", ROWS).version == "2"
        observed = target.observe("wine")
        assert observed["2"] is not None
        assert (observed["2"].requests, observed["2"].server_errors, observed["2"].model_errors) == (1, 0, 0)

        target.set_endpoints("wine", ("quality",))
        target.set_endpoints("nobody", ("quality",))
        assert target.predict("quality", ROWS).version == "2"
        target.stop("wine", "1")
        status = target.status("wine")
        assert status is not None
        assert status.endpoints == ("quality",)
        target.set_endpoints("wine", ())
        assert target.predict("quality", ROWS).status == 404
        assert [(each.version, each.weight, each.healthy) for each in status.versions] == [("2", 100, True)]

        target.delete("wine")
        target.delete("wine")
        assert target.status("wine") is None
        assert target.predict("wine", ROWS).status == 404

    def test_a_version_whose_model_does_not_load_says_why_and_leaves_nothing(self, target: Target, model: str) -> None:
        """The server's own words reach the caller, and no deployment comes of it."""
        with pytest.raises(CandidateError) as caught:
            target.start("wine", model, "3")
        assert "made to be broken" in str(caught.value)
        assert target.status("wine") is None
        assert target.deployments() == []

    def test_starting_a_version_twice_is_starting_it_once(self, target: Target, model: str) -> None:
        """Every method can be called again with the effect of once."""
        target.start("wine", model, "1")
        before = target.status("wine")
        target.start("wine", model, "1")
        assert target.status("wine") == before

    def test_weights_of_a_version_that_does_not_run_are_refused(self, target: Target, model: str) -> None:
        """No request is sent where nobody listens."""
        target.start("wine", model, "1")
        with pytest.raises(CandidateError, match="no running version 7"):
            target.set_split("wine", Split({"1": 50, "7": 50}))
