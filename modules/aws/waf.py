"""waf: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class WebAclAssociationConfigRequestBodyApiGateway(cdk.Block):
    """The `api_gateway` block of `aws_wafv2_web_acl.association_config.request_body`."""

    terraform_type = "aws_wafv2_web_acl.association_config.request_body.api_gateway"

    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None:
        super().__init__(
            {
                "default_size_inspection_limit": default_size_inspection_limit,
            },
        )


class WebAclAssociationConfigRequestBodyAppRunnerService(cdk.Block):
    """The `app_runner_service` block of `aws_wafv2_web_acl.association_config.request_body`."""

    terraform_type = "aws_wafv2_web_acl.association_config.request_body.app_runner_service"

    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None:
        super().__init__(
            {
                "default_size_inspection_limit": default_size_inspection_limit,
            },
        )


class WebAclAssociationConfigRequestBodyCloudfront(cdk.Block):
    """The `cloudfront` block of `aws_wafv2_web_acl.association_config.request_body`."""

    terraform_type = "aws_wafv2_web_acl.association_config.request_body.cloudfront"

    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None:
        super().__init__(
            {
                "default_size_inspection_limit": default_size_inspection_limit,
            },
        )


class WebAclAssociationConfigRequestBodyCognitoUserPool(cdk.Block):
    """The `cognito_user_pool` block of `aws_wafv2_web_acl.association_config.request_body`."""

    terraform_type = "aws_wafv2_web_acl.association_config.request_body.cognito_user_pool"

    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None:
        super().__init__(
            {
                "default_size_inspection_limit": default_size_inspection_limit,
            },
        )


class WebAclAssociationConfigRequestBodyVerifiedAccessInstance(cdk.Block):
    """The `verified_access_instance` block of `aws_wafv2_web_acl.association_config.request_body`."""

    terraform_type = "aws_wafv2_web_acl.association_config.request_body.verified_access_instance"

    def __init__(
        self,
        *,
        default_size_inspection_limit: str,
    ) -> None:
        super().__init__(
            {
                "default_size_inspection_limit": default_size_inspection_limit,
            },
        )


class WebAclAssociationConfigRequestBody(cdk.Block):
    """The `request_body` block of `aws_wafv2_web_acl.association_config`."""

    terraform_type = "aws_wafv2_web_acl.association_config.request_body"

    def __init__(
        self,
        *,
        api_gateway: WebAclAssociationConfigRequestBodyApiGateway | None = None,
        app_runner_service: WebAclAssociationConfigRequestBodyAppRunnerService | None = None,
        cloudfront: WebAclAssociationConfigRequestBodyCloudfront | None = None,
        cognito_user_pool: WebAclAssociationConfigRequestBodyCognitoUserPool | None = None,
        verified_access_instance: WebAclAssociationConfigRequestBodyVerifiedAccessInstance | None = None,
    ) -> None:
        super().__init__(
            {
                "api_gateway": api_gateway,
                "app_runner_service": app_runner_service,
                "cloudfront": cloudfront,
                "cognito_user_pool": cognito_user_pool,
                "verified_access_instance": verified_access_instance,
            },
        )


class WebAclAssociationConfig(cdk.Block):
    """The `association_config` block of `aws_wafv2_web_acl`."""

    terraform_type = "aws_wafv2_web_acl.association_config"

    def __init__(
        self,
        *,
        request_body: Sequence[WebAclAssociationConfigRequestBody] | None = None,
    ) -> None:
        super().__init__(
            {
                "request_body": request_body,
            },
        )


class WebAclCaptchaConfigImmunityTimeProperty(cdk.Block):
    """The `immunity_time_property` block of `aws_wafv2_web_acl.captcha_config`."""

    terraform_type = "aws_wafv2_web_acl.captcha_config.immunity_time_property"

    def __init__(
        self,
        *,
        immunity_time: float | None = None,
    ) -> None:
        super().__init__(
            {
                "immunity_time": immunity_time,
            },
        )


class WebAclCaptchaConfig(cdk.Block):
    """The `captcha_config` block of `aws_wafv2_web_acl`."""

    terraform_type = "aws_wafv2_web_acl.captcha_config"

    def __init__(
        self,
        *,
        immunity_time_property: WebAclCaptchaConfigImmunityTimeProperty | None = None,
    ) -> None:
        super().__init__(
            {
                "immunity_time_property": immunity_time_property,
            },
        )


class WebAclChallengeConfigImmunityTimeProperty(cdk.Block):
    """The `immunity_time_property` block of `aws_wafv2_web_acl.challenge_config`."""

    terraform_type = "aws_wafv2_web_acl.challenge_config.immunity_time_property"

    def __init__(
        self,
        *,
        immunity_time: float | None = None,
    ) -> None:
        super().__init__(
            {
                "immunity_time": immunity_time,
            },
        )


class WebAclChallengeConfig(cdk.Block):
    """The `challenge_config` block of `aws_wafv2_web_acl`."""

    terraform_type = "aws_wafv2_web_acl.challenge_config"

    def __init__(
        self,
        *,
        immunity_time_property: WebAclChallengeConfigImmunityTimeProperty | None = None,
    ) -> None:
        super().__init__(
            {
                "immunity_time_property": immunity_time_property,
            },
        )


class WebAclCustomResponseBody(cdk.Block):
    """The `custom_response_body` block of `aws_wafv2_web_acl`."""

    terraform_type = "aws_wafv2_web_acl.custom_response_body"

    def __init__(
        self,
        *,
        content: str,
        content_type: str,
        key: str,
    ) -> None:
        super().__init__(
            {
                "content": content,
                "content_type": content_type,
                "key": key,
            },
        )


class WebAclDataProtectionConfigDataProtectionField(cdk.Block):
    """The `field` block of `aws_wafv2_web_acl.data_protection_config.data_protection`."""

    terraform_type = "aws_wafv2_web_acl.data_protection_config.data_protection.field"

    def __init__(
        self,
        *,
        field_type: str,
        field_keys: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "field_keys": field_keys,
                "field_type": field_type,
            },
        )


class WebAclDataProtectionConfigDataProtection(cdk.Block):
    """The `data_protection` block of `aws_wafv2_web_acl.data_protection_config`."""

    terraform_type = "aws_wafv2_web_acl.data_protection_config.data_protection"

    def __init__(
        self,
        *,
        action: str,
        field: WebAclDataProtectionConfigDataProtectionField,
        exclude_rate_based_details: bool | None = None,
        exclude_rule_match_details: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "action": action,
                "exclude_rate_based_details": exclude_rate_based_details,
                "exclude_rule_match_details": exclude_rule_match_details,
                "field": field,
            },
        )


class WebAclDataProtectionConfig(cdk.Block):
    """The `data_protection_config` block of `aws_wafv2_web_acl`."""

    terraform_type = "aws_wafv2_web_acl.data_protection_config"

    def __init__(
        self,
        *,
        data_protection: Sequence[WebAclDataProtectionConfigDataProtection] | None = None,
    ) -> None:
        super().__init__(
            {
                "data_protection": data_protection,
            },
        )


class WebAclDefaultActionAllowCustomRequestHandlingInsertHeader(cdk.Block):
    """The `insert_header` block of `aws_wafv2_web_acl.default_action.allow.custom_request_handling`."""

    terraform_type = "aws_wafv2_web_acl.default_action.allow.custom_request_handling.insert_header"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class WebAclDefaultActionAllowCustomRequestHandling(cdk.Block):
    """The `custom_request_handling` block of `aws_wafv2_web_acl.default_action.allow`."""

    terraform_type = "aws_wafv2_web_acl.default_action.allow.custom_request_handling"

    def __init__(
        self,
        *,
        insert_header: Sequence[WebAclDefaultActionAllowCustomRequestHandlingInsertHeader],
    ) -> None:
        super().__init__(
            {
                "insert_header": insert_header,
            },
        )


class WebAclDefaultActionAllow(cdk.Block):
    """The `allow` block of `aws_wafv2_web_acl.default_action`."""

    terraform_type = "aws_wafv2_web_acl.default_action.allow"

    def __init__(
        self,
        *,
        custom_request_handling: WebAclDefaultActionAllowCustomRequestHandling | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_request_handling": custom_request_handling,
            },
        )


class WebAclDefaultActionBlockCustomResponseResponseHeader(cdk.Block):
    """The `response_header` block of `aws_wafv2_web_acl.default_action.block.custom_response`."""

    terraform_type = "aws_wafv2_web_acl.default_action.block.custom_response.response_header"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class WebAclDefaultActionBlockCustomResponse(cdk.Block):
    """The `custom_response` block of `aws_wafv2_web_acl.default_action.block`."""

    terraform_type = "aws_wafv2_web_acl.default_action.block.custom_response"

    def __init__(
        self,
        *,
        response_code: float,
        custom_response_body_key: str | None = None,
        response_header: Sequence[WebAclDefaultActionBlockCustomResponseResponseHeader] | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_response_body_key": custom_response_body_key,
                "response_code": response_code,
                "response_header": response_header,
            },
        )


class WebAclDefaultActionBlock(cdk.Block):
    """The `block` block of `aws_wafv2_web_acl.default_action`."""

    terraform_type = "aws_wafv2_web_acl.default_action.block"

    def __init__(
        self,
        *,
        custom_response: WebAclDefaultActionBlockCustomResponse | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_response": custom_response,
            },
        )


class WebAclDefaultAction(cdk.Block):
    """The `default_action` block of `aws_wafv2_web_acl`."""

    terraform_type = "aws_wafv2_web_acl.default_action"

    def __init__(
        self,
        *,
        allow: WebAclDefaultActionAllow | None = None,
        block: WebAclDefaultActionBlock | None = None,
    ) -> None:
        super().__init__(
            {
                "allow": allow,
                "block": block,
            },
        )


class WebAclRuleActionAllowCustomRequestHandlingInsertHeader(cdk.Block):
    """The `insert_header` block of `aws_wafv2_web_acl.rule.action.allow.custom_request_handling`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.allow.custom_request_handling.insert_header"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class WebAclRuleActionAllowCustomRequestHandling(cdk.Block):
    """The `custom_request_handling` block of `aws_wafv2_web_acl.rule.action.allow`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.allow.custom_request_handling"

    def __init__(
        self,
        *,
        insert_header: Sequence[WebAclRuleActionAllowCustomRequestHandlingInsertHeader],
    ) -> None:
        super().__init__(
            {
                "insert_header": insert_header,
            },
        )


class WebAclRuleActionAllow(cdk.Block):
    """The `allow` block of `aws_wafv2_web_acl.rule.action`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.allow"

    def __init__(
        self,
        *,
        custom_request_handling: WebAclRuleActionAllowCustomRequestHandling | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_request_handling": custom_request_handling,
            },
        )


