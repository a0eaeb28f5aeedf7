"""Everything that a team has in a tracking database; this file is run by an older MLflow, too.

python estate.py write|read TRACKING_URI    # both print what can be read, as JSON
"""

from __future__ import annotations

import json
import os
import sys


def write(uri):
    import mlflow

    client = mlflow.MlflowClient(uri)
    for name in ("wine", "churn"):
        experiment = client.create_experiment(name, artifact_location=f"s3://artifacts/{name}", tags={"team": name})
        client.create_registered_model(name, tags={"team": name}, description=f"{name}: naïve → ünïcode")
        for number in range(1, 4):
            run = client.create_run(experiment, tags={"number": str(number)}, run_name=f"run {number}")
            for step in range(5):
                client.log_metric(run.info.run_id, "accuracy", 0.9 + step / 100, step=step)
            client.log_param(run.info.run_id, "depth", number)
            client.set_terminated(run.info.run_id)
            source = f"s3://artifacts/{name}/{run.info.run_id}/artifacts/model"
            client.create_model_version(name, source, run_id=run.info.run_id, tags={"gates": "passed"})
        client.transition_model_version_stage(name, "2", "Production")
        client.set_registered_model_alias(name, "production", "2")
        client.set_registered_model_alias(name, "staging", "3")


def read(uri):
    import mlflow

    client = mlflow.MlflowClient(uri)
    experiments = {each.name: each for each in client.search_experiments() if each.name != "Default"}
    runs = [run for each in experiments.values() for run in client.search_runs([each.experiment_id])]
    models = {each.name: client.get_registered_model(each.name) for each in client.search_registered_models()}
    return {
        "experiments": {name: [each.artifact_location, each.tags["team"]] for name, each in experiments.items()},
        "runs": {
            run.info.run_id: {
                "name": run.info.run_name,
                "status": run.info.status,
                "params": run.data.params,
                "number": run.data.tags["number"],
                "accuracy": [m.value for m in client.get_metric_history(run.info.run_id, "accuracy")],
            }
            for run in runs
        },
        "models": {
            name: [each.description, each.tags, {alias: str(version) for alias, version in each.aliases.items()}]
            for name, each in models.items()
        },
        "versions": {
            f"{each.name} {each.version}": [each.source, each.run_id, each.current_stage, each.tags]
            for each in client.search_model_versions()
        },
    }


if __name__ == "__main__":
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    if sys.argv[1] == "write":
        write(sys.argv[2])
    sys.stdout.write(json.dumps(read(sys.argv[2]), sort_keys=True))
