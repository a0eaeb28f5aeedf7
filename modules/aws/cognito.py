"""cognito: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ResourceServerScope(cdk.Block):
    """The `scope` block of `aws_cognito_resource_server`."""

    terraform_type = "aws_cognito_resource_server.scope"

    def __init__(
        self,
        *,
        scope_description: str,
        scope_name: str,
    ) -> None:
        super().__init__(
            {
                "scope_description": scope_description,
                "scope_name": scope_name,
            },
        )


class ResourceServer(cdk.Resource):
    """`aws_cognito_resource_server`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_resource_server"""

    terraform_type = "aws_cognito_resource_server"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        identifier: str,
        name: str,
        user_pool_id: str,
        scope_: Sequence[ResourceServerScope] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "identifier": identifier,
                "name": name,
                "user_pool_id": user_pool_id,
                "scope": scope_,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def identifier(self) -> str:
        """A token for `identifier`."""
        return self._string("identifier")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def scope_identifiers(self) -> list[str]:
        """A token for `scope_identifiers`."""
        return self._strings("scope_identifiers")

    @property
    def user_pool_id(self) -> str:
        """A token for `user_pool_id`."""
        return self._string("user_pool_id")


class UserPoolAccountRecoverySettingRecoveryMechanism(cdk.Block):
    """The `recovery_mechanism` block of `aws_cognito_user_pool.account_recovery_setting`."""

    terraform_type = "aws_cognito_user_pool.account_recovery_setting.recovery_mechanism"

    def __init__(
        self,
        *,
        name: str,
        priority: float,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "priority": priority,
            },
        )


class UserPoolAccountRecoverySetting(cdk.Block):
    """The `account_recovery_setting` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.account_recovery_setting"

    def __init__(
        self,
        *,
        recovery_mechanism: Sequence[UserPoolAccountRecoverySettingRecoveryMechanism] | None = None,
    ) -> None:
        super().__init__(
            {
                "recovery_mechanism": recovery_mechanism,
            },
        )


class UserPoolAdminCreateUserConfigInviteMessageTemplate(cdk.Block):
    """The `invite_message_template` block of `aws_cognito_user_pool.admin_create_user_config`."""

    terraform_type = "aws_cognito_user_pool.admin_create_user_config.invite_message_template"

    def __init__(
        self,
        *,
        email_message: str | None = None,
        email_subject: str | None = None,
        sms_message: str | None = None,
    ) -> None:
        super().__init__(
            {
                "email_message": email_message,
                "email_subject": email_subject,
                "sms_message": sms_message,
            },
        )


class UserPoolAdminCreateUserConfig(cdk.Block):
    """The `admin_create_user_config` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.admin_create_user_config"

    def __init__(
        self,
        *,
        allow_admin_create_user_only: bool | None = None,
        invite_message_template: UserPoolAdminCreateUserConfigInviteMessageTemplate | None = None,
    ) -> None:
        super().__init__(
            {
                "allow_admin_create_user_only": allow_admin_create_user_only,
                "invite_message_template": invite_message_template,
            },
        )


class UserPoolDeviceConfiguration(cdk.Block):
    """The `device_configuration` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.device_configuration"

    def __init__(
        self,
        *,
        challenge_required_on_new_device: bool | None = None,
        device_only_remembered_on_user_prompt: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "challenge_required_on_new_device": challenge_required_on_new_device,
                "device_only_remembered_on_user_prompt": device_only_remembered_on_user_prompt,
            },
        )


class UserPoolEmailConfiguration(cdk.Block):
    """The `email_configuration` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.email_configuration"

    def __init__(
        self,
        *,
        configuration_set: str | None = None,
        email_sending_account: str | None = None,
        from_email_address: str | None = None,
        reply_to_email_address: str | None = None,
        source_arn: str | None = None,
    ) -> None:
        super().__init__(
            {
                "configuration_set": configuration_set,
                "email_sending_account": email_sending_account,
                "from_email_address": from_email_address,
                "reply_to_email_address": reply_to_email_address,
                "source_arn": source_arn,
            },
        )


class UserPoolEmailMfaConfiguration(cdk.Block):
    """The `email_mfa_configuration` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.email_mfa_configuration"

    def __init__(
        self,
        *,
        message: str | None = None,
        subject: str | None = None,
    ) -> None:
        super().__init__(
            {
                "message": message,
                "subject": subject,
            },
        )


