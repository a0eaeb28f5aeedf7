"""Slipway as an MLflow deployments plugin: `mlflow deployments … -t slipway:/<environment>`.

The contract is MLflow's (`mlflow/deployments/base.py`): one client class, `run_local` and `target_help`; every error is
an MlflowException.
"""

from app.deployments.alone import run_local
from app.deployments.client import SlipwayDeploymentClient
from app.deployments.guide import target_help

__all__ = ["SlipwayDeploymentClient", "run_local", "target_help"]
