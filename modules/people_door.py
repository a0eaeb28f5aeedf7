"""The door for people: an application load balancer that signs them in before it passes anything on.

Machines never meet it: the gateway's VPC link and pods use the network load balancers of `modules.load_balancers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from modules import cdk, names
from modules.aws import lb, vpc
from modules.load_balancers import TLS_POLICY, TRACKING_PORT

if TYPE_CHECKING:
    from collections.abc import Sequence

HTTPS_PORT = 443
SESSION_SECONDS = 12 * 3600  # a working day
SCOPE = "openid email"
# What the pages of MLflow write: runs, traces and the like, and questions asked with POST. Whatever else is not a plain
# read is refused, and with it everything that changes the registry: that is a release's to do. At most five values in
# a rule: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
WRITABLE = (
    ("/ajax-api/2.0/mlflow/experiments/*", "/ajax-api/2.0/mlflow/runs/*", "/ajax-api/2.0/mlflow/traces/*"),
    ("/ajax-api/2.0/mlflow/logged-models/*", "/ajax-api/2.0/mlflow/registered-models/get-latest-versions", "/graphql"),
    ("/ajax-api/3.0/mlflow/traces/*", "/ajax-api/3.0/mlflow/datasets/*", "/ajax-api/2.0mlflow/experiments/*"),
)


@dataclass(frozen=True, kw_only=True)
class CognitoSignIn:
    """People have accounts in a user pool."""

    user_pool_arn: str
    client_id: str
    domain: str

    def action(self) -> lb.ListenerRuleAction:
        """The load balancer's first step."""
        cognito = lb.ListenerRuleActionAuthenticateCognito(
            user_pool_arn=self.user_pool_arn,
            user_pool_client_id=self.client_id,
            user_pool_domain=self.domain,
            scope_=SCOPE,
            session_timeout=SESSION_SECONDS,
            on_unauthenticated_request="authenticate",
        )
        return lb.ListenerRuleAction(type="authenticate-cognito", order=1, authenticate_cognito=cognito)


@dataclass(frozen=True, kw_only=True)
class OidcSignIn:
    """People have accounts with an OpenID Connect provider."""

    issuer: str
    authorization_url: str
    token_url: str
    user_info_url: str
    client_id: str
    client_secret: str

    def action(self) -> lb.ListenerRuleAction:
        """The load balancer's first step."""
        oidc = lb.ListenerRuleActionAuthenticateOidc(
            issuer=self.issuer,
            authorization_endpoint=self.authorization_url,
            token_endpoint=self.token_url,
            user_info_endpoint=self.user_info_url,
            client_id=self.client_id,
            client_secret=self.client_secret,
            scope_=SCOPE,
            session_timeout=SESSION_SECONDS,
            on_unauthenticated_request="authenticate",
        )
        return lb.ListenerRuleAction(type="authenticate-oidc", order=1, authenticate_oidc=oidc)


SignIn: TypeAlias = CognitoSignIn | OidcSignIn