class UserPoolLambdaConfigCustomEmailSender(cdk.Block):
    """The `custom_email_sender` block of `aws_cognito_user_pool.lambda_config`."""

    terraform_type = "aws_cognito_user_pool.lambda_config.custom_email_sender"

    def __init__(
        self,
        *,
        lambda_arn: str,
        lambda_version: str,
    ) -> None:
        super().__init__(
            {
                "lambda_arn": lambda_arn,
                "lambda_version": lambda_version,
            },
        )


class UserPoolLambdaConfigCustomSmsSender(cdk.Block):
    """The `custom_sms_sender` block of `aws_cognito_user_pool.lambda_config`."""

    terraform_type = "aws_cognito_user_pool.lambda_config.custom_sms_sender"

    def __init__(
        self,
        *,
        lambda_arn: str,
        lambda_version: str,
    ) -> None:
        super().__init__(
            {
                "lambda_arn": lambda_arn,
                "lambda_version": lambda_version,
            },
        )


class UserPoolLambdaConfigPreTokenGenerationConfig(cdk.Block):
    """The `pre_token_generation_config` block of `aws_cognito_user_pool.lambda_config`."""

    terraform_type = "aws_cognito_user_pool.lambda_config.pre_token_generation_config"

    def __init__(
        self,
        *,
        lambda_arn: str,
        lambda_version: str,
    ) -> None:
        super().__init__(
            {
                "lambda_arn": lambda_arn,
                "lambda_version": lambda_version,
            },
        )


class UserPoolLambdaConfig(cdk.Block):
    """The `lambda_config` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.lambda_config"

    def __init__(
        self,
        *,
        create_auth_challenge: str | None = None,
        custom_message: str | None = None,
        define_auth_challenge: str | None = None,
        kms_key_id: str | None = None,
        post_authentication: str | None = None,
        post_confirmation: str | None = None,
        pre_authentication: str | None = None,
        pre_sign_up: str | None = None,
        pre_token_generation: str | None = None,
        user_migration: str | None = None,
        verify_auth_challenge_response: str | None = None,
        custom_email_sender: UserPoolLambdaConfigCustomEmailSender | None = None,
        custom_sms_sender: UserPoolLambdaConfigCustomSmsSender | None = None,
        pre_token_generation_config: UserPoolLambdaConfigPreTokenGenerationConfig | None = None,
    ) -> None:
        super().__init__(
            {
                "create_auth_challenge": create_auth_challenge,
                "custom_message": custom_message,
                "define_auth_challenge": define_auth_challenge,
                "kms_key_id": kms_key_id,
                "post_authentication": post_authentication,
                "post_confirmation": post_confirmation,
                "pre_authentication": pre_authentication,
                "pre_sign_up": pre_sign_up,
                "pre_token_generation": pre_token_generation,
                "user_migration": user_migration,
                "verify_auth_challenge_response": verify_auth_challenge_response,
                "custom_email_sender": custom_email_sender,
                "custom_sms_sender": custom_sms_sender,
                "pre_token_generation_config": pre_token_generation_config,
            },
        )


class UserPoolPasswordPolicy(cdk.Block):
    """The `password_policy` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.password_policy"

    def __init__(
        self,
        *,
        minimum_length: float | None = None,
        password_history_size: float | None = None,
        require_lowercase: bool | None = None,
        require_numbers: bool | None = None,
        require_symbols: bool | None = None,
        require_uppercase: bool | None = None,
        temporary_password_validity_days: float | None = None,
    ) -> None:
        super().__init__(
            {
                "minimum_length": minimum_length,
                "password_history_size": password_history_size,
                "require_lowercase": require_lowercase,
                "require_numbers": require_numbers,
                "require_symbols": require_symbols,
                "require_uppercase": require_uppercase,
                "temporary_password_validity_days": temporary_password_validity_days,
            },
        )


class UserPoolSchemaNumberAttributeConstraints(cdk.Block):
    """The `number_attribute_constraints` block of `aws_cognito_user_pool.schema`."""

    terraform_type = "aws_cognito_user_pool.schema.number_attribute_constraints"

    def __init__(
        self,
        *,
        max_value: str | None = None,
        min_value: str | None = None,
    ) -> None:
        super().__init__(
            {
                "max_value": max_value,
                "min_value": min_value,
            },
        )


class UserPoolSchemaStringAttributeConstraints(cdk.Block):
    """The `string_attribute_constraints` block of `aws_cognito_user_pool.schema`."""

    terraform_type = "aws_cognito_user_pool.schema.string_attribute_constraints"

    def __init__(
        self,
        *,
        max_length: str | None = None,
        min_length: str | None = None,
    ) -> None:
        super().__init__(
            {
                "max_length": max_length,
                "min_length": min_length,
            },
        )


