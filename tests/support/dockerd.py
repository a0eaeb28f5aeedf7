"""Debian's Docker engine, apart from the machine's own: started for the first test run that wants it, and stopped
after the last one. Socket, state and store are in the user's cache; bridge and firewall rules go when it stops."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.debian import CACHE, locked, unpacked, variables

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS = 120
_ENGINE = ("docker.io", "containerd", "runc", "libdevmapper1.02.1")
_FIREWALL = ("iptables", "libxtables12", "libip4tc2", "libip6tc2", "libnftnl11", "libmnl0", "libnfnetlink0")
_FORWARDING = Path("/proc/sys/net/ipv4/ip_forward")
# A network of its own, so that another engine of this machine may come and go.
_BRIDGE, _ADDRESS, _MASK = b"slipway-images", "10.97.1.1", "255.255.255.0"
_RULES = (
    ("nat", "POSTROUTING -s 10.97.1.0/24 ! -o slipway-images -j MASQUERADE"),
    ("filter", "FORWARD -i slipway-images -j ACCEPT"),
    ("filter", "FORWARD -o slipway-images -j ACCEPT"),
)
# linux/sockios.h: make and delete a bridge, set an interface's address, mask and flags (1 is up).
_ADD_BRIDGE, _DELETE_BRIDGE, _SET_ADDRESS, _SET_MASK, _SET_FLAGS = 0x89A0, 0x89A1, 0x8916, 0x891C, 0x8914

_RUN = CACHE / "run"
_PID, _SOCKET, _FORWARDED = _RUN / "docker.pid", _RUN / "docker.sock", _RUN / "ip_forward"
# Its own /etc/hosts, where a test adds the names of an emulated account.
HOSTS = _RUN / "hosts"
_EMULATED_REGISTRY = "000000000000.dkr.ecr.us-east-1.amazonaws.com"


def answers() -> bool:
    """Whether the docker command reaches an engine."""
    if not shutil.which("docker"):
        return False
    return subprocess.run(("docker", "info"), capture_output=True, check=False).returncode == 0


@contextmanager
def running() -> Iterator[None]:
    """An engine that the docker command reaches until the context closes."""
    with pytest.MonkeyPatch.context() as patch, locked("users", fcntl.LOCK_SH) as users:
        patch.setenv("DOCKER_HOST", f"unix://{_SOCKET}")
        if not shutil.which("docker"):
            patch.setenv("PATH", str(_client()), prepend=":")
        with locked("setup"):
            if not answers():
                _start()
        try:
            yield
        finally:
            with locked("setup"), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _stop()


def _client() -> Path:
    """A folder that holds the docker command alone: no other test is to find the rest."""
    folder = CACHE / "client"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "docker").unlink(missing_ok=True)
    (folder / "docker").symlink_to(unpacked("docker", *_ENGINE))
    return folder


def _start() -> None:
    assert os.geteuid() == 0, "no Docker engine answers, and only root can start one"
    shutil.rmtree(_RUN, ignore_errors=True)
    _RUN.mkdir(parents=True, exist_ok=True)
    daemon = str(unpacked("dockerd", *_ENGINE))
    _connect()
    shutil.copy("/etc/hosts", HOSTS)
    words = ["unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/hosts && exec "$@"', str(HOSTS)]
    words += [daemon, "--host", f"unix://{_SOCKET}", "--pidfile", str(_PID), "--bridge", _BRIDGE.decode()]
    words += ["--insecure-registry", _EMULATED_REGISTRY]
    words += ["--iptables=false", "--ip6tables=false", "--ip-forward=false"]
    words += ["--data-root", str(CACHE / "store"), "--exec-root", str(_RUN / "exec")]
    log = CACHE / "dockerd.log"
    with log.open("w") as stream:
        process = subprocess.Popen(words, stdout=stream, stderr=stream, start_new_session=True, env=variables())
    deadline = time.monotonic() + _SECONDS
    while not answers():
        alive = process.poll() is None and time.monotonic() < deadline
        assert alive, log.read_text()[-2000:]
        time.sleep(0.2)


def _stop() -> None:
    pid = int(_PID.read_text())
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _SECONDS
    while Path(f"/proc/{pid}").exists():
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        assert time.monotonic() < deadline, f"dockerd {pid} does not stop"
        time.sleep(0.1)
    _disconnect()
    for network in (_RUN / "exec" / "netns").glob("*"):  # that of containers in the host's network stays mounted
        subprocess.run(("umount", str(network)), capture_output=True, check=False)
    shutil.rmtree(_RUN)


def _connect() -> None:
    """Make the bridge, and let its containers reach the network."""
    _disconnect()  # what an engine that was killed has left
    _FORWARDED.write_text(_FORWARDING.read_text())
    _FORWARDING.write_text("1")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as control:
        fcntl.ioctl(control, _ADD_BRIDGE, _BRIDGE.ljust(16, b"\0"))
        for request, address in ((_SET_ADDRESS, _ADDRESS), (_SET_MASK, _MASK)):
            value = struct.pack("16sHH4s16x", _BRIDGE, socket.AF_INET, 0, socket.inet_aton(address))
            fcntl.ioctl(control, request, value)
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH22x", _BRIDGE, 1))
    for table, rule in _RULES:
        _iptables(table, "-I", rule)


def _disconnect() -> None:
    """Take the bridge and the rules away, those that are there."""
    for table, rule in _RULES:
        if _iptables(table, "-C", rule, check=False):
            _iptables(table, "-D", rule)
    if _FORWARDED.exists():
        _FORWARDING.write_text(_FORWARDED.read_text())
    if not Path("/sys/class/net", _BRIDGE.decode(), "bridge").exists():
        return
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as control:
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH22x", _BRIDGE, 0))
        fcntl.ioctl(control, _DELETE_BRIDGE, _BRIDGE.ljust(16, b"\0"))


def _iptables(table: str, action: str, rule: str, *, check: bool = True) -> bool:
    program = str(unpacked("xtables-nft-multi", *_FIREWALL))
    words = (program, "iptables", "--wait", "-t", table, action, *rule.split())
    done = subprocess.run(words, env=variables(), capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not check, done.stderr
    return done.returncode == 0