class WebAclRuleActionBlockCustomResponseResponseHeader(cdk.Block):
    """The `response_header` block of `aws_wafv2_web_acl.rule.action.block.custom_response`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.block.custom_response.response_header"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class WebAclRuleActionBlockCustomResponse(cdk.Block):
    """The `custom_response` block of `aws_wafv2_web_acl.rule.action.block`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.block.custom_response"

    def __init__(
        self,
        *,
        response_code: float,
        custom_response_body_key: str | None = None,
        response_header: Sequence[WebAclRuleActionBlockCustomResponseResponseHeader] | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_response_body_key": custom_response_body_key,
                "response_code": response_code,
                "response_header": response_header,
            },
        )


class WebAclRuleActionBlock(cdk.Block):
    """The `block` block of `aws_wafv2_web_acl.rule.action`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.block"

    def __init__(
        self,
        *,
        custom_response: WebAclRuleActionBlockCustomResponse | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_response": custom_response,
            },
        )


class WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader(cdk.Block):
    """The `insert_header` block of `aws_wafv2_web_acl.rule.action.captcha.custom_request_handling`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.captcha.custom_request_handling.insert_header"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class WebAclRuleActionCaptchaCustomRequestHandling(cdk.Block):
    """The `custom_request_handling` block of `aws_wafv2_web_acl.rule.action.captcha`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.captcha.custom_request_handling"

    def __init__(
        self,
        *,
        insert_header: Sequence[WebAclRuleActionCaptchaCustomRequestHandlingInsertHeader],
    ) -> None:
        super().__init__(
            {
                "insert_header": insert_header,
            },
        )


class WebAclRuleActionCaptcha(cdk.Block):
    """The `captcha` block of `aws_wafv2_web_acl.rule.action`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.captcha"

    def __init__(
        self,
        *,
        custom_request_handling: WebAclRuleActionCaptchaCustomRequestHandling | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_request_handling": custom_request_handling,
            },
        )