class UserPoolSchema(cdk.Block):
    """The `schema` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.schema"

    def __init__(
        self,
        *,
        attribute_data_type: str,
        name: str,
        developer_only_attribute: bool | None = None,
        mutable: bool | None = None,
        required: bool | None = None,
        number_attribute_constraints: UserPoolSchemaNumberAttributeConstraints | None = None,
        string_attribute_constraints: UserPoolSchemaStringAttributeConstraints | None = None,
    ) -> None:
        super().__init__(
            {
                "attribute_data_type": attribute_data_type,
                "developer_only_attribute": developer_only_attribute,
                "mutable": mutable,
                "name": name,
                "required": required,
                "number_attribute_constraints": number_attribute_constraints,
                "string_attribute_constraints": string_attribute_constraints,
            },
        )


class UserPoolSignInPolicy(cdk.Block):
    """The `sign_in_policy` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.sign_in_policy"

    def __init__(
        self,
        *,
        allowed_first_auth_factors: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "allowed_first_auth_factors": allowed_first_auth_factors,
            },
        )


class UserPoolSmsConfiguration(cdk.Block):
    """The `sms_configuration` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.sms_configuration"

    def __init__(
        self,
        *,
        external_id: str,
        sns_caller_arn: str,
        sns_region: str | None = None,
    ) -> None:
        super().__init__(
            {
                "external_id": external_id,
                "sns_caller_arn": sns_caller_arn,
                "sns_region": sns_region,
            },
        )


class UserPoolSoftwareTokenMfaConfiguration(cdk.Block):
    """The `software_token_mfa_configuration` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.software_token_mfa_configuration"

    def __init__(
        self,
        *,
        enabled: bool,
    ) -> None:
        super().__init__(
            {
                "enabled": enabled,
            },
        )


class UserPoolUserAttributeUpdateSettings(cdk.Block):
    """The `user_attribute_update_settings` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.user_attribute_update_settings"

    def __init__(
        self,
        *,
        attributes_require_verification_before_update: Sequence[str],
    ) -> None:
        super().__init__(
            {
                "attributes_require_verification_before_update": attributes_require_verification_before_update,
            },
        )


class UserPoolUserPoolAddOnsAdvancedSecurityAdditionalFlows(cdk.Block):
    """The `advanced_security_additional_flows` block of `aws_cognito_user_pool.user_pool_add_ons`."""

    terraform_type = "aws_cognito_user_pool.user_pool_add_ons.advanced_security_additional_flows"

    def __init__(
        self,
        *,
        custom_auth_mode: str | None = None,
    ) -> None:
        super().__init__(
            {
                "custom_auth_mode": custom_auth_mode,
            },
        )


class UserPoolUserPoolAddOns(cdk.Block):
    """The `user_pool_add_ons` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.user_pool_add_ons"

    def __init__(
        self,
        *,
        advanced_security_mode: str,
        advanced_security_additional_flows: UserPoolUserPoolAddOnsAdvancedSecurityAdditionalFlows | None = None,
    ) -> None:
        super().__init__(
            {
                "advanced_security_mode": advanced_security_mode,
                "advanced_security_additional_flows": advanced_security_additional_flows,
            },
        )


class UserPoolUsernameConfiguration(cdk.Block):
    """The `username_configuration` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.username_configuration"

    def __init__(
        self,
        *,
        case_sensitive: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "case_sensitive": case_sensitive,
            },
        )


class UserPoolVerificationMessageTemplate(cdk.Block):
    """The `verification_message_template` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.verification_message_template"

    def __init__(
        self,
        *,
        default_email_option: str | None = None,
        email_message: str | None = None,
        email_message_by_link: str | None = None,
        email_subject: str | None = None,
        email_subject_by_link: str | None = None,
        sms_message: str | None = None,
    ) -> None:
        super().__init__(
            {
                "default_email_option": default_email_option,
                "email_message": email_message,
                "email_message_by_link": email_message_by_link,
                "email_subject": email_subject,
                "email_subject_by_link": email_subject_by_link,
                "sms_message": sms_message,
            },
        )


