/* Generated from Protos/ by `make protos`. */
#pragma once
#include <stddef.h>
#include "google/api/http.pb-c.h"
#include "google/api/annotations.pb-c.h"
#include "google/protobuf/any.pb-c.h"
#include "google/protobuf/duration.pb-c.h"
#include "google/protobuf/empty.pb-c.h"
#include "google/rpc/status.pb-c.h"
#include "google/longrunning/operations.pb-c.h"
#include "google/rpc/error_details.pb-c.h"
#include "grpc/health/v1/health.pb-c.h"
#include "grpc/reflection/v1/reflection.pb-c.h"
#include "grpc/reflection/v1alpha/reflection.pb-c.h"
#include "grpc/testing/empty.pb-c.h"
#include "grpc/testing/messages.pb-c.h"
#include "grpc/testing/test.pb-c.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "pynomaly/auth/v1/api_keys.pb-c.h"
#include "pynomaly/common/v1/options.pb-c.h"
#include "pynomaly/auth/v1/audit.pb-c.h"
#include "pynomaly/auth/v1/auth.pb-c.h"
#include "pynomaly/auth/v1/factors.pb-c.h"
#include "pynomaly/auth/v1/sessions.pb-c.h"
#include "google/protobuf/field_mask.pb-c.h"
#include "pynomaly/auth/v1/tenants.pb-c.h"
#include "pynomaly/auth/v1/users.pb-c.h"
#include "pynomaly/dataset/v1/columns.pb-c.h"
#include "google/protobuf/struct.pb-c.h"
#include "pynomaly/dataset/v1/ingest.pb-c.h"
#include "pynomaly/dataset/v1/profile.pb-c.h"
#include "pynomaly/dataset/v1/rows.pb-c.h"
#include "pynomaly/dataset/v1/dataset.pb-c.h"
#include "pynomaly/dataset/v1/uploads.pb-c.h"
#include "pynomaly/detection/v1/detection.pb-c.h"
#include "pynomaly/detection/v1/model.pb-c.h"
#include "pynomaly/detection/v1/stream.pb-c.h"
#include "pynomaly/metrics/v1/metrics.pb-c.h"
#include "pynomaly/testing/v1/echo.pb-c.h"

/* A serialized google.protobuf.FileDescriptorSet of all protos and what they import. */
extern const unsigned char pynomaly_descriptor_set[];
extern const size_t pynomaly_descriptor_set_size;

