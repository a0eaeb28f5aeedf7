"""What must hold before anything starts, so that nothing is left half done: tools, ports, disk."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from typing import TYPE_CHECKING

import psutil

from app.errors import BadInputError, SlipwayError
from app.local.marked import belongs_to

if TYPE_CHECKING:
    from pathlib import Path

    from app.local.runtime import Ports

# Terraform 1.10 brought locking in S3 itself (https://developer.hashicorp.com/terraform/language/backend/s3).
MINIMUM_TERRAFORM = (1, 10)
_MINIMUM_FREE_BYTES = 2 * 1024**3  # a provider (0.7 GB a version), PostgreSQL's log, models, logs
_PORT_VARIABLE = "SLIPWAY_{}"


def check_terraform() -> None:
    """Terraform is on PATH and new enough.

    Raises:
        BadInputError: It is missing or too old.
    """
    fix = f"install Terraform {_dotted(MINIMUM_TERRAFORM)} or newer: https://developer.hashicorp.com/terraform/install"
    try:
        done = subprocess.run(["terraform", "version", "-json"], capture_output=True, text=True, check=True)
        version = str(json.loads(done.stdout)["terraform_version"])
    except FileNotFoundError as error:
        raise BadInputError("terraform is not on PATH", fix=fix) from error
    except (subprocess.CalledProcessError, ValueError, KeyError) as error:
        raise BadInputError("terraform does not tell its version", why=str(error), fix=fix) from error
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if numbers < MINIMUM_TERRAFORM:
        raise BadInputError(f"terraform {version} is too old", fix=fix)


def check_disk(folder: Path) -> None:
    """There is room for the runtime's data.

    Raises:
        SlipwayError: Less than 2 GiB are free where `folder` lies.
    """
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(existing).free
    if free < _MINIMUM_FREE_BYTES:
        raise SlipwayError(
            f"only {free / 1024**3:.1f} GiB are free at {existing}",
            why=f"the local platform needs {_MINIMUM_FREE_BYTES / 1024**3:.0f} GiB",
            fix="free some space, or put the data elsewhere: SLIPWAY_HOME=/another/disk bin/up",
        )


def check_ports(ports: Ports, *, home: Path, embedded_emulator: bool) -> None:
    """Every port is free, or held by a process of this runtime.

    Raises:
        BadInputError: One is taken; names the port, who holds it where that can be seen, and the variable to change.
    """
    wanted = ports.model_dump(exclude={"model_server_first_port"} | (set() if embedded_emulator else {"emulator_port"}))
    for name, port in wanted.items():
        if _can_bind(port):
            continue
        holder = _holder(port)
        if holder and belongs_to(holder, home):
            continue
        who = f"{holder.name()!r} (process {holder.pid})" if holder else "another program"
        variable = _PORT_VARIABLE.format(name.upper())
        raise BadInputError(
            f"port {port} is taken by {who}",
            why=f"the local platform wants it as its {name.replace('_', ' ')}",
            fix=f"stop that program, or choose another port: {variable}={port + 1} bin/up",
        )


def _can_bind(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _holder(port: int) -> psutil.Process | None:
    try:
        for connection in psutil.net_connections("tcp"):
            address: tuple[str, int] | tuple[()] = connection.laddr
            if connection.status == psutil.CONN_LISTEN and connection.pid and address[1:] == (port,):
                return psutil.Process(connection.pid)
    except psutil.Error:  # macOS shows other processes' sockets to root only
        pass
    return None


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
