"""What `mlflow deployments help -t slipway` prints."""

from __future__ import annotations

from app.rollout.config import explain


def target_help() -> str:
    """What `mlflow deployments help -t slipway` prints."""
    from app.targets.registry import environments  # noqa: PLC0415 - needed for the help only

    return f"""\
Slipway: registered MLflow models behind Envoy, released so that nobody notices.

Target URI: slipway:/<environment>. Environments with a target here: {", ".join(environments()) or "none"}.
The tracking server is the environment's own; MLFLOW_TRACKING_URI need not be set.

  mlflow deployments create  -t slipway:/local --name wine -m models:/wine/1
  mlflow deployments update  -t slipway:/local --name wine -m models:/wine/2 -C steps=10,50,100
  mlflow deployments predict -t slipway:/local --name wine -I input.json
  mlflow deployments get     -t slipway:/local --name wine
  mlflow deployments delete  -t slipway:/local --name wine

Model URIs: models:/name/version, models:/name@alias, models:/name/Stage. A version must be in Staging (its gates have
passed) or have been in Production. In the last step of its release it becomes Production, and the version it replaces
becomes Archived; a release that fails ends with the stable version serving everything, as before.

An update moves the traffic step by step. At each step only a PASS goes on, a FAIL rolls back at once, and a step that
stays without a verdict is held: the command ends with an error that says why, and the weights stay. To go on with a
release that was held or killed, give the same command again; to abort it, update to the stable version. From a second
terminal: bin/slipway history | promote | abort | rollback NAME (each with --help).

A blue-green update probes the new version past the router first, then gives it all of the traffic at once. The old one
stays started without traffic, so that `bin/slipway rollback NAME` takes less than a second:

  mlflow deployments update  -t slipway:/local --name wine -m models:/wine/2 -C strategy=blue-green

A release to staging ends with checks of the deployed version: its schema, its predictions against the model's own, its
latency under steady load. prod takes only versions that have passed them.

-C async=true returns once a release is begun. It goes on in a process of its own, whatever becomes of the terminal;
`get` tells its phase, its weights, why it was given up or is held, and the log file of that process.

An endpoint is a public path that one deployment at a time answers, /endpoints/<endpoint>/invocations, besides the
deployment's own /endpoints/<name>/invocations. Callers keep it while another deployment, of another model, takes over:

  mlflow deployments create-endpoint -t slipway:/local --endpoint quality
  mlflow deployments create          -t slipway:/local --name wine -m models:/wine/1 --endpoint quality
  mlflow deployments predict         -t slipway:/local --endpoint quality -I input.json
  mlflow deployments update-endpoint -t slipway:/local --endpoint quality -C deployment=another
  mlflow deployments delete-endpoint -t slipway:/local --endpoint quality

A create with --endpoint takes one that nobody answers; elsewhere --endpoint makes sure that the deployment answers it.

Config (-C key=value), for create and update:
{explain()}

run-local serves one model in the foreground, alone (-C port=5001).
"""