class UserPoolWebAuthnConfiguration(cdk.Block):
    """The `web_authn_configuration` block of `aws_cognito_user_pool`."""

    terraform_type = "aws_cognito_user_pool.web_authn_configuration"

    def __init__(
        self,
        *,
        relying_party_id: str | None = None,
        user_verification: str | None = None,
    ) -> None:
        super().__init__(
            {
                "relying_party_id": relying_party_id,
                "user_verification": user_verification,
            },
        )


class UserPool(cdk.Resource):
    """`aws_cognito_user_pool`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool"""

    terraform_type = "aws_cognito_user_pool"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        alias_attributes: Sequence[str] | None = None,
        auto_verified_attributes: Sequence[str] | None = None,
        deletion_protection: str | None = None,
        email_verification_message: str | None = None,
        email_verification_subject: str | None = None,
        mfa_configuration: str | None = None,
        sms_authentication_message: str | None = None,
        sms_verification_message: str | None = None,
        tags: Mapping[str, str] | None = None,
        user_pool_tier: str | None = None,
        username_attributes: Sequence[str] | None = None,
        account_recovery_setting: UserPoolAccountRecoverySetting | None = None,
        admin_create_user_config: UserPoolAdminCreateUserConfig | None = None,
        device_configuration: UserPoolDeviceConfiguration | None = None,
        email_configuration: UserPoolEmailConfiguration | None = None,
        email_mfa_configuration: UserPoolEmailMfaConfiguration | None = None,
        lambda_config: UserPoolLambdaConfig | None = None,
        password_policy: UserPoolPasswordPolicy | None = None,
        schema: Sequence[UserPoolSchema] | None = None,
        sign_in_policy: UserPoolSignInPolicy | None = None,
        sms_configuration: UserPoolSmsConfiguration | None = None,
        software_token_mfa_configuration: UserPoolSoftwareTokenMfaConfiguration | None = None,
        user_attribute_update_settings: UserPoolUserAttributeUpdateSettings | None = None,
        user_pool_add_ons: UserPoolUserPoolAddOns | None = None,
        username_configuration: UserPoolUsernameConfiguration | None = None,
        verification_message_template: UserPoolVerificationMessageTemplate | None = None,
        web_authn_configuration: UserPoolWebAuthnConfiguration | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "alias_attributes": alias_attributes,
                "auto_verified_attributes": auto_verified_attributes,
                "deletion_protection": deletion_protection,
                "email_verification_message": email_verification_message,
                "email_verification_subject": email_verification_subject,
                "mfa_configuration": mfa_configuration,
                "name": name,
                "sms_authentication_message": sms_authentication_message,
                "sms_verification_message": sms_verification_message,
                "tags": tags,
                "user_pool_tier": user_pool_tier,
                "username_attributes": username_attributes,
                "account_recovery_setting": account_recovery_setting,
                "admin_create_user_config": admin_create_user_config,
                "device_configuration": device_configuration,
                "email_configuration": email_configuration,
                "email_mfa_configuration": email_mfa_configuration,
                "lambda_config": lambda_config,
                "password_policy": password_policy,
                "schema": schema,
                "sign_in_policy": sign_in_policy,
                "sms_configuration": sms_configuration,
                "software_token_mfa_configuration": software_token_mfa_configuration,
                "user_attribute_update_settings": user_attribute_update_settings,
                "user_pool_add_ons": user_pool_add_ons,
                "username_configuration": username_configuration,
                "verification_message_template": verification_message_template,
                "web_authn_configuration": web_authn_configuration,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def alias_attributes(self) -> list[str]:
        """A token for `alias_attributes`."""
        return self._strings("alias_attributes")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def auto_verified_attributes(self) -> list[str]:
        """A token for `auto_verified_attributes`."""
        return self._strings("auto_verified_attributes")

    @property
    def creation_date(self) -> str:
        """A token for `creation_date`."""
        return self._string("creation_date")

    @property
    def custom_domain(self) -> str:
        """A token for `custom_domain`."""
        return self._string("custom_domain")

    @property
    def deletion_protection(self) -> str:
        """A token for `deletion_protection`."""
        return self._string("deletion_protection")

    @property
    def domain(self) -> str:
        """A token for `domain`."""
        return self._string("domain")

    @property
    def email_verification_message(self) -> str:
        """A token for `email_verification_message`."""
        return self._string("email_verification_message")

    @property
    def email_verification_subject(self) -> str:
        """A token for `email_verification_subject`."""
        return self._string("email_verification_subject")

    @property
    def endpoint(self) -> str:
        """A token for `endpoint`."""
        return self._string("endpoint")

    @property
    def estimated_number_of_users(self) -> float:
        """A token for `estimated_number_of_users`."""
        return self._number("estimated_number_of_users")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def last_modified_date(self) -> str:
        """A token for `last_modified_date`."""
        return self._string("last_modified_date")

    @property
    def mfa_configuration(self) -> str:
        """A token for `mfa_configuration`."""
        return self._string("mfa_configuration")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def sms_authentication_message(self) -> str:
        """A token for `sms_authentication_message`."""
        return self._string("sms_authentication_message")

    @property
    def sms_verification_message(self) -> str:
        """A token for `sms_verification_message`."""
        return self._string("sms_verification_message")

    @property
    def user_pool_tier(self) -> str:
        """A token for `user_pool_tier`."""
        return self._string("user_pool_tier")

    @property
    def username_attributes(self) -> list[str]:
        """A token for `username_attributes`."""
        return self._strings("username_attributes")