class PeopleDoor(cdk.Construct):
    """An application load balancer with one HTTPS listener.

    Args:
        scope: The construct that the door belongs to.
        construct_id: Its id.
        environment: The environment's name.
        vpc_id: The VPC.
        subnet_ids: Subnets in two zones at least: public ones for a public door.
        public: The door has addresses of the internet.
        allowed_cidrs: From where it may be reached.
        certificate_arn: The certificate that it shows.
        sign_in: Who says who somebody is.
        task_security_group_id: Carried by the tracking server's tasks.
        log_bucket: The bucket of access logs.
        deletion_protection: AWS itself refuses to delete it.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        vpc_id: str,
        subnet_ids: Sequence[str],
        public: bool,
        allowed_cidrs: Sequence[str],
        certificate_arn: str,
        sign_in: SignIn,
        task_security_group_id: str,
        log_bucket: str,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = f"{names.prefix(environment)}-people"
        self._group = self._make_security_group(vpc_id, allowed_cidrs)
        self._reach_tasks(task_security_group_id)
        self._balancer = lb.LoadBalancer(
            self,
            "LoadBalancer",
            name=self._name,
            load_balancer_type="application",
            internal=not public,
            subnets=subnet_ids,
            security_groups=[self._group.id],
            drop_invalid_header_fields=True,
            access_logs=lb.LoadBalancerAccessLogs(bucket=log_bucket, prefix="people", enabled=True),
            enable_deletion_protection=deletion_protection,
        )
        self._target = self._make_target(vpc_id)
        self._rules(self._listen(certificate_arn), sign_in)

    @property
    def arn(self) -> str:
        """What a web ACL is put before."""
        return self._balancer.arn

    @property
    def dns_name(self) -> str:
        """What the DNS record of the people's name points to."""
        return self._balancer.dns_name

    @property
    def target_group_arn(self) -> str:
        """Where the tracking server's tasks register too."""
        return self._target.arn

    def _make_security_group(self, vpc_id: str, allowed_cidrs: Sequence[str]) -> vpc.SecurityGroup:
        group = vpc.SecurityGroup(
            self, "SecurityGroup", name=f"{self._name}-door", description="The door for people", vpc_id=vpc_id
        )
        for number, cidr in enumerate(allowed_cidrs, start=1):
            vpc.VpcSecurityGroupIngressRule(
                self,
                f"From{number}",
                security_group_id=group.id,
                description="People",
                cidr_ipv4=cidr,
                ip_protocol="tcp",
                from_port=HTTPS_PORT,
                to_port=HTTPS_PORT,
            )
        vpc.VpcSecurityGroupEgressRule(
            self,
            "ToIdentityProvider",
            security_group_id=group.id,
            description="The load balancer asks the identity provider itself",
            cidr_ipv4="0.0.0.0/0",
            ip_protocol="tcp",
            from_port=HTTPS_PORT,
            to_port=HTTPS_PORT,
        )
        return group

    def _reach_tasks(self, task_security_group_id: str) -> None:
        own, tasks = self._group.id, task_security_group_id
        for construct_id, group, other, rule in (
            ("ToTasks", own, tasks, vpc.VpcSecurityGroupEgressRule),
            ("FromDoor", tasks, own, vpc.VpcSecurityGroupIngressRule),
        ):
            rule(
                self,
                construct_id,
                security_group_id=group,
                referenced_security_group_id=other,
                description="MLflow for people",
                ip_protocol="tcp",
                from_port=TRACKING_PORT,
                to_port=TRACKING_PORT,
            )

    def _make_target(self, vpc_id: str) -> lb.TargetGroup:
        return lb.TargetGroup(
            self,
            "TargetGroup",
            name=self._name,
            port=TRACKING_PORT,
            protocol="HTTP",
            target_type="ip",
            vpc_id=vpc_id,
            deregistration_delay="30",
            health_check=lb.TargetGroupHealthCheck(protocol="HTTP", path="/health", port="traffic-port"),
        )

    def _listen(self, certificate_arn: str) -> lb.Listener:
        refused = lb.ListenerDefaultActionFixedResponse(
            content_type="text/plain",
            status_code="403",
            message_body="The registry is changed by releases, not by hand: bin/slipway promote, bin/slipway rollback.",
        )
        return lb.Listener(
            self,
            "Listener",
            load_balancer_arn=self._balancer.arn,
            port=HTTPS_PORT,
            protocol="HTTPS",
            certificate_arn=certificate_arn,
            ssl_policy=TLS_POLICY,
            default_action=[lb.ListenerDefaultAction(type="fixed-response", fixed_response=refused)],
        )

    def _rules(self, listener: lb.Listener, sign_in: SignIn) -> None:
        reads = lb.ListenerRuleCondition(
            http_request_method=lb.ListenerRuleConditionHttpRequestMethod(values=["GET", "HEAD"])
        )
        writes = [
            lb.ListenerRuleCondition(path_pattern=lb.ListenerRuleConditionPathPattern(values=paths))
            for paths in WRITABLE
        ]
        for number, condition in enumerate((reads, *writes), start=1):
            lb.ListenerRule(
                self,
                f"Rule{number}",
                listener_arn=listener.arn,
                priority=number,
                condition=[condition],
                action=[
                    sign_in.action(),
                    lb.ListenerRuleAction(type="forward", order=2, target_group_arn=self._target.arn),
                ],
            )
