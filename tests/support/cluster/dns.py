"""DNS for the test cluster: names of Services, read from the API server at each question.

    dns.py KUBECONFIG ADDRESS

What CoreDNS answers for the two kinds of Services (https://github.com/kubernetes/dns/blob/master/docs/specification.md):
the cluster IP, or for a headless one the addresses of its endpoints. Names of a VPC that the cluster is said to be in
lie beside the kubeconfig, in a file `hosts` like /etc/hosts.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from dnslib import QTYPE, RCODE, RR, A, DNSRecord
from dnslib.server import BaseResolver, DNSLogger, DNSServer
from kubernetes import client, config
from kubernetes.client.exceptions import ApiException

_ZONE = ["svc", "cluster", "local"]
_TTL_SECONDS = 1
_NOT_FOUND = 404


class Services(BaseResolver):
    """Answers `<service>.<namespace>.svc.cluster.local` and the VPC's names; every other name does not exist."""

    def __init__(self, api: client.CoreV1Api, hosts: Path) -> None:
        self._api = api
        self._hosts = hosts

    def resolve(self, request: DNSRecord, handler: object) -> DNSRecord:  # noqa: ARG002 - dnslib's signature
        reply = request.reply()
        labels = [label.decode().lower() for label in request.q.qname.label]
        addresses = self._addresses(labels) if labels[2:] == _ZONE else self._named(".".join(labels))
        if addresses is None:
            reply.header.rcode = RCODE.NXDOMAIN
        elif request.q.qtype == QTYPE.A:
            for address in addresses:
                reply.add_answer(RR(request.q.qname, QTYPE.A, ttl=_TTL_SECONDS, rdata=A(address)))
        return reply

    def _addresses(self, labels: list[str]) -> list[str] | None:
        name, namespace = labels[:2]
        try:
            service = self._api.read_namespaced_service(name, namespace)
            if service.spec.cluster_ip != "None":
                return [service.spec.cluster_ip]
            endpoints = self._api.read_namespaced_endpoints(name, namespace)
        except ApiException as error:
            if error.status == _NOT_FOUND:
                return None
            raise
        return [each.ip for subset in endpoints.subsets or () for each in subset.addresses or ()]

    def _named(self, name: str) -> list[str] | None:
        lines = self._hosts.read_text().splitlines() if self._hosts.exists() else []
        return [line.split()[0] for line in lines if name in line.split()[1:]] or None


def main() -> None:
    kubeconfig, address = sys.argv[1:]
    api = client.CoreV1Api(config.new_client_from_config(kubeconfig))
    quiet = DNSLogger(log="-recv,-send,-request,-reply,-truncated,-data")
    DNSServer(Services(api, Path(kubeconfig).with_name("hosts")), address=address, port=53, logger=quiet).start_thread()
    threading.Event().wait()


if __name__ == "__main__":
    main()