class UserPoolClientAnalyticsConfiguration(cdk.Block):
    """The `analytics_configuration` block of `aws_cognito_user_pool_client`."""

    terraform_type = "aws_cognito_user_pool_client.analytics_configuration"

    def __init__(
        self,
        *,
        application_arn: str | None = None,
        application_id: str | None = None,
        external_id: str | None = None,
        role_arn: str | None = None,
        user_data_shared: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "application_arn": application_arn,
                "application_id": application_id,
                "external_id": external_id,
                "role_arn": role_arn,
                "user_data_shared": user_data_shared,
            },
        )


class UserPoolClientRefreshTokenRotation(cdk.Block):
    """The `refresh_token_rotation` block of `aws_cognito_user_pool_client`."""

    terraform_type = "aws_cognito_user_pool_client.refresh_token_rotation"

    def __init__(
        self,
        *,
        feature: str,
        retry_grace_period_seconds: float | None = None,
    ) -> None:
        super().__init__(
            {
                "feature": feature,
                "retry_grace_period_seconds": retry_grace_period_seconds,
            },
        )


class UserPoolClientTokenValidityUnits(cdk.Block):
    """The `token_validity_units` block of `aws_cognito_user_pool_client`."""

    terraform_type = "aws_cognito_user_pool_client.token_validity_units"

    def __init__(
        self,
        *,
        access_token: str | None = None,
        id_token: str | None = None,
        refresh_token: str | None = None,
    ) -> None:
        super().__init__(
            {
                "access_token": access_token,
                "id_token": id_token,
                "refresh_token": refresh_token,
            },
        )


