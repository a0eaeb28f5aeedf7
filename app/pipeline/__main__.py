"""`python -m app.pipeline pipeline.yaml --environment prod`: one run, in a container or a job inside the network."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from app.errors import SlipwayError


def main(arguments: list[str]) -> int:
    """Run a pipeline where an environment's stacks say and print its versions as JSON.

    Returns:
        The exit code: 0 when every version is in Staging, 1 for a failure, 2 for bad input.
    """
    parser = argparse.ArgumentParser(
        prog="python -m app.pipeline",
        description="Check data, train, evaluate, register and gate every version of a pipeline into Staging.",
        epilog="AWS_* variables say where the environment is and who is asking. Progress goes to standard error.",
    )
    parser.add_argument("spec", type=Path, help="a YAML file that describes the pipeline")
    parser.add_argument("--environment", required=True, help="the environment, as its stacks publish it")
    chosen = parser.parse_args(arguments)
    try:
        versions = _run(chosen.spec, chosen.environment)
    except SlipwayError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - this is a command
        return error.exit_code
    print(json.dumps(versions, indent=2))  # noqa: T201 - this is a command
    return 0


def _run(path: Path, environment: str) -> list[dict[str, object]]:
    # Imported after the arguments are read: --help and a typing error answer at once.
    from mlflow import MlflowClient  # noqa: PLC0415 - see above

    from app.aws import caller_arn, session  # noqa: PLC0415
    from app.database import engine  # noqa: PLC0415
    from app.outputs import read_outputs  # noqa: PLC0415
    from app.pipeline.run import document, run_pipeline  # noqa: PLC0415
    from app.pipeline.spec import read  # noqa: PLC0415
    from app.progress import progress  # noqa: PLC0415
    from app.registry.ledger import Ledger, create_tables  # noqa: PLC0415
    from app.registry.promotion import Registry  # noqa: PLC0415

    spec = read(path)
    aws = session(environment)
    outputs = read_outputs(aws, environment)
    tables = engine(outputs.data.database)
    create_tables(tables)
    registry = Registry(MlflowClient(outputs.tracking.tracking_uri), Ledger(tables), caller_arn(aws))
    versions = run_pipeline(
        spec,
        tracking_uri=outputs.tracking.tracking_uri,
        artifact_location=outputs.artifact_root,
        registry=registry,
        progress=progress(),
    )
    return [document(version) for version in versions]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