class WebAclRuleActionChallengeCustomRequestHandlingInsertHeader(cdk.Block):
    """The `insert_header` block of `aws_wafv2_web_acl.rule.action.challenge.custom_request_handling`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.challenge.custom_request_handling.insert_header"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class WebAclRuleActionChallengeCustomRequestHandling(cdk.Block):
    """The `custom_request_handling` block of `aws_wafv2_web_acl.rule.action.challenge`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.challenge.custom_request_handling"

    def __init__(
        self,
        *,
        insert_header: Sequence[WebAclRuleActionChallengeCustomRequestHandlingInsertHeader],
    ) -> None:
        super().__init__(
            {
                "insert_header": insert_header,
            },
        )


class WebAclRuleActionChallenge(cdk.Block):
    """The `challenge` block of `aws_wafv2_web_acl.rule.action`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.challenge"

    def __init__(
        self,
        *,
        custom_request_handling: WebAclRuleActionChallengeCustomRequestHandling | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_request_handling": custom_request_handling,
            },
        )


class WebAclRuleActionCountCustomRequestHandlingInsertHeader(cdk.Block):
    """The `insert_header` block of `aws_wafv2_web_acl.rule.action.count.custom_request_handling`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.count.custom_request_handling.insert_header"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class WebAclRuleActionCountCustomRequestHandling(cdk.Block):
    """The `custom_request_handling` block of `aws_wafv2_web_acl.rule.action.count`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.count.custom_request_handling"

    def __init__(
        self,
        *,
        insert_header: Sequence[WebAclRuleActionCountCustomRequestHandlingInsertHeader],
    ) -> None:
        super().__init__(
            {
                "insert_header": insert_header,
            },
        )


class WebAclRuleActionCount(cdk.Block):
    """The `count` block of `aws_wafv2_web_acl.rule.action`."""

    terraform_type = "aws_wafv2_web_acl.rule.action.count"

    def __init__(
        self,
        *,
        custom_request_handling: WebAclRuleActionCountCustomRequestHandling | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_request_handling": custom_request_handling,
            },
        )


class WebAclRuleAction(cdk.Block):
    """The `action` block of `aws_wafv2_web_acl.rule`."""

    terraform_type = "aws_wafv2_web_acl.rule.action"

    def __init__(
        self,
        *,
        allow: WebAclRuleActionAllow | None = None,
        block: WebAclRuleActionBlock | None = None,
        captcha: WebAclRuleActionCaptcha | None = None,
        challenge: WebAclRuleActionChallenge | None = None,
        count: WebAclRuleActionCount | None = None,
    ) -> None:
        super().__init__(
            {
                "allow": allow,
                "block": block,
                "captcha": captcha,
                "challenge": challenge,
                "count": count,
            },
        )


class WebAclRuleCaptchaConfigImmunityTimeProperty(cdk.Block):
    """The `immunity_time_property` block of `aws_wafv2_web_acl.rule.captcha_config`."""

    terraform_type = "aws_wafv2_web_acl.rule.captcha_config.immunity_time_property"

    def __init__(
        self,
        *,
        immunity_time: float | None = None,
    ) -> None:
        super().__init__(
            {
                "immunity_time": immunity_time,
            },
        )


class WebAclRuleCaptchaConfig(cdk.Block):
    """The `captcha_config` block of `aws_wafv2_web_acl.rule`."""

    terraform_type = "aws_wafv2_web_acl.rule.captcha_config"

    def __init__(
        self,
        *,
        immunity_time_property: WebAclRuleCaptchaConfigImmunityTimeProperty | None = None,
    ) -> None:
        super().__init__(
            {
                "immunity_time_property": immunity_time_property,
            },
        )


class WebAclRuleChallengeConfigImmunityTimeProperty(cdk.Block):
    """The `immunity_time_property` block of `aws_wafv2_web_acl.rule.challenge_config`."""

    terraform_type = "aws_wafv2_web_acl.rule.challenge_config.immunity_time_property"

    def __init__(
        self,
        *,
        immunity_time: float | None = None,
    ) -> None:
        super().__init__(
            {
                "immunity_time": immunity_time,
            },
        )


class WebAclRuleChallengeConfig(cdk.Block):
    """The `challenge_config` block of `aws_wafv2_web_acl.rule`."""

    terraform_type = "aws_wafv2_web_acl.rule.challenge_config"

    def __init__(
        self,
        *,
        immunity_time_property: WebAclRuleChallengeConfigImmunityTimeProperty | None = None,
    ) -> None:
        super().__init__(
            {
                "immunity_time_property": immunity_time_property,
            },
        )


class WebAclRuleOverrideActionCount(cdk.Block):
    """The `count` block of `aws_wafv2_web_acl.rule.override_action`."""

    terraform_type = "aws_wafv2_web_acl.rule.override_action.count"

    def __init__(
        self,
    ) -> None:
        super().__init__(
            {},
        )


class WebAclRuleOverrideActionNone(cdk.Block):
    """The `none` block of `aws_wafv2_web_acl.rule.override_action`."""

    terraform_type = "aws_wafv2_web_acl.rule.override_action.none"

    def __init__(
        self,
    ) -> None:
        super().__init__(
            {},
        )


class WebAclRuleOverrideAction(cdk.Block):
    """The `override_action` block of `aws_wafv2_web_acl.rule`."""

    terraform_type = "aws_wafv2_web_acl.rule.override_action"

    def __init__(
        self,
        *,
        count: WebAclRuleOverrideActionCount | None = None,
        none: WebAclRuleOverrideActionNone | None = None,
    ) -> None:
        super().__init__(
            {
                "count": count,
                "none": none,
            },
        )


class WebAclRuleRuleLabel(cdk.Block):
    """The `rule_label` block of `aws_wafv2_web_acl.rule`."""

    terraform_type = "aws_wafv2_web_acl.rule.rule_label"

    def __init__(
        self,
        *,
        name: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
            },
        )


class WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountCustomRequestHandlingInsertHeader(cdk.Block):
    """The `insert_header` block of `aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override.action_to_use.count.custom_request_handling`."""

    terraform_type = "aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override.action_to_use.count.custom_request_handling.insert_header"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountCustomRequestHandling(cdk.Block):
    """The `custom_request_handling` block of `aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override.action_to_use.count`."""

    terraform_type = "aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override.action_to_use.count.custom_request_handling"

    def __init__(
        self,
        *,
        insert_header: Sequence[WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountCustomRequestHandlingInsertHeader],
    ) -> None:
        super().__init__(
            {
                "insert_header": insert_header,
            },
        )


class WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCount(cdk.Block):
    """The `count` block of `aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override.action_to_use`."""

    terraform_type = "aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override.action_to_use.count"

    def __init__(
        self,
        *,
        custom_request_handling: WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountCustomRequestHandling | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_request_handling": custom_request_handling,
            },
        )


class WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUse(cdk.Block):
    """The `action_to_use` block of `aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override`."""

    terraform_type = "aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override.action_to_use"

    def __init__(
        self,
        *,
        count: WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCount | None = None,
    ) -> None:
        super().__init__(
            {
                "count": count,
            },
        )


class WebAclRuleStatementManagedRuleGroupStatementRuleActionOverride(cdk.Block):
    """The `rule_action_override` block of `aws_wafv2_web_acl.rule.statement.managed_rule_group_statement`."""

    terraform_type = "aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override"

    def __init__(
        self,
        *,
        name: str,
        action_to_use: WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUse,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "action_to_use": action_to_use,
            },
        )


class WebAclRuleStatementManagedRuleGroupStatement(cdk.Block):
    """The `managed_rule_group_statement` block of `aws_wafv2_web_acl.rule.statement`."""

    terraform_type = "aws_wafv2_web_acl.rule.statement.managed_rule_group_statement"

    def __init__(
        self,
        *,
        name: str,
        vendor_name: str,
        version: str | None = None,
        rule_action_override: Sequence[WebAclRuleStatementManagedRuleGroupStatementRuleActionOverride] | None = None,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "vendor_name": vendor_name,
                "version": version,
                "rule_action_override": rule_action_override,
            },
        )


class WebAclRuleStatementRateBasedStatement(cdk.Block):
    """The `rate_based_statement` block of `aws_wafv2_web_acl.rule.statement`."""

    terraform_type = "aws_wafv2_web_acl.rule.statement.rate_based_statement"

    def __init__(
        self,
        *,
        limit: float,
        aggregate_key_type: str | None = None,
        evaluation_window_sec: float | None = None,
    ) -> None:
        super().__init__(
            {
                "aggregate_key_type": aggregate_key_type,
                "evaluation_window_sec": evaluation_window_sec,
                "limit": limit,
            },
        )


class WebAclRuleStatement(cdk.Block):
    """The `statement` block of `aws_wafv2_web_acl.rule`."""

    terraform_type = "aws_wafv2_web_acl.rule.statement"

    def __init__(
        self,
        *,
        managed_rule_group_statement: WebAclRuleStatementManagedRuleGroupStatement | None = None,
        rate_based_statement: WebAclRuleStatementRateBasedStatement | None = None,
    ) -> None:
        super().__init__(
            {
                "managed_rule_group_statement": managed_rule_group_statement,
                "rate_based_statement": rate_based_statement,
            },
        )


class WebAclRuleVisibilityConfig(cdk.Block):
    """The `visibility_config` block of `aws_wafv2_web_acl.rule`."""

    terraform_type = "aws_wafv2_web_acl.rule.visibility_config"

    def __init__(
        self,
        *,
        cloudwatch_metrics_enabled: bool,
        metric_name: str,
        sampled_requests_enabled: bool,
    ) -> None:
        super().__init__(
            {
                "cloudwatch_metrics_enabled": cloudwatch_metrics_enabled,
                "metric_name": metric_name,
                "sampled_requests_enabled": sampled_requests_enabled,
            },
        )


class WebAclRule(cdk.Block):
    """The `rule` block of `aws_wafv2_web_acl`."""

    terraform_type = "aws_wafv2_web_acl.rule"

    def __init__(
        self,
        *,
        name: str,
        priority: float,
        statement: WebAclRuleStatement,
        visibility_config: WebAclRuleVisibilityConfig,
        action: WebAclRuleAction | None = None,
        captcha_config: WebAclRuleCaptchaConfig | None = None,
        challenge_config: WebAclRuleChallengeConfig | None = None,
        override_action: WebAclRuleOverrideAction | None = None,
        rule_label: Sequence[WebAclRuleRuleLabel] | None = None,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "priority": priority,
                "action": action,
                "captcha_config": captcha_config,
                "challenge_config": challenge_config,
                "override_action": override_action,
                "rule_label": rule_label,
                "statement": statement,
                "visibility_config": visibility_config,
            },
        )


class WebAclVisibilityConfig(cdk.Block):
    """The `visibility_config` block of `aws_wafv2_web_acl`."""

    terraform_type = "aws_wafv2_web_acl.visibility_config"

    def __init__(
        self,
        *,
        cloudwatch_metrics_enabled: bool,
        metric_name: str,
        sampled_requests_enabled: bool,
    ) -> None:
        super().__init__(
            {
                "cloudwatch_metrics_enabled": cloudwatch_metrics_enabled,
                "metric_name": metric_name,
                "sampled_requests_enabled": sampled_requests_enabled,
            },
        )


class WebAcl(cdk.Resource):
    """`aws_wafv2_web_acl`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl"""

    terraform_type = "aws_wafv2_web_acl"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        scope_: str,
        default_action: WebAclDefaultAction,
        visibility_config: WebAclVisibilityConfig,
        description: str | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        rule_json: str | None = None,
        tags: Mapping[str, str] | None = None,
        token_domains: Sequence[str] | None = None,
        association_config: WebAclAssociationConfig | None = None,
        captcha_config: WebAclCaptchaConfig | None = None,
        challenge_config: WebAclChallengeConfig | None = None,
        custom_response_body: Sequence[WebAclCustomResponseBody] | None = None,
        data_protection_config: WebAclDataProtectionConfig | None = None,
        rule: Sequence[WebAclRule] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "description": description,
                "name": name,
                "name_prefix": name_prefix,
                "rule_json": rule_json,
                "scope": scope_,
                "tags": tags,
                "token_domains": token_domains,
                "association_config": association_config,
                "captcha_config": captcha_config,
                "challenge_config": challenge_config,
                "custom_response_body": custom_response_body,
                "data_protection_config": data_protection_config,
                "default_action": default_action,
                "rule": rule,
                "visibility_config": visibility_config,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def application_integration_url(self) -> str:
        """A token for `application_integration_url`."""
        return self._string("application_integration_url")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def capacity(self) -> float:
        """A token for `capacity`."""
        return self._number("capacity")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def lock_token(self) -> str:
        """A token for `lock_token`."""
        return self._string("lock_token")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def rule_json(self) -> str:
        """A token for `rule_json`."""
        return self._string("rule_json")

    @property
    def scope_(self) -> str:
        """A token for `scope`."""
        return self._string("scope")

    @property
    def token_domains(self) -> list[str]:
        """A token for `token_domains`."""
        return self._strings("token_domains")


class WebAclAssociationTimeouts(cdk.Block):
    """The `timeouts` block of `aws_wafv2_web_acl_association`."""

    terraform_type = "aws_wafv2_web_acl_association.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
            },
        )


class WebAclAssociation(cdk.Resource):
    """`aws_wafv2_web_acl_association`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_association"""

    terraform_type = "aws_wafv2_web_acl_association"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        resource_arn: str,
        web_acl_arn: str,
        timeouts: WebAclAssociationTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "resource_arn": resource_arn,
                "web_acl_arn": web_acl_arn,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def resource_arn(self) -> str:
        """A token for `resource_arn`."""
        return self._string("resource_arn")

    @property
    def web_acl_arn(self) -> str:
        """A token for `web_acl_arn`."""
        return self._string("web_acl_arn")


class WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition(cdk.Block):
    """The `action_condition` block of `aws_wafv2_web_acl_logging_configuration.logging_filter.filter.condition`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.logging_filter.filter.condition.action_condition"

    def __init__(
        self,
        *,
        action: str,
    ) -> None:
        super().__init__(
            {
                "action": action,
            },
        )