class UserPoolClient(cdk.Resource):
    """`aws_cognito_user_pool_client`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool_client"""

    terraform_type = "aws_cognito_user_pool_client"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        user_pool_id: str,
        access_token_validity: float | None = None,
        allowed_oauth_flows: Sequence[str] | None = None,
        allowed_oauth_flows_user_pool_client: bool | None = None,
        allowed_oauth_scopes: Sequence[str] | None = None,
        auth_session_validity: float | None = None,
        callback_urls: Sequence[str] | None = None,
        default_redirect_uri: str | None = None,
        enable_propagate_additional_user_context_data: bool | None = None,
        enable_token_revocation: bool | None = None,
        explicit_auth_flows: Sequence[str] | None = None,
        generate_secret: bool | None = None,
        id_token_validity: float | None = None,
        logout_urls: Sequence[str] | None = None,
        prevent_user_existence_errors: str | None = None,
        read_attributes: Sequence[str] | None = None,
        refresh_token_validity: float | None = None,
        supported_identity_providers: Sequence[str] | None = None,
        write_attributes: Sequence[str] | None = None,
        analytics_configuration: Sequence[UserPoolClientAnalyticsConfiguration] | None = None,
        refresh_token_rotation: Sequence[UserPoolClientRefreshTokenRotation] | None = None,
        token_validity_units: Sequence[UserPoolClientTokenValidityUnits] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "access_token_validity": access_token_validity,
                "allowed_oauth_flows": allowed_oauth_flows,
                "allowed_oauth_flows_user_pool_client": allowed_oauth_flows_user_pool_client,
                "allowed_oauth_scopes": allowed_oauth_scopes,
                "auth_session_validity": auth_session_validity,
                "callback_urls": callback_urls,
                "default_redirect_uri": default_redirect_uri,
                "enable_propagate_additional_user_context_data": enable_propagate_additional_user_context_data,
                "enable_token_revocation": enable_token_revocation,
                "explicit_auth_flows": explicit_auth_flows,
                "generate_secret": generate_secret,
                "id_token_validity": id_token_validity,
                "logout_urls": logout_urls,
                "name": name,
                "prevent_user_existence_errors": prevent_user_existence_errors,
                "read_attributes": read_attributes,
                "refresh_token_validity": refresh_token_validity,
                "supported_identity_providers": supported_identity_providers,
                "user_pool_id": user_pool_id,
                "write_attributes": write_attributes,
                "analytics_configuration": analytics_configuration,
                "refresh_token_rotation": refresh_token_rotation,
                "token_validity_units": token_validity_units,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def access_token_validity(self) -> float:
        """A token for `access_token_validity`."""
        return self._number("access_token_validity")

    @property
    def allowed_oauth_flows(self) -> list[str]:
        """A token for `allowed_oauth_flows`."""
        return self._strings("allowed_oauth_flows")

    @property
    def allowed_oauth_scopes(self) -> list[str]:
        """A token for `allowed_oauth_scopes`."""
        return self._strings("allowed_oauth_scopes")

    @property
    def auth_session_validity(self) -> float:
        """A token for `auth_session_validity`."""
        return self._number("auth_session_validity")

    @property
    def callback_urls(self) -> list[str]:
        """A token for `callback_urls`."""
        return self._strings("callback_urls")

    @property
    def client_secret(self) -> str:
        """A token for `client_secret`."""
        return self._string("client_secret")

    @property
    def default_redirect_uri(self) -> str:
        """A token for `default_redirect_uri`."""
        return self._string("default_redirect_uri")

    @property
    def explicit_auth_flows(self) -> list[str]:
        """A token for `explicit_auth_flows`."""
        return self._strings("explicit_auth_flows")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def id_token_validity(self) -> float:
        """A token for `id_token_validity`."""
        return self._number("id_token_validity")

    @property
    def logout_urls(self) -> list[str]:
        """A token for `logout_urls`."""
        return self._strings("logout_urls")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def prevent_user_existence_errors(self) -> str:
        """A token for `prevent_user_existence_errors`."""
        return self._string("prevent_user_existence_errors")

    @property
    def read_attributes(self) -> list[str]:
        """A token for `read_attributes`."""
        return self._strings("read_attributes")

    @property
    def refresh_token_validity(self) -> float:
        """A token for `refresh_token_validity`."""
        return self._number("refresh_token_validity")

    @property
    def supported_identity_providers(self) -> list[str]:
        """A token for `supported_identity_providers`."""
        return self._strings("supported_identity_providers")

    @property
    def user_pool_id(self) -> str:
        """A token for `user_pool_id`."""
        return self._string("user_pool_id")

    @property
    def write_attributes(self) -> list[str]:
        """A token for `write_attributes`."""
        return self._strings("write_attributes")


class UserPoolDomain(cdk.Resource):
    """`aws_cognito_user_pool_domain`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool_domain"""

    terraform_type = "aws_cognito_user_pool_domain"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        domain: str,
        user_pool_id: str,
        certificate_arn: str | None = None,
        managed_login_version: float | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "certificate_arn": certificate_arn,
                "domain": domain,
                "managed_login_version": managed_login_version,
                "user_pool_id": user_pool_id,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def aws_account_id(self) -> str:
        """A token for `aws_account_id`."""
        return self._string("aws_account_id")

    @property
    def certificate_arn(self) -> str:
        """A token for `certificate_arn`."""
        return self._string("certificate_arn")

    @property
    def cloudfront_distribution(self) -> str:
        """A token for `cloudfront_distribution`."""
        return self._string("cloudfront_distribution")

    @property
    def cloudfront_distribution_arn(self) -> str:
        """A token for `cloudfront_distribution_arn`."""
        return self._string("cloudfront_distribution_arn")

    @property
    def cloudfront_distribution_zone_id(self) -> str:
        """A token for `cloudfront_distribution_zone_id`."""
        return self._string("cloudfront_distribution_zone_id")

    @property
    def domain(self) -> str:
        """A token for `domain`."""
        return self._string("domain")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def managed_login_version(self) -> float:
        """A token for `managed_login_version`."""
        return self._number("managed_login_version")

    @property
    def s3_bucket(self) -> str:
        """A token for `s3_bucket`."""
        return self._string("s3_bucket")

    @property
    def user_pool_id(self) -> str:
        """A token for `user_pool_id`."""
        return self._string("user_pool_id")

    @property
    def version(self) -> str:
        """A token for `version`."""
        return self._string("version")