/* Swift can't take the address of a C constant. */
static inline const void *pynomaly_descriptor_set_start(void) { return pynomaly_descriptor_set; }
static inline const void *google__api__http__layout(void) { return &google__api__http__descriptor; }
static inline const void *google__api__http_rule__layout(void) { return &google__api__http_rule__descriptor; }
static inline const void *google__api__custom_http_pattern__layout(void) { return &google__api__custom_http_pattern__descriptor; }
static inline const void *google__protobuf__any__layout(void) { return &google__protobuf__any__descriptor; }
static inline const void *google__protobuf__duration__layout(void) { return &google__protobuf__duration__descriptor; }
static inline const void *google__protobuf__empty__layout(void) { return &google__protobuf__empty__descriptor; }
static inline const void *google__rpc__status__layout(void) { return &google__rpc__status__descriptor; }
static inline const void *google__longrunning__operation__layout(void) { return &google__longrunning__operation__descriptor; }
static inline const void *google__longrunning__get_operation_request__layout(void) { return &google__longrunning__get_operation_request__descriptor; }
static inline const void *google__longrunning__list_operations_request__layout(void) { return &google__longrunning__list_operations_request__descriptor; }
static inline const void *google__longrunning__list_operations_response__layout(void) { return &google__longrunning__list_operations_response__descriptor; }
static inline const void *google__longrunning__cancel_operation_request__layout(void) { return &google__longrunning__cancel_operation_request__descriptor; }
static inline const void *google__longrunning__delete_operation_request__layout(void) { return &google__longrunning__delete_operation_request__descriptor; }
static inline const void *google__longrunning__wait_operation_request__layout(void) { return &google__longrunning__wait_operation_request__descriptor; }
static inline const void *google__rpc__error_info__layout(void) { return &google__rpc__error_info__descriptor; }
static inline const void *google__rpc__retry_info__layout(void) { return &google__rpc__retry_info__descriptor; }
static inline const void *google__rpc__quota_failure__layout(void) { return &google__rpc__quota_failure__descriptor; }
static inline const void *google__rpc__quota_failure__violation__layout(void) { return &google__rpc__quota_failure__violation__descriptor; }
static inline const void *google__rpc__precondition_failure__layout(void) { return &google__rpc__precondition_failure__descriptor; }
static inline const void *google__rpc__precondition_failure__violation__layout(void) { return &google__rpc__precondition_failure__violation__descriptor; }
static inline const void *google__rpc__bad_request__layout(void) { return &google__rpc__bad_request__descriptor; }
static inline const void *google__rpc__bad_request__field_violation__layout(void) { return &google__rpc__bad_request__field_violation__descriptor; }
static inline const void *grpc__health__v1__health_check_request__layout(void) { return &grpc__health__v1__health_check_request__descriptor; }
static inline const void *grpc__health__v1__health_check_response__layout(void) { return &grpc__health__v1__health_check_response__descriptor; }
static inline const void *grpc__reflection__v1__server_reflection_request__layout(void) { return &grpc__reflection__v1__server_reflection_request__descriptor; }
static inline const void *grpc__reflection__v1__extension_request__layout(void) { return &grpc__reflection__v1__extension_request__descriptor; }
static inline const void *grpc__reflection__v1__server_reflection_response__layout(void) { return &grpc__reflection__v1__server_reflection_response__descriptor; }
static inline const void *grpc__reflection__v1__file_descriptor_response__layout(void) { return &grpc__reflection__v1__file_descriptor_response__descriptor; }
static inline const void *grpc__reflection__v1__extension_number_response__layout(void) { return &grpc__reflection__v1__extension_number_response__descriptor; }
static inline const void *grpc__reflection__v1__list_service_response__layout(void) { return &grpc__reflection__v1__list_service_response__descriptor; }
static inline const void *grpc__reflection__v1__service_response__layout(void) { return &grpc__reflection__v1__service_response__descriptor; }
static inline const void *grpc__reflection__v1__error_response__layout(void) { return &grpc__reflection__v1__error_response__descriptor; }
static inline const void *grpc__reflection__v1alpha__server_reflection_request__layout(void) { return &grpc__reflection__v1alpha__server_reflection_request__descriptor; }
static inline const void *grpc__reflection__v1alpha__extension_request__layout(void) { return &grpc__reflection__v1alpha__extension_request__descriptor; }
static inline const void *grpc__reflection__v1alpha__server_reflection_response__layout(void) { return &grpc__reflection__v1alpha__server_reflection_response__descriptor; }
static inline const void *grpc__reflection__v1alpha__file_descriptor_response__layout(void) { return &grpc__reflection__v1alpha__file_descriptor_response__descriptor; }
static inline const void *grpc__reflection__v1alpha__extension_number_response__layout(void) { return &grpc__reflection__v1alpha__extension_number_response__descriptor; }
static inline const void *grpc__reflection__v1alpha__list_service_response__layout(void) { return &grpc__reflection__v1alpha__list_service_response__descriptor; }
static inline const void *grpc__reflection__v1alpha__service_response__layout(void) { return &grpc__reflection__v1alpha__service_response__descriptor; }
static inline const void *grpc__reflection__v1alpha__error_response__layout(void) { return &grpc__reflection__v1alpha__error_response__descriptor; }
static inline const void *grpc__testing__empty__layout(void) { return &grpc__testing__empty__descriptor; }
static inline const void *grpc__testing__bool_value__layout(void) { return &grpc__testing__bool_value__descriptor; }
static inline const void *grpc__testing__payload__layout(void) { return &grpc__testing__payload__descriptor; }
static inline const void *grpc__testing__echo_status__layout(void) { return &grpc__testing__echo_status__descriptor; }
static inline const void *grpc__testing__simple_request__layout(void) { return &grpc__testing__simple_request__descriptor; }
static inline const void *grpc__testing__simple_response__layout(void) { return &grpc__testing__simple_response__descriptor; }
static inline const void *grpc__testing__streaming_input_call_request__layout(void) { return &grpc__testing__streaming_input_call_request__descriptor; }
static inline const void *grpc__testing__streaming_input_call_response__layout(void) { return &grpc__testing__streaming_input_call_response__descriptor; }
static inline const void *grpc__testing__response_parameters__layout(void) { return &grpc__testing__response_parameters__descriptor; }
static inline const void *grpc__testing__streaming_output_call_request__layout(void) { return &grpc__testing__streaming_output_call_request__descriptor; }
static inline const void *grpc__testing__streaming_output_call_response__layout(void) { return &grpc__testing__streaming_output_call_response__descriptor; }
static inline const void *google__protobuf__timestamp__layout(void) { return &google__protobuf__timestamp__descriptor; }
static inline const void *pynomaly__auth__v1__api_key__layout(void) { return &pynomaly__auth__v1__api_key__descriptor; }
static inline const void *pynomaly__auth__v1__create_api_key_request__layout(void) { return &pynomaly__auth__v1__create_api_key_request__descriptor; }
static inline const void *pynomaly__auth__v1__create_api_key_response__layout(void) { return &pynomaly__auth__v1__create_api_key_response__descriptor; }
static inline const void *pynomaly__auth__v1__get_api_key_request__layout(void) { return &pynomaly__auth__v1__get_api_key_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_api_keys_request__layout(void) { return &pynomaly__auth__v1__list_api_keys_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_api_keys_response__layout(void) { return &pynomaly__auth__v1__list_api_keys_response__descriptor; }
static inline const void *pynomaly__auth__v1__revoke_api_key_request__layout(void) { return &pynomaly__auth__v1__revoke_api_key_request__descriptor; }
static inline const void *pynomaly__auth__v1__rotate_api_key_request__layout(void) { return &pynomaly__auth__v1__rotate_api_key_request__descriptor; }
static inline const void *pynomaly__auth__v1__rotate_api_key_response__layout(void) { return &pynomaly__auth__v1__rotate_api_key_response__descriptor; }
static inline const void *pynomaly__common__v1__method_policy__layout(void) { return &pynomaly__common__v1__method_policy__descriptor; }
static inline const void *pynomaly__common__v1__multipart_upload__layout(void) { return &pynomaly__common__v1__multipart_upload__descriptor; }
static inline const void *pynomaly__common__v1__web_socket_route__layout(void) { return &pynomaly__common__v1__web_socket_route__descriptor; }
static inline const void *pynomaly__common__v1__form_route__layout(void) { return &pynomaly__common__v1__form_route__descriptor; }
static inline const void *pynomaly__common__v1__resumable_upload__layout(void) { return &pynomaly__common__v1__resumable_upload__descriptor; }
static inline const void *pynomaly__common__v1__file_download__layout(void) { return &pynomaly__common__v1__file_download__descriptor; }
static inline const void *pynomaly__auth__v1__audit_event__layout(void) { return &pynomaly__auth__v1__audit_event__descriptor; }
static inline const void *pynomaly__auth__v1__list_audit_events_request__layout(void) { return &pynomaly__auth__v1__list_audit_events_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_audit_events_response__layout(void) { return &pynomaly__auth__v1__list_audit_events_response__descriptor; }
static inline const void *pynomaly__auth__v1__export_audit_events_request__layout(void) { return &pynomaly__auth__v1__export_audit_events_request__descriptor; }
static inline const void *pynomaly__auth__v1__verify_audit_chain_request__layout(void) { return &pynomaly__auth__v1__verify_audit_chain_request__descriptor; }
static inline const void *pynomaly__auth__v1__verify_audit_chain_response__layout(void) { return &pynomaly__auth__v1__verify_audit_chain_response__descriptor; }
static inline const void *pynomaly__auth__v1__record_audit_events_request__layout(void) { return &pynomaly__auth__v1__record_audit_events_request__descriptor; }
static inline const void *pynomaly__auth__v1__recorded_audit_event__layout(void) { return &pynomaly__auth__v1__recorded_audit_event__descriptor; }
static inline const void *pynomaly__auth__v1__record_audit_events_response__layout(void) { return &pynomaly__auth__v1__record_audit_events_response__descriptor; }
static inline const void *pynomaly__auth__v1__login_request__layout(void) { return &pynomaly__auth__v1__login_request__descriptor; }
static inline const void *pynomaly__auth__v1__login_response__layout(void) { return &pynomaly__auth__v1__login_response__descriptor; }
static inline const void *pynomaly__auth__v1__tokens__layout(void) { return &pynomaly__auth__v1__tokens__descriptor; }
static inline const void *pynomaly__auth__v1__challenge__layout(void) { return &pynomaly__auth__v1__challenge__descriptor; }
static inline const void *pynomaly__auth__v1__verify_mfa_request__layout(void) { return &pynomaly__auth__v1__verify_mfa_request__descriptor; }
static inline const void *pynomaly__auth__v1__verify_mfa_response__layout(void) { return &pynomaly__auth__v1__verify_mfa_response__descriptor; }
static inline const void *pynomaly__auth__v1__refresh_token_request__layout(void) { return &pynomaly__auth__v1__refresh_token_request__descriptor; }
static inline const void *pynomaly__auth__v1__refresh_token_response__layout(void) { return &pynomaly__auth__v1__refresh_token_response__descriptor; }
static inline const void *pynomaly__auth__v1__logout_request__layout(void) { return &pynomaly__auth__v1__logout_request__descriptor; }
static inline const void *pynomaly__auth__v1__step_up_request__layout(void) { return &pynomaly__auth__v1__step_up_request__descriptor; }
static inline const void *pynomaly__auth__v1__step_up_response__layout(void) { return &pynomaly__auth__v1__step_up_response__descriptor; }
static inline const void *pynomaly__auth__v1__request_password_reset_request__layout(void) { return &pynomaly__auth__v1__request_password_reset_request__descriptor; }
static inline const void *pynomaly__auth__v1__confirm_password_reset_request__layout(void) { return &pynomaly__auth__v1__confirm_password_reset_request__descriptor; }
static inline const void *pynomaly__auth__v1__get_jwks_request__layout(void) { return &pynomaly__auth__v1__get_jwks_request__descriptor; }
static inline const void *pynomaly__auth__v1__json_web_key_set__layout(void) { return &pynomaly__auth__v1__json_web_key_set__descriptor; }
static inline const void *pynomaly__auth__v1__json_web_key__layout(void) { return &pynomaly__auth__v1__json_web_key__descriptor; }
static inline const void *pynomaly__auth__v1__rotate_signing_key_request__layout(void) { return &pynomaly__auth__v1__rotate_signing_key_request__descriptor; }
static inline const void *pynomaly__auth__v1__rotate_signing_key_response__layout(void) { return &pynomaly__auth__v1__rotate_signing_key_response__descriptor; }
static inline const void *pynomaly__auth__v1__exchange_api_key_request__layout(void) { return &pynomaly__auth__v1__exchange_api_key_request__descriptor; }
static inline const void *pynomaly__auth__v1__exchange_api_key_response__layout(void) { return &pynomaly__auth__v1__exchange_api_key_response__descriptor; }
static inline const void *pynomaly__auth__v1__issue_service_token_request__layout(void) { return &pynomaly__auth__v1__issue_service_token_request__descriptor; }
static inline const void *pynomaly__auth__v1__issue_service_token_response__layout(void) { return &pynomaly__auth__v1__issue_service_token_response__descriptor; }
static inline const void *pynomaly__auth__v1__watch_revocations_request__layout(void) { return &pynomaly__auth__v1__watch_revocations_request__descriptor; }
static inline const void *pynomaly__auth__v1__watch_revocations_response__layout(void) { return &pynomaly__auth__v1__watch_revocations_response__descriptor; }
static inline const void *pynomaly__auth__v1__revocation__layout(void) { return &pynomaly__auth__v1__revocation__descriptor; }
static inline const void *pynomaly__auth__v1__totp_factor__layout(void) { return &pynomaly__auth__v1__totp_factor__descriptor; }
static inline const void *pynomaly__auth__v1__enroll_totp_request__layout(void) { return &pynomaly__auth__v1__enroll_totp_request__descriptor; }
static inline const void *pynomaly__auth__v1__enroll_totp_response__layout(void) { return &pynomaly__auth__v1__enroll_totp_response__descriptor; }
static inline const void *pynomaly__auth__v1__confirm_totp_request__layout(void) { return &pynomaly__auth__v1__confirm_totp_request__descriptor; }
static inline const void *pynomaly__auth__v1__confirm_totp_response__layout(void) { return &pynomaly__auth__v1__confirm_totp_response__descriptor; }
static inline const void *pynomaly__auth__v1__get_totp_factor_request__layout(void) { return &pynomaly__auth__v1__get_totp_factor_request__descriptor; }
static inline const void *pynomaly__auth__v1__disable_totp_request__layout(void) { return &pynomaly__auth__v1__disable_totp_request__descriptor; }
static inline const void *pynomaly__auth__v1__reset_totp_request__layout(void) { return &pynomaly__auth__v1__reset_totp_request__descriptor; }
static inline const void *pynomaly__auth__v1__regenerate_recovery_codes_request__layout(void) { return &pynomaly__auth__v1__regenerate_recovery_codes_request__descriptor; }
static inline const void *pynomaly__auth__v1__regenerate_recovery_codes_response__layout(void) { return &pynomaly__auth__v1__regenerate_recovery_codes_response__descriptor; }
static inline const void *pynomaly__auth__v1__trusted_device__layout(void) { return &pynomaly__auth__v1__trusted_device__descriptor; }
static inline const void *pynomaly__auth__v1__list_trusted_devices_request__layout(void) { return &pynomaly__auth__v1__list_trusted_devices_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_trusted_devices_response__layout(void) { return &pynomaly__auth__v1__list_trusted_devices_response__descriptor; }
static inline const void *pynomaly__auth__v1__revoke_trusted_device_request__layout(void) { return &pynomaly__auth__v1__revoke_trusted_device_request__descriptor; }
static inline const void *pynomaly__auth__v1__session__layout(void) { return &pynomaly__auth__v1__session__descriptor; }
static inline const void *pynomaly__auth__v1__list_sessions_request__layout(void) { return &pynomaly__auth__v1__list_sessions_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_sessions_response__layout(void) { return &pynomaly__auth__v1__list_sessions_response__descriptor; }
static inline const void *pynomaly__auth__v1__revoke_session_request__layout(void) { return &pynomaly__auth__v1__revoke_session_request__descriptor; }
static inline const void *pynomaly__auth__v1__revoke_all_sessions_request__layout(void) { return &pynomaly__auth__v1__revoke_all_sessions_request__descriptor; }
static inline const void *pynomaly__auth__v1__revoke_all_sessions_response__layout(void) { return &pynomaly__auth__v1__revoke_all_sessions_response__descriptor; }
static inline const void *google__protobuf__field_mask__layout(void) { return &google__protobuf__field_mask__descriptor; }
static inline const void *pynomaly__auth__v1__tenant__layout(void) { return &pynomaly__auth__v1__tenant__descriptor; }
static inline const void *pynomaly__auth__v1__tenant_quotas__layout(void) { return &pynomaly__auth__v1__tenant_quotas__descriptor; }
static inline const void *pynomaly__auth__v1__create_tenant_request__layout(void) { return &pynomaly__auth__v1__create_tenant_request__descriptor; }
static inline const void *pynomaly__auth__v1__get_tenant_request__layout(void) { return &pynomaly__auth__v1__get_tenant_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_tenants_request__layout(void) { return &pynomaly__auth__v1__list_tenants_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_tenants_response__layout(void) { return &pynomaly__auth__v1__list_tenants_response__descriptor; }
static inline const void *pynomaly__auth__v1__update_tenant_request__layout(void) { return &pynomaly__auth__v1__update_tenant_request__descriptor; }
static inline const void *pynomaly__auth__v1__suspend_tenant_request__layout(void) { return &pynomaly__auth__v1__suspend_tenant_request__descriptor; }
static inline const void *pynomaly__auth__v1__resume_tenant_request__layout(void) { return &pynomaly__auth__v1__resume_tenant_request__descriptor; }
static inline const void *pynomaly__auth__v1__get_tenant_usage_request__layout(void) { return &pynomaly__auth__v1__get_tenant_usage_request__descriptor; }
static inline const void *pynomaly__auth__v1__tenant_usage__layout(void) { return &pynomaly__auth__v1__tenant_usage__descriptor; }
static inline const void *pynomaly__auth__v1__mfa_policy__layout(void) { return &pynomaly__auth__v1__mfa_policy__descriptor; }
static inline const void *pynomaly__auth__v1__get_mfa_policy_request__layout(void) { return &pynomaly__auth__v1__get_mfa_policy_request__descriptor; }
static inline const void *pynomaly__auth__v1__update_mfa_policy_request__layout(void) { return &pynomaly__auth__v1__update_mfa_policy_request__descriptor; }
static inline const void *pynomaly__auth__v1__user__layout(void) { return &pynomaly__auth__v1__user__descriptor; }
static inline const void *pynomaly__auth__v1__get_me_request__layout(void) { return &pynomaly__auth__v1__get_me_request__descriptor; }
static inline const void *pynomaly__auth__v1__create_user_request__layout(void) { return &pynomaly__auth__v1__create_user_request__descriptor; }
static inline const void *pynomaly__auth__v1__get_user_request__layout(void) { return &pynomaly__auth__v1__get_user_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_users_request__layout(void) { return &pynomaly__auth__v1__list_users_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_users_response__layout(void) { return &pynomaly__auth__v1__list_users_response__descriptor; }
static inline const void *pynomaly__auth__v1__update_user_request__layout(void) { return &pynomaly__auth__v1__update_user_request__descriptor; }
static inline const void *pynomaly__auth__v1__delete_user_request__layout(void) { return &pynomaly__auth__v1__delete_user_request__descriptor; }
static inline const void *pynomaly__auth__v1__undelete_user_request__layout(void) { return &pynomaly__auth__v1__undelete_user_request__descriptor; }
static inline const void *pynomaly__auth__v1__disable_user_request__layout(void) { return &pynomaly__auth__v1__disable_user_request__descriptor; }
static inline const void *pynomaly__auth__v1__enable_user_request__layout(void) { return &pynomaly__auth__v1__enable_user_request__descriptor; }
static inline const void *pynomaly__auth__v1__unlock_user_request__layout(void) { return &pynomaly__auth__v1__unlock_user_request__descriptor; }
static inline const void *pynomaly__auth__v1__reset_password_request__layout(void) { return &pynomaly__auth__v1__reset_password_request__descriptor; }
static inline const void *pynomaly__auth__v1__reset_password_response__layout(void) { return &pynomaly__auth__v1__reset_password_response__descriptor; }
static inline const void *pynomaly__auth__v1__set_roles_request__layout(void) { return &pynomaly__auth__v1__set_roles_request__descriptor; }
static inline const void *pynomaly__auth__v1__change_password_request__layout(void) { return &pynomaly__auth__v1__change_password_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_roles_request__layout(void) { return &pynomaly__auth__v1__list_roles_request__descriptor; }
static inline const void *pynomaly__auth__v1__list_roles_response__layout(void) { return &pynomaly__auth__v1__list_roles_response__descriptor; }
static inline const void *pynomaly__auth__v1__get_role_request__layout(void) { return &pynomaly__auth__v1__get_role_request__descriptor; }
static inline const void *pynomaly__auth__v1__role__layout(void) { return &pynomaly__auth__v1__role__descriptor; }
static inline const void *pynomaly__dataset__v1__schema__layout(void) { return &pynomaly__dataset__v1__schema__descriptor; }
static inline const void *pynomaly__dataset__v1__column__layout(void) { return &pynomaly__dataset__v1__column__descriptor; }
static inline const void *pynomaly__dataset__v1__read_columns_request__layout(void) { return &pynomaly__dataset__v1__read_columns_request__descriptor; }
static inline const void *pynomaly__dataset__v1__column_range__layout(void) { return &pynomaly__dataset__v1__column_range__descriptor; }
static inline const void *pynomaly__dataset__v1__column_block__layout(void) { return &pynomaly__dataset__v1__column_block__descriptor; }
static inline const void *google__protobuf__struct__layout(void) { return &google__protobuf__struct__descriptor; }
static inline const void *google__protobuf__value__layout(void) { return &google__protobuf__value__descriptor; }
static inline const void *google__protobuf__list_value__layout(void) { return &google__protobuf__list_value__descriptor; }
static inline const void *pynomaly__dataset__v1__upload_dataset_request__layout(void) { return &pynomaly__dataset__v1__upload_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__upload_spec__layout(void) { return &pynomaly__dataset__v1__upload_spec__descriptor; }
static inline const void *pynomaly__dataset__v1__reject_report__layout(void) { return &pynomaly__dataset__v1__reject_report__descriptor; }
static inline const void *pynomaly__dataset__v1__reject__layout(void) { return &pynomaly__dataset__v1__reject__descriptor; }
static inline const void *pynomaly__dataset__v1__profile_dataset_request__layout(void) { return &pynomaly__dataset__v1__profile_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__profile_dataset_metadata__layout(void) { return &pynomaly__dataset__v1__profile_dataset_metadata__descriptor; }
static inline const void *pynomaly__dataset__v1__get_profile_request__layout(void) { return &pynomaly__dataset__v1__get_profile_request__descriptor; }
static inline const void *pynomaly__dataset__v1__dataset_profile__layout(void) { return &pynomaly__dataset__v1__dataset_profile__descriptor; }
static inline const void *pynomaly__dataset__v1__column_profile__layout(void) { return &pynomaly__dataset__v1__column_profile__descriptor; }
static inline const void *pynomaly__dataset__v1__number_summary__layout(void) { return &pynomaly__dataset__v1__number_summary__descriptor; }
static inline const void *pynomaly__dataset__v1__quantile__layout(void) { return &pynomaly__dataset__v1__quantile__descriptor; }
static inline const void *pynomaly__dataset__v1__value_count__layout(void) { return &pynomaly__dataset__v1__value_count__descriptor; }
static inline const void *pynomaly__dataset__v1__correlation__layout(void) { return &pynomaly__dataset__v1__correlation__descriptor; }
static inline const void *pynomaly__dataset__v1__quality_finding__layout(void) { return &pynomaly__dataset__v1__quality_finding__descriptor; }
static inline const void *pynomaly__dataset__v1__validate_dataset_request__layout(void) { return &pynomaly__dataset__v1__validate_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__validate_dataset_response__layout(void) { return &pynomaly__dataset__v1__validate_dataset_response__descriptor; }
static inline const void *pynomaly__dataset__v1__validation_problem__layout(void) { return &pynomaly__dataset__v1__validation_problem__descriptor; }
static inline const void *pynomaly__dataset__v1__cost_estimate__layout(void) { return &pynomaly__dataset__v1__cost_estimate__descriptor; }
static inline const void *pynomaly__dataset__v1__list_rows_request__layout(void) { return &pynomaly__dataset__v1__list_rows_request__descriptor; }
static inline const void *pynomaly__dataset__v1__list_rows_response__layout(void) { return &pynomaly__dataset__v1__list_rows_response__descriptor; }
static inline const void *pynomaly__dataset__v1__row__layout(void) { return &pynomaly__dataset__v1__row__descriptor; }
static inline const void *pynomaly__dataset__v1__sample_rows_request__layout(void) { return &pynomaly__dataset__v1__sample_rows_request__descriptor; }
static inline const void *pynomaly__dataset__v1__sample_rows_response__layout(void) { return &pynomaly__dataset__v1__sample_rows_response__descriptor; }
static inline const void *pynomaly__dataset__v1__split_dataset_request__layout(void) { return &pynomaly__dataset__v1__split_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__split_dataset_response__layout(void) { return &pynomaly__dataset__v1__split_dataset_response__descriptor; }
static inline const void *pynomaly__dataset__v1__export_dataset_request__layout(void) { return &pynomaly__dataset__v1__export_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__export_dataset_response__layout(void) { return &pynomaly__dataset__v1__export_dataset_response__descriptor; }
static inline const void *pynomaly__dataset__v1__dataset__layout(void) { return &pynomaly__dataset__v1__dataset__descriptor; }
static inline const void *pynomaly__dataset__v1__dataset_version__layout(void) { return &pynomaly__dataset__v1__dataset_version__descriptor; }
static inline const void *pynomaly__dataset__v1__create_dataset_request__layout(void) { return &pynomaly__dataset__v1__create_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__upload_dataset_response__layout(void) { return &pynomaly__dataset__v1__upload_dataset_response__descriptor; }
static inline const void *pynomaly__dataset__v1__create_dataset_response__layout(void) { return &pynomaly__dataset__v1__create_dataset_response__descriptor; }
static inline const void *pynomaly__dataset__v1__get_dataset_request__layout(void) { return &pynomaly__dataset__v1__get_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__list_datasets_request__layout(void) { return &pynomaly__dataset__v1__list_datasets_request__descriptor; }
static inline const void *pynomaly__dataset__v1__list_datasets_response__layout(void) { return &pynomaly__dataset__v1__list_datasets_response__descriptor; }
static inline const void *pynomaly__dataset__v1__update_dataset_request__layout(void) { return &pynomaly__dataset__v1__update_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__delete_dataset_request__layout(void) { return &pynomaly__dataset__v1__delete_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__undelete_dataset_request__layout(void) { return &pynomaly__dataset__v1__undelete_dataset_request__descriptor; }
static inline const void *pynomaly__dataset__v1__append_rows_request__layout(void) { return &pynomaly__dataset__v1__append_rows_request__descriptor; }
static inline const void *pynomaly__dataset__v1__append_rows_response__layout(void) { return &pynomaly__dataset__v1__append_rows_response__descriptor; }
static inline const void *pynomaly__dataset__v1__get_dataset_version_request__layout(void) { return &pynomaly__dataset__v1__get_dataset_version_request__descriptor; }
static inline const void *pynomaly__dataset__v1__list_dataset_versions_request__layout(void) { return &pynomaly__dataset__v1__list_dataset_versions_request__descriptor; }
static inline const void *pynomaly__dataset__v1__list_dataset_versions_response__layout(void) { return &pynomaly__dataset__v1__list_dataset_versions_response__descriptor; }
static inline const void *pynomaly__dataset__v1__upload__layout(void) { return &pynomaly__dataset__v1__upload__descriptor; }
static inline const void *pynomaly__dataset__v1__create_upload_request__layout(void) { return &pynomaly__dataset__v1__create_upload_request__descriptor; }
static inline const void *pynomaly__dataset__v1__get_upload_request__layout(void) { return &pynomaly__dataset__v1__get_upload_request__descriptor; }
static inline const void *pynomaly__dataset__v1__write_upload_request__layout(void) { return &pynomaly__dataset__v1__write_upload_request__descriptor; }
static inline const void *pynomaly__dataset__v1__write_upload_start__layout(void) { return &pynomaly__dataset__v1__write_upload_start__descriptor; }
static inline const void *pynomaly__dataset__v1__write_upload_response__layout(void) { return &pynomaly__dataset__v1__write_upload_response__descriptor; }
static inline const void *pynomaly__dataset__v1__finish_upload_request__layout(void) { return &pynomaly__dataset__v1__finish_upload_request__descriptor; }
static inline const void *pynomaly__dataset__v1__delete_upload_request__layout(void) { return &pynomaly__dataset__v1__delete_upload_request__descriptor; }
static inline const void *pynomaly__detection__v1__algorithm__layout(void) { return &pynomaly__detection__v1__algorithm__descriptor; }
static inline const void *pynomaly__detection__v1__parameter__layout(void) { return &pynomaly__detection__v1__parameter__descriptor; }
static inline const void *pynomaly__detection__v1__algorithm_support__layout(void) { return &pynomaly__detection__v1__algorithm_support__descriptor; }
static inline const void *pynomaly__detection__v1__list_algorithms_request__layout(void) { return &pynomaly__detection__v1__list_algorithms_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_algorithms_response__layout(void) { return &pynomaly__detection__v1__list_algorithms_response__descriptor; }
static inline const void *pynomaly__detection__v1__threshold_policy_description__layout(void) { return &pynomaly__detection__v1__threshold_policy_description__descriptor; }
static inline const void *pynomaly__detection__v1__get_algorithm_request__layout(void) { return &pynomaly__detection__v1__get_algorithm_request__descriptor; }
static inline const void *pynomaly__detection__v1__detector__layout(void) { return &pynomaly__detection__v1__detector__descriptor; }
static inline const void *pynomaly__detection__v1__member__layout(void) { return &pynomaly__detection__v1__member__descriptor; }
static inline const void *pynomaly__detection__v1__preprocessing__layout(void) { return &pynomaly__detection__v1__preprocessing__descriptor; }
static inline const void *pynomaly__detection__v1__column_preprocessing__layout(void) { return &pynomaly__detection__v1__column_preprocessing__descriptor; }
static inline const void *pynomaly__detection__v1__number_preprocessing__layout(void) { return &pynomaly__detection__v1__number_preprocessing__descriptor; }
static inline const void *pynomaly__detection__v1__category_preprocessing__layout(void) { return &pynomaly__detection__v1__category_preprocessing__descriptor; }
static inline const void *pynomaly__detection__v1__threshold_policy__layout(void) { return &pynomaly__detection__v1__threshold_policy__descriptor; }
static inline const void *pynomaly__detection__v1__create_detector_request__layout(void) { return &pynomaly__detection__v1__create_detector_request__descriptor; }
static inline const void *pynomaly__detection__v1__get_detector_request__layout(void) { return &pynomaly__detection__v1__get_detector_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_detectors_request__layout(void) { return &pynomaly__detection__v1__list_detectors_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_detectors_response__layout(void) { return &pynomaly__detection__v1__list_detectors_response__descriptor; }
static inline const void *pynomaly__detection__v1__delete_detector_request__layout(void) { return &pynomaly__detection__v1__delete_detector_request__descriptor; }
static inline const void *pynomaly__detection__v1__train_detector_request__layout(void) { return &pynomaly__detection__v1__train_detector_request__descriptor; }
static inline const void *pynomaly__detection__v1__train_detector_metadata__layout(void) { return &pynomaly__detection__v1__train_detector_metadata__descriptor; }
static inline const void *pynomaly__detection__v1__model__layout(void) { return &pynomaly__detection__v1__model__descriptor; }
static inline const void *pynomaly__detection__v1__calibration__layout(void) { return &pynomaly__detection__v1__calibration__descriptor; }
static inline const void *pynomaly__detection__v1__threshold__layout(void) { return &pynomaly__detection__v1__threshold__descriptor; }
static inline const void *pynomaly__detection__v1__simulate_threshold_request__layout(void) { return &pynomaly__detection__v1__simulate_threshold_request__descriptor; }
static inline const void *pynomaly__detection__v1__score_range__layout(void) { return &pynomaly__detection__v1__score_range__descriptor; }
static inline const void *pynomaly__detection__v1__simulate_threshold_response__layout(void) { return &pynomaly__detection__v1__simulate_threshold_response__descriptor; }
static inline const void *pynomaly__detection__v1__simulated_threshold__layout(void) { return &pynomaly__detection__v1__simulated_threshold__descriptor; }
static inline const void *pynomaly__detection__v1__get_model_request__layout(void) { return &pynomaly__detection__v1__get_model_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_models_request__layout(void) { return &pynomaly__detection__v1__list_models_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_models_response__layout(void) { return &pynomaly__detection__v1__list_models_response__descriptor; }
static inline const void *pynomaly__detection__v1__score_rows_request__layout(void) { return &pynomaly__detection__v1__score_rows_request__descriptor; }
static inline const void *pynomaly__detection__v1__rows__layout(void) { return &pynomaly__detection__v1__rows__descriptor; }
static inline const void *pynomaly__detection__v1__matrix__layout(void) { return &pynomaly__detection__v1__matrix__descriptor; }
static inline const void *pynomaly__detection__v1__score_rows_response__layout(void) { return &pynomaly__detection__v1__score_rows_response__descriptor; }
static inline const void *pynomaly__detection__v1__row_score__layout(void) { return &pynomaly__detection__v1__row_score__descriptor; }
static inline const void *pynomaly__detection__v1__smallest_change__layout(void) { return &pynomaly__detection__v1__smallest_change__descriptor; }
static inline const void *pynomaly__detection__v1__contribution__layout(void) { return &pynomaly__detection__v1__contribution__descriptor; }
static inline const void *pynomaly__detection__v1__detection_job__layout(void) { return &pynomaly__detection__v1__detection_job__descriptor; }
static inline const void *pynomaly__detection__v1__progress__layout(void) { return &pynomaly__detection__v1__progress__descriptor; }
static inline const void *pynomaly__detection__v1__job_error__layout(void) { return &pynomaly__detection__v1__job_error__descriptor; }
static inline const void *pynomaly__detection__v1__create_detection_job_request__layout(void) { return &pynomaly__detection__v1__create_detection_job_request__descriptor; }
static inline const void *pynomaly__detection__v1__get_detection_job_request__layout(void) { return &pynomaly__detection__v1__get_detection_job_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_detection_jobs_request__layout(void) { return &pynomaly__detection__v1__list_detection_jobs_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_detection_jobs_response__layout(void) { return &pynomaly__detection__v1__list_detection_jobs_response__descriptor; }
static inline const void *pynomaly__detection__v1__cancel_detection_job_request__layout(void) { return &pynomaly__detection__v1__cancel_detection_job_request__descriptor; }
static inline const void *pynomaly__detection__v1__watch_detection_job_request__layout(void) { return &pynomaly__detection__v1__watch_detection_job_request__descriptor; }
static inline const void *pynomaly__detection__v1__result__layout(void) { return &pynomaly__detection__v1__result__descriptor; }
static inline const void *pynomaly__detection__v1__score_statistics__layout(void) { return &pynomaly__detection__v1__score_statistics__descriptor; }
static inline const void *pynomaly__detection__v1__get_result_request__layout(void) { return &pynomaly__detection__v1__get_result_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_results_request__layout(void) { return &pynomaly__detection__v1__list_results_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_results_response__layout(void) { return &pynomaly__detection__v1__list_results_response__descriptor; }
static inline const void *pynomaly__detection__v1__anomaly__layout(void) { return &pynomaly__detection__v1__anomaly__descriptor; }
static inline const void *pynomaly__detection__v1__list_anomalies_request__layout(void) { return &pynomaly__detection__v1__list_anomalies_request__descriptor; }
static inline const void *pynomaly__detection__v1__list_anomalies_response__layout(void) { return &pynomaly__detection__v1__list_anomalies_response__descriptor; }
static inline const void *pynomaly__detection__v1__model_snapshot__layout(void) { return &pynomaly__detection__v1__model_snapshot__descriptor; }
static inline const void *pynomaly__detection__v1__snapshot_feature__layout(void) { return &pynomaly__detection__v1__snapshot_feature__descriptor; }
static inline const void *pynomaly__detection__v1__snapshot_categories__layout(void) { return &pynomaly__detection__v1__snapshot_categories__descriptor; }
static inline const void *pynomaly__detection__v1__snapshot_fold_counts__layout(void) { return &pynomaly__detection__v1__snapshot_fold_counts__descriptor; }
static inline const void *pynomaly__detection__v1__snapshot_fit__layout(void) { return &pynomaly__detection__v1__snapshot_fit__descriptor; }
static inline const void *pynomaly__detection__v1__isolation_forest_fit__layout(void) { return &pynomaly__detection__v1__isolation_forest_fit__descriptor; }
static inline const void *pynomaly__detection__v1__ecod_fit__layout(void) { return &pynomaly__detection__v1__ecod_fit__descriptor; }
static inline const void *pynomaly__detection__v1__tail_counts__layout(void) { return &pynomaly__detection__v1__tail_counts__descriptor; }
static inline const void *pynomaly__detection__v1__robust_zfit__layout(void) { return &pynomaly__detection__v1__robust_zfit__descriptor; }
static inline const void *pynomaly__detection__v1__hbos_fit__layout(void) { return &pynomaly__detection__v1__hbos_fit__descriptor; }
static inline const void *pynomaly__detection__v1__histogram_scores__layout(void) { return &pynomaly__detection__v1__histogram_scores__descriptor; }
static inline const void *pynomaly__detection__v1__copod_fit__layout(void) { return &pynomaly__detection__v1__copod_fit__descriptor; }
static inline const void *pynomaly__detection__v1__standardization__layout(void) { return &pynomaly__detection__v1__standardization__descriptor; }
static inline const void *pynomaly__detection__v1__training_rows__layout(void) { return &pynomaly__detection__v1__training_rows__descriptor; }
static inline const void *pynomaly__detection__v1__neighbour_fit__layout(void) { return &pynomaly__detection__v1__neighbour_fit__descriptor; }
static inline const void *pynomaly__detection__v1__lof_fit__layout(void) { return &pynomaly__detection__v1__lof_fit__descriptor; }
static inline const void *pynomaly__detection__v1__iqr_fit__layout(void) { return &pynomaly__detection__v1__iqr_fit__descriptor; }
static inline const void *pynomaly__detection__v1__extended_isolation_forest_fit__layout(void) { return &pynomaly__detection__v1__extended_isolation_forest_fit__descriptor; }
static inline const void *pynomaly__detection__v1__pca_fit__layout(void) { return &pynomaly__detection__v1__pca_fit__descriptor; }
static inline const void *pynomaly__detection__v1__gaussian_fit__layout(void) { return &pynomaly__detection__v1__gaussian_fit__descriptor; }
static inline const void *pynomaly__detection__v1__mixture_fit__layout(void) { return &pynomaly__detection__v1__mixture_fit__descriptor; }
static inline const void *pynomaly__detection__v1__loda_fit__layout(void) { return &pynomaly__detection__v1__loda_fit__descriptor; }
static inline const void *pynomaly__detection__v1__loda_histogram__layout(void) { return &pynomaly__detection__v1__loda_histogram__descriptor; }
static inline const void *pynomaly__detection__v1__inne_fit__layout(void) { return &pynomaly__detection__v1__inne_fit__descriptor; }
static inline const void *pynomaly__detection__v1__cblof_fit__layout(void) { return &pynomaly__detection__v1__cblof_fit__descriptor; }
static inline const void *pynomaly__detection__v1__one_class_svm_fit__layout(void) { return &pynomaly__detection__v1__one_class_svm_fit__descriptor; }
static inline const void *pynomaly__detection__v1__abod_fit__layout(void) { return &pynomaly__detection__v1__abod_fit__descriptor; }
static inline const void *pynomaly__detection__v1__ensemble_fit__layout(void) { return &pynomaly__detection__v1__ensemble_fit__descriptor; }
static inline const void *pynomaly__detection__v1__ensemble_member__layout(void) { return &pynomaly__detection__v1__ensemble_member__descriptor; }
static inline const void *pynomaly__detection__v1__stream_snapshot__layout(void) { return &pynomaly__detection__v1__stream_snapshot__descriptor; }
static inline const void *pynomaly__detection__v1__half_space_trees_state__layout(void) { return &pynomaly__detection__v1__half_space_trees_state__descriptor; }
static inline const void *pynomaly__detection__v1__random_cut_forest_state__layout(void) { return &pynomaly__detection__v1__random_cut_forest_state__descriptor; }
static inline const void *pynomaly__detection__v1__ewma_state__layout(void) { return &pynomaly__detection__v1__ewma_state__descriptor; }
static inline const void *pynomaly__metrics__v1__sample__layout(void) { return &pynomaly__metrics__v1__sample__descriptor; }
static inline const void *pynomaly__metrics__v1__report_samples_request__layout(void) { return &pynomaly__metrics__v1__report_samples_request__descriptor; }
static inline const void *pynomaly__metrics__v1__report_samples_response__layout(void) { return &pynomaly__metrics__v1__report_samples_response__descriptor; }
static inline const void *pynomaly__metrics__v1__query_time_series_request__layout(void) { return &pynomaly__metrics__v1__query_time_series_request__descriptor; }
static inline const void *pynomaly__metrics__v1__query_time_series_response__layout(void) { return &pynomaly__metrics__v1__query_time_series_response__descriptor; }
static inline const void *pynomaly__metrics__v1__time_series__layout(void) { return &pynomaly__metrics__v1__time_series__descriptor; }
static inline const void *pynomaly__metrics__v1__point__layout(void) { return &pynomaly__metrics__v1__point__descriptor; }
static inline const void *pynomaly__metrics__v1__list_metric_descriptors_request__layout(void) { return &pynomaly__metrics__v1__list_metric_descriptors_request__descriptor; }
static inline const void *pynomaly__metrics__v1__list_metric_descriptors_response__layout(void) { return &pynomaly__metrics__v1__list_metric_descriptors_response__descriptor; }
static inline const void *pynomaly__metrics__v1__metric_descriptor__layout(void) { return &pynomaly__metrics__v1__metric_descriptor__descriptor; }
static inline const void *pynomaly__metrics__v1__get_system_health_request__layout(void) { return &pynomaly__metrics__v1__get_system_health_request__descriptor; }
static inline const void *pynomaly__metrics__v1__system_health__layout(void) { return &pynomaly__metrics__v1__system_health__descriptor; }
static inline const void *pynomaly__metrics__v1__service_health__layout(void) { return &pynomaly__metrics__v1__service_health__descriptor; }
static inline const void *pynomaly__testing__v1__echo_message__layout(void) { return &pynomaly__testing__v1__echo_message__descriptor; }
