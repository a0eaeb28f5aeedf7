"""AWS WAF before what browsers and token clients reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk, names
from modules.aws import cloudwatch, waf

if TYPE_CHECKING:
    from collections.abc import Mapping

# AWS's own groups: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
MANAGED_GROUPS = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesCommonRuleSet",
)
# Rules of those groups that only count: runs are logged in batches of up to 1 MB, and the rule refuses 8 KB.
COUNTED_RULES: Mapping[str, tuple[str, ...]] = {"AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",)}
# In five minutes, from one address: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
CALLS_OF_AN_ADDRESS = 2000
SECRET_HEADERS = ("authorization", "cookie")


class WebAcl(cdk.Construct):
    """A regional web ACL: AWS's managed rules, a limit for each address, and a log without secrets.

    An HTTP API takes no web ACL; application load balancers and user pools do:
    https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html

    Args:
        scope: The construct that the web ACL belongs to.
        construct_id: Its id.
        environment: The environment's name.
        name: Last part of the web ACL's name.
        log_key_arn: The key that encrypts the log.
        log_retention_days: How long the log is kept.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        name: str,
        log_key_arn: str,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = f"{names.prefix(environment)}-{name}"
        managed = [_managed(group, priority) for priority, group in enumerate(MANAGED_GROUPS, start=1)]
        self._acl = waf.WebAcl(
            self,
            "WebAcl",
            name=self._name,
            scope_="REGIONAL",
            default_action=waf.WebAclDefaultAction(allow=waf.WebAclDefaultActionAllow()),
            visibility_config=waf.WebAclVisibilityConfig(
                cloudwatch_metrics_enabled=True, metric_name=self._name, sampled_requests_enabled=True
            ),
            rule=[_rate_limit(priority=0), *managed],
        )
        self._log(log_key_arn, log_retention_days)

    def protect(self, construct_id: str, resource_arn: str) -> None:
        """Put the web ACL before a load balancer or a user pool."""
        waf.WebAclAssociation(self, construct_id, resource_arn=resource_arn, web_acl_arn=self._acl.arn)

    def _log(self, key_arn: str, retention_days: int) -> None:
        logs = cloudwatch.LogGroup(
            self,
            "Logs",
            # WAF delivers to names that start like this, and to no other:
            # https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
            name=f"aws-waf-logs-{self._name}",
            kms_key_id=key_arn,
            retention_in_days=retention_days,
        )
        secret = [
            waf.WebAclLoggingConfigurationRedactedFields(
                single_header=waf.WebAclLoggingConfigurationRedactedFieldsSingleHeader(name=header)
            )
            for header in SECRET_HEADERS
        ]
        waf.WebAclLoggingConfiguration(
            self,
            "Logging",
            resource_arn=self._acl.arn,
            log_destination_configs=[logs.arn],
            redacted_fields=secret,
        )


def _visible(name: str) -> waf.WebAclRuleVisibilityConfig:
    return waf.WebAclRuleVisibilityConfig(
        cloudwatch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=True
    )


def _rate_limit(priority: int) -> waf.WebAclRule:
    limit = waf.WebAclRuleStatementRateBasedStatement(limit=CALLS_OF_AN_ADDRESS, aggregate_key_type="IP")
    return waf.WebAclRule(
        name="calls-of-an-address",
        priority=priority,
        action=waf.WebAclRuleAction(block=waf.WebAclRuleActionBlock()),
        statement=waf.WebAclRuleStatement(rate_based_statement=limit),
        visibility_config=_visible("calls-of-an-address"),
    )


def _managed(group: str, priority: int) -> waf.WebAclRule:
    counted = [_count(rule) for rule in COUNTED_RULES.get(group, ())]
    statement = waf.WebAclRuleStatementManagedRuleGroupStatement(
        vendor_name="AWS", name=group, rule_action_override=counted or None
    )
    return waf.WebAclRule(
        name=group,
        priority=priority,
        override_action=waf.WebAclRuleOverrideAction(none=waf.WebAclRuleOverrideActionNone()),
        statement=waf.WebAclRuleStatement(managed_rule_group_statement=statement),
        visibility_config=_visible(group),
    )


def _count(rule: str) -> waf.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverride:
    count = waf.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUse(
        count=waf.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCount()
    )
    return waf.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverride(name=rule, action_to_use=count)