class WebAclLoggingConfigurationLoggingFilterFilterConditionLabelNameCondition(cdk.Block):
    """The `label_name_condition` block of `aws_wafv2_web_acl_logging_configuration.logging_filter.filter.condition`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.logging_filter.filter.condition.label_name_condition"

    def __init__(
        self,
        *,
        label_name: str,
    ) -> None:
        super().__init__(
            {
                "label_name": label_name,
            },
        )


class WebAclLoggingConfigurationLoggingFilterFilterCondition(cdk.Block):
    """The `condition` block of `aws_wafv2_web_acl_logging_configuration.logging_filter.filter`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.logging_filter.filter.condition"

    def __init__(
        self,
        *,
        action_condition: WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition | None = None,
        label_name_condition: WebAclLoggingConfigurationLoggingFilterFilterConditionLabelNameCondition | None = None,
    ) -> None:
        super().__init__(
            {
                "action_condition": action_condition,
                "label_name_condition": label_name_condition,
            },
        )


class WebAclLoggingConfigurationLoggingFilterFilter(cdk.Block):
    """The `filter` block of `aws_wafv2_web_acl_logging_configuration.logging_filter`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.logging_filter.filter"

    def __init__(
        self,
        *,
        behavior: str,
        requirement: str,
        condition: Sequence[WebAclLoggingConfigurationLoggingFilterFilterCondition],
    ) -> None:
        super().__init__(
            {
                "behavior": behavior,
                "requirement": requirement,
                "condition": condition,
            },
        )


class WebAclLoggingConfigurationLoggingFilter(cdk.Block):
    """The `logging_filter` block of `aws_wafv2_web_acl_logging_configuration`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.logging_filter"

    def __init__(
        self,
        *,
        default_behavior: str,
        filter: Sequence[WebAclLoggingConfigurationLoggingFilterFilter],
    ) -> None:
        super().__init__(
            {
                "default_behavior": default_behavior,
                "filter": filter,
            },
        )


