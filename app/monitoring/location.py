"""Where an environment keeps its payload log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.outputs import StackOutputs

PAYLOAD_LOG_VARIABLE = "SLIPWAY_PAYLOAD_LOG"
"""Names the place among a target's variables: the gates of a release read the log without knowing the environment."""

_PREFIX_WITHOUT_SERVING = "models"


def payload_log_uri(outputs: StackOutputs) -> str:
    """The payload log's place, as an `s3://` URI without a trailing slash.

    Below the namespace of the model servers: their role writes to that prefix of the bucket and to no other.
    """
    prefix = outputs.serving.namespace if outputs.serving else _PREFIX_WITHOUT_SERVING
    return f"s3://{outputs.data.payload_log_bucket}/{prefix}"