class WebAclLoggingConfigurationRedactedFieldsMethod(cdk.Block):
    """The `method` block of `aws_wafv2_web_acl_logging_configuration.redacted_fields`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.redacted_fields.method"

    def __init__(
        self,
    ) -> None:
        super().__init__(
            {},
        )


class WebAclLoggingConfigurationRedactedFieldsQueryString(cdk.Block):
    """The `query_string` block of `aws_wafv2_web_acl_logging_configuration.redacted_fields`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.redacted_fields.query_string"

    def __init__(
        self,
    ) -> None:
        super().__init__(
            {},
        )


class WebAclLoggingConfigurationRedactedFieldsSingleHeader(cdk.Block):
    """The `single_header` block of `aws_wafv2_web_acl_logging_configuration.redacted_fields`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.redacted_fields.single_header"

    def __init__(
        self,
        *,
        name: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
            },
        )


class WebAclLoggingConfigurationRedactedFieldsUriPath(cdk.Block):
    """The `uri_path` block of `aws_wafv2_web_acl_logging_configuration.redacted_fields`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.redacted_fields.uri_path"

    def __init__(
        self,
    ) -> None:
        super().__init__(
            {},
        )


class WebAclLoggingConfigurationRedactedFields(cdk.Block):
    """The `redacted_fields` block of `aws_wafv2_web_acl_logging_configuration`."""

    terraform_type = "aws_wafv2_web_acl_logging_configuration.redacted_fields"

    def __init__(
        self,
        *,
        method: WebAclLoggingConfigurationRedactedFieldsMethod | None = None,
        query_string: WebAclLoggingConfigurationRedactedFieldsQueryString | None = None,
        single_header: WebAclLoggingConfigurationRedactedFieldsSingleHeader | None = None,
        uri_path: WebAclLoggingConfigurationRedactedFieldsUriPath | None = None,
    ) -> None:
        super().__init__(
            {
                "method": method,
                "query_string": query_string,
                "single_header": single_header,
                "uri_path": uri_path,
            },
        )


class WebAclLoggingConfiguration(cdk.Resource):
    """`aws_wafv2_web_acl_logging_configuration`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_logging_configuration

    Args:
        log_destination_configs: AWS Kinesis Firehose Delivery Stream ARNs
        resource_arn: AWS WebACL ARN
    """

    terraform_type = "aws_wafv2_web_acl_logging_configuration"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        log_destination_configs: Sequence[str],
        resource_arn: str,
        logging_filter: WebAclLoggingConfigurationLoggingFilter | None = None,
        redacted_fields: Sequence[WebAclLoggingConfigurationRedactedFields] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "log_destination_configs": log_destination_configs,
                "resource_arn": resource_arn,
                "logging_filter": logging_filter,
                "redacted_fields": redacted_fields,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def log_destination_configs(self) -> list[str]:
        """AWS Kinesis Firehose Delivery Stream ARNs"""
        return self._strings("log_destination_configs")

    @property
    def resource_arn(self) -> str:
        """AWS WebACL ARN"""
        return self._string("resource_arn")
