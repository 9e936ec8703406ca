//! Serde derives with the fields of the models. Written by `tests/yardstick.rs`.
#![allow(dead_code, missing_docs, unreachable_pub)]

use msgraph_runtime::*;
use serde::{Deserialize, Serialize};
/// microsoft.graph.assignedLicense
#[derive(Default, Deserialize, Serialize)]
pub struct AssignedLicense {
    #[serde(
        rename = "disabledPlans",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// disabledPlans
    pub disabled_plans: Option<Vec<Guid>>,
    #[serde(rename = "skuId", default, skip_serializing_if = "Option::is_none")]
    /// skuId
    pub sku_id: Option<Guid>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.assignedPlan
#[derive(Default, Deserialize, Serialize)]
pub struct AssignedPlan {
    #[serde(
        rename = "assignedDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// assignedDateTime
    pub assigned_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "capabilityStatus",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// capabilityStatus
    pub capability_status: Option<String>,
    #[serde(rename = "service", default, skip_serializing_if = "Option::is_none")]
    /// service
    pub service: Option<String>,
    #[serde(
        rename = "servicePlanId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// servicePlanId
    pub service_plan_id: Option<Guid>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.authorizationInfo
#[derive(Default, Deserialize, Serialize)]
pub struct AuthorizationInfo {
    #[serde(
        rename = "certificateUserIds",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// certificateUserIds
    pub certificate_user_ids: Option<Vec<String>>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.automaticRepliesSetting
#[derive(Default, Deserialize, Serialize)]
pub struct AutomaticRepliesSetting {
    #[serde(
        rename = "externalAudience",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// externalAudience
    pub external_audience: Option<msgraph::graph::ExternalAudienceScope>,
    #[serde(
        rename = "externalReplyMessage",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// externalReplyMessage
    pub external_reply_message: Option<String>,
    #[serde(
        rename = "internalReplyMessage",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// internalReplyMessage
    pub internal_reply_message: Option<String>,
    #[serde(
        rename = "scheduledEndDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// scheduledEndDateTime
    pub scheduled_end_date_time: Option<Box<DateTimeTimeZone>>,
    #[serde(
        rename = "scheduledStartDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// scheduledStartDateTime
    pub scheduled_start_date_time: Option<Box<DateTimeTimeZone>>,
    #[serde(rename = "status", default, skip_serializing_if = "Option::is_none")]
    /// status
    pub status: Option<msgraph::graph::AutomaticRepliesStatus>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.customSecurityAttributeValue
#[derive(Default, Deserialize, Serialize)]
pub struct CustomSecurityAttributeValue {
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.dateTimeTimeZone
#[derive(Default, Deserialize, Serialize)]
pub struct DateTimeTimeZone {
    #[serde(rename = "dateTime", default, skip_serializing_if = "Option::is_none")]
    /// dateTime
    pub date_time: Option<String>,
    #[serde(rename = "timeZone", default, skip_serializing_if = "Option::is_none")]
    /// timeZone
    pub time_zone: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.emailAddress
#[derive(Default, Deserialize, Serialize)]
pub struct EmailAddress {
    #[serde(rename = "address", default, skip_serializing_if = "Option::is_none")]
    /// address
    pub address: Option<String>,
    #[serde(rename = "name", default, skip_serializing_if = "Option::is_none")]
    /// name
    pub name: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.employeeOrgData
#[derive(Default, Deserialize, Serialize)]
pub struct EmployeeOrgData {
    #[serde(
        rename = "costCenter",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// costCenter
    pub cost_center: Option<String>,
    #[serde(rename = "division", default, skip_serializing_if = "Option::is_none")]
    /// division
    pub division: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.followupFlag
#[derive(Default, Deserialize, Serialize)]
pub struct FollowupFlag {
    #[serde(
        rename = "completedDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// completedDateTime
    pub completed_date_time: Option<Box<DateTimeTimeZone>>,
    #[serde(
        rename = "dueDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// dueDateTime
    pub due_date_time: Option<Box<DateTimeTimeZone>>,
    #[serde(
        rename = "flagStatus",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// flagStatus
    pub flag_status: Option<msgraph::graph::FollowupFlagStatus>,
    #[serde(
        rename = "startDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// startDateTime
    pub start_date_time: Option<Box<DateTimeTimeZone>>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.internetMessageHeader
#[derive(Default, Deserialize, Serialize)]
pub struct InternetMessageHeader {
    #[serde(rename = "name", default, skip_serializing_if = "Option::is_none")]
    /// name
    pub name: Option<String>,
    #[serde(rename = "value", default, skip_serializing_if = "Option::is_none")]
    /// value
    pub value: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.itemBody
#[derive(Default, Deserialize, Serialize)]
pub struct ItemBody {
    #[serde(rename = "content", default, skip_serializing_if = "Option::is_none")]
    /// content
    pub content: Option<String>,
    #[serde(
        rename = "contentType",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// contentType
    pub content_type: Option<msgraph::graph::BodyType>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.licenseAssignmentState
#[derive(Default, Deserialize, Serialize)]
pub struct LicenseAssignmentState {
    #[serde(
        rename = "assignedByGroup",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// assignedByGroup
    pub assigned_by_group: Option<String>,
    #[serde(
        rename = "disabledPlans",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// disabledPlans
    pub disabled_plans: Option<Vec<Guid>>,
    #[serde(rename = "error", default, skip_serializing_if = "Option::is_none")]
    /// error
    pub error: Option<String>,
    #[serde(
        rename = "lastUpdatedDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastUpdatedDateTime
    pub last_updated_date_time: Option<DateTimeOffset>,
    #[serde(rename = "skuId", default, skip_serializing_if = "Option::is_none")]
    /// skuId
    pub sku_id: Option<Guid>,
    #[serde(rename = "state", default, skip_serializing_if = "Option::is_none")]
    /// state
    pub state: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.localeInfo
#[derive(Default, Deserialize, Serialize)]
pub struct LocaleInfo {
    #[serde(
        rename = "displayName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// displayName
    pub display_name: Option<String>,
    #[serde(rename = "locale", default, skip_serializing_if = "Option::is_none")]
    /// locale
    pub locale: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.mailboxSettings
#[derive(Default, Deserialize, Serialize)]
pub struct MailboxSettings {
    #[serde(
        rename = "archiveFolder",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// archiveFolder
    pub archive_folder: Option<String>,
    #[serde(
        rename = "automaticRepliesSetting",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// automaticRepliesSetting
    pub automatic_replies_setting: Option<Box<AutomaticRepliesSetting>>,
    #[serde(
        rename = "dateFormat",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// dateFormat
    pub date_format: Option<String>,
    #[serde(
        rename = "delegateMeetingMessageDeliveryOptions",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// delegateMeetingMessageDeliveryOptions
    pub delegate_meeting_message_delivery_options:
        Option<msgraph::graph::DelegateMeetingMessageDeliveryOptions>,
    #[serde(rename = "language", default, skip_serializing_if = "Option::is_none")]
    /// language
    pub language: Option<Box<LocaleInfo>>,
    #[serde(
        rename = "timeFormat",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// timeFormat
    pub time_format: Option<String>,
    #[serde(rename = "timeZone", default, skip_serializing_if = "Option::is_none")]
    /// timeZone
    pub time_zone: Option<String>,
    #[serde(
        rename = "userPurpose",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// userPurpose
    pub user_purpose: Option<msgraph::graph::UserPurpose>,
    #[serde(
        rename = "workingHours",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// workingHours
    pub working_hours: Option<Box<WorkingHours>>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.message
#[derive(Default, Deserialize, Serialize)]
pub struct Message {
    #[serde(rename = "id", default, skip_serializing_if = "Option::is_none")]
    /// id
    pub id: Option<String>,
    #[serde(
        rename = "categories",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// categories
    pub categories: Option<Vec<String>>,
    #[serde(rename = "changeKey", default, skip_serializing_if = "Option::is_none")]
    /// changeKey
    pub change_key: Option<String>,
    #[serde(
        rename = "createdDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// createdDateTime
    pub created_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "lastModifiedDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastModifiedDateTime
    pub last_modified_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "bccRecipients",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// bccRecipients
    pub bcc_recipients: Option<Vec<Recipient>>,
    #[serde(rename = "body", default, skip_serializing_if = "Option::is_none")]
    /// body
    pub body: Option<Box<ItemBody>>,
    #[serde(
        rename = "bodyPreview",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// bodyPreview
    pub body_preview: Option<String>,
    #[serde(
        rename = "ccRecipients",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// ccRecipients
    pub cc_recipients: Option<Vec<Recipient>>,
    #[serde(
        rename = "conversationId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// conversationId
    pub conversation_id: Option<String>,
    #[serde(
        rename = "conversationIndex",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// conversationIndex
    pub conversation_index: Option<Binary>,
    #[serde(rename = "flag", default, skip_serializing_if = "Option::is_none")]
    /// flag
    pub flag: Option<Box<FollowupFlag>>,
    #[serde(rename = "from", default, skip_serializing_if = "Option::is_none")]
    /// from
    pub from: Option<Box<Recipient>>,
    #[serde(
        rename = "hasAttachments",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// hasAttachments
    pub has_attachments: Option<bool>,
    #[serde(
        rename = "importance",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// importance
    pub importance: Option<msgraph::graph::Importance>,
    #[serde(
        rename = "inferenceClassification",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// inferenceClassification
    pub inference_classification: Option<msgraph::graph::InferenceClassificationType>,
    #[serde(
        rename = "internetMessageHeaders",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// internetMessageHeaders
    pub internet_message_headers: Option<Vec<InternetMessageHeader>>,
    #[serde(
        rename = "internetMessageId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// internetMessageId
    pub internet_message_id: Option<String>,
    #[serde(
        rename = "isDeliveryReceiptRequested",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// isDeliveryReceiptRequested
    pub is_delivery_receipt_requested: Option<bool>,
    #[serde(rename = "isDraft", default, skip_serializing_if = "Option::is_none")]
    /// isDraft
    pub is_draft: Option<bool>,
    #[serde(rename = "isRead", default, skip_serializing_if = "Option::is_none")]
    /// isRead
    pub is_read: Option<bool>,
    #[serde(
        rename = "isReadReceiptRequested",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// isReadReceiptRequested
    pub is_read_receipt_requested: Option<bool>,
    #[serde(
        rename = "parentFolderId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// parentFolderId
    pub parent_folder_id: Option<String>,
    #[serde(
        rename = "receivedDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// receivedDateTime
    pub received_date_time: Option<DateTimeOffset>,
    #[serde(rename = "replyTo", default, skip_serializing_if = "Option::is_none")]
    /// replyTo
    pub reply_to: Option<Vec<Recipient>>,
    #[serde(rename = "sender", default, skip_serializing_if = "Option::is_none")]
    /// sender
    pub sender: Option<Box<Recipient>>,
    #[serde(
        rename = "sentDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// sentDateTime
    pub sent_date_time: Option<DateTimeOffset>,
    #[serde(rename = "subject", default, skip_serializing_if = "Option::is_none")]
    /// subject
    pub subject: Option<String>,
    #[serde(
        rename = "toRecipients",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// toRecipients
    pub to_recipients: Option<Vec<Recipient>>,
    #[serde(
        rename = "uniqueBody",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// uniqueBody
    pub unique_body: Option<Box<ItemBody>>,
    #[serde(rename = "webLink", default, skip_serializing_if = "Option::is_none")]
    /// webLink
    pub web_link: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.objectIdentity
#[derive(Default, Deserialize, Serialize)]
pub struct ObjectIdentity {
    #[serde(rename = "issuer", default, skip_serializing_if = "Option::is_none")]
    /// issuer
    pub issuer: Option<String>,
    #[serde(
        rename = "issuerAssignedId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// issuerAssignedId
    pub issuer_assigned_id: Option<String>,
    #[serde(
        rename = "signInType",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// signInType
    pub sign_in_type: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.onPremisesExtensionAttributes
#[derive(Default, Deserialize, Serialize)]
pub struct OnPremisesExtensionAttributes {
    #[serde(
        rename = "extensionAttribute1",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute1
    pub extension_attribute1: Option<String>,
    #[serde(
        rename = "extensionAttribute10",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute10
    pub extension_attribute10: Option<String>,
    #[serde(
        rename = "extensionAttribute11",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute11
    pub extension_attribute11: Option<String>,
    #[serde(
        rename = "extensionAttribute12",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute12
    pub extension_attribute12: Option<String>,
    #[serde(
        rename = "extensionAttribute13",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute13
    pub extension_attribute13: Option<String>,
    #[serde(
        rename = "extensionAttribute14",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute14
    pub extension_attribute14: Option<String>,
    #[serde(
        rename = "extensionAttribute15",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute15
    pub extension_attribute15: Option<String>,
    #[serde(
        rename = "extensionAttribute2",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute2
    pub extension_attribute2: Option<String>,
    #[serde(
        rename = "extensionAttribute3",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute3
    pub extension_attribute3: Option<String>,
    #[serde(
        rename = "extensionAttribute4",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute4
    pub extension_attribute4: Option<String>,
    #[serde(
        rename = "extensionAttribute5",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute5
    pub extension_attribute5: Option<String>,
    #[serde(
        rename = "extensionAttribute6",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute6
    pub extension_attribute6: Option<String>,
    #[serde(
        rename = "extensionAttribute7",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute7
    pub extension_attribute7: Option<String>,
    #[serde(
        rename = "extensionAttribute8",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute8
    pub extension_attribute8: Option<String>,
    #[serde(
        rename = "extensionAttribute9",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// extensionAttribute9
    pub extension_attribute9: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.onPremisesProvisioningError
#[derive(Default, Deserialize, Serialize)]
pub struct OnPremisesProvisioningError {
    #[serde(rename = "category", default, skip_serializing_if = "Option::is_none")]
    /// category
    pub category: Option<String>,
    #[serde(
        rename = "occurredDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// occurredDateTime
    pub occurred_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "propertyCausingError",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// propertyCausingError
    pub property_causing_error: Option<String>,
    #[serde(rename = "value", default, skip_serializing_if = "Option::is_none")]
    /// value
    pub value: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.passwordProfile
#[derive(Default, Deserialize, Serialize)]
pub struct PasswordProfile {
    #[serde(
        rename = "forceChangePasswordNextSignIn",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// forceChangePasswordNextSignIn
    pub force_change_password_next_sign_in: Option<bool>,
    #[serde(
        rename = "forceChangePasswordNextSignInWithMfa",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// forceChangePasswordNextSignInWithMfa
    pub force_change_password_next_sign_in_with_mfa: Option<bool>,
    #[serde(rename = "password", default, skip_serializing_if = "Option::is_none")]
    /// password
    pub password: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.provisionedPlan
#[derive(Default, Deserialize, Serialize)]
pub struct ProvisionedPlan {
    #[serde(
        rename = "capabilityStatus",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// capabilityStatus
    pub capability_status: Option<String>,
    #[serde(
        rename = "provisioningStatus",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// provisioningStatus
    pub provisioning_status: Option<String>,
    #[serde(rename = "service", default, skip_serializing_if = "Option::is_none")]
    /// service
    pub service: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.recipient
#[derive(Default, Deserialize, Serialize)]
pub struct Recipient {
    #[serde(
        rename = "emailAddress",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// emailAddress
    pub email_address: Option<Box<EmailAddress>>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.serviceProvisioningError
#[derive(Default, Deserialize, Serialize)]
pub struct ServiceProvisioningError {
    #[serde(
        rename = "createdDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// createdDateTime
    pub created_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "isResolved",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// isResolved
    pub is_resolved: Option<bool>,
    #[serde(
        rename = "serviceInstance",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// serviceInstance
    pub service_instance: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.signInActivity
#[derive(Default, Deserialize, Serialize)]
pub struct SignInActivity {
    #[serde(
        rename = "lastNonInteractiveSignInDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastNonInteractiveSignInDateTime
    pub last_non_interactive_sign_in_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "lastNonInteractiveSignInRequestId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastNonInteractiveSignInRequestId
    pub last_non_interactive_sign_in_request_id: Option<String>,
    #[serde(
        rename = "lastSignInDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastSignInDateTime
    pub last_sign_in_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "lastSignInRequestId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastSignInRequestId
    pub last_sign_in_request_id: Option<String>,
    #[serde(
        rename = "lastSuccessfulSignInDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastSuccessfulSignInDateTime
    pub last_successful_sign_in_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "lastSuccessfulSignInRequestId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastSuccessfulSignInRequestId
    pub last_successful_sign_in_request_id: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.timeZoneBase
#[derive(Default, Deserialize, Serialize)]
pub struct TimeZoneBase {
    #[serde(rename = "name", default, skip_serializing_if = "Option::is_none")]
    /// name
    pub name: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.user
#[derive(Default, Deserialize, Serialize)]
pub struct User {
    #[serde(rename = "id", default, skip_serializing_if = "Option::is_none")]
    /// id
    pub id: Option<String>,
    #[serde(
        rename = "deletedDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// deletedDateTime
    pub deleted_date_time: Option<DateTimeOffset>,
    #[serde(rename = "aboutMe", default, skip_serializing_if = "Option::is_none")]
    /// aboutMe
    pub about_me: Option<String>,
    #[serde(
        rename = "accountEnabled",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// accountEnabled
    pub account_enabled: Option<bool>,
    #[serde(rename = "ageGroup", default, skip_serializing_if = "Option::is_none")]
    /// ageGroup
    pub age_group: Option<String>,
    #[serde(
        rename = "assignedLicenses",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// assignedLicenses
    pub assigned_licenses: Option<Vec<AssignedLicense>>,
    #[serde(
        rename = "assignedPlans",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// assignedPlans
    pub assigned_plans: Option<Vec<AssignedPlan>>,
    #[serde(
        rename = "authorizationInfo",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// authorizationInfo
    pub authorization_info: Option<Box<AuthorizationInfo>>,
    #[serde(rename = "birthday", default, skip_serializing_if = "Option::is_none")]
    /// birthday
    pub birthday: Option<DateTimeOffset>,
    #[serde(
        rename = "businessPhones",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// businessPhones
    pub business_phones: Option<Vec<String>>,
    #[serde(rename = "city", default, skip_serializing_if = "Option::is_none")]
    /// city
    pub city: Option<String>,
    #[serde(
        rename = "companyName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// companyName
    pub company_name: Option<String>,
    #[serde(
        rename = "consentProvidedForMinor",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// consentProvidedForMinor
    pub consent_provided_for_minor: Option<String>,
    #[serde(rename = "country", default, skip_serializing_if = "Option::is_none")]
    /// country
    pub country: Option<String>,
    #[serde(
        rename = "createdDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// createdDateTime
    pub created_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "creationType",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// creationType
    pub creation_type: Option<String>,
    #[serde(
        rename = "customSecurityAttributes",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// customSecurityAttributes
    pub custom_security_attributes: Option<Box<CustomSecurityAttributeValue>>,
    #[serde(
        rename = "department",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// department
    pub department: Option<String>,
    #[serde(
        rename = "deviceEnrollmentLimit",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// deviceEnrollmentLimit
    pub device_enrollment_limit: Option<i32>,
    #[serde(
        rename = "displayName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// displayName
    pub display_name: Option<String>,
    #[serde(
        rename = "employeeHireDate",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// employeeHireDate
    pub employee_hire_date: Option<DateTimeOffset>,
    #[serde(
        rename = "employeeId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// employeeId
    pub employee_id: Option<String>,
    #[serde(
        rename = "employeeLeaveDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// employeeLeaveDateTime
    pub employee_leave_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "employeeOrgData",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// employeeOrgData
    pub employee_org_data: Option<Box<EmployeeOrgData>>,
    #[serde(
        rename = "employeeType",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// employeeType
    pub employee_type: Option<String>,
    #[serde(
        rename = "externalUserState",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// externalUserState
    pub external_user_state: Option<String>,
    #[serde(
        rename = "externalUserStateChangeDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// externalUserStateChangeDateTime
    pub external_user_state_change_date_time: Option<DateTimeOffset>,
    #[serde(rename = "faxNumber", default, skip_serializing_if = "Option::is_none")]
    /// faxNumber
    pub fax_number: Option<String>,
    #[serde(rename = "givenName", default, skip_serializing_if = "Option::is_none")]
    /// givenName
    pub given_name: Option<String>,
    #[serde(rename = "hireDate", default, skip_serializing_if = "Option::is_none")]
    /// hireDate
    pub hire_date: Option<DateTimeOffset>,
    #[serde(
        rename = "identities",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// identities
    pub identities: Option<Vec<ObjectIdentity>>,
    #[serde(
        rename = "identityParentId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// identityParentId
    pub identity_parent_id: Option<String>,
    #[serde(
        rename = "imAddresses",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// imAddresses
    pub im_addresses: Option<Vec<String>>,
    #[serde(rename = "interests", default, skip_serializing_if = "Option::is_none")]
    /// interests
    pub interests: Option<Vec<String>>,
    #[serde(
        rename = "isManagementRestricted",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// isManagementRestricted
    pub is_management_restricted: Option<bool>,
    #[serde(
        rename = "isResourceAccount",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// isResourceAccount
    pub is_resource_account: Option<bool>,
    #[serde(rename = "jobTitle", default, skip_serializing_if = "Option::is_none")]
    /// jobTitle
    pub job_title: Option<String>,
    #[serde(
        rename = "lastPasswordChangeDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastPasswordChangeDateTime
    pub last_password_change_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "legalAgeGroupClassification",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// legalAgeGroupClassification
    pub legal_age_group_classification: Option<String>,
    #[serde(
        rename = "licenseAssignmentStates",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// licenseAssignmentStates
    pub license_assignment_states: Option<Vec<LicenseAssignmentState>>,
    #[serde(rename = "mail", default, skip_serializing_if = "Option::is_none")]
    /// mail
    pub mail: Option<String>,
    #[serde(
        rename = "mailboxSettings",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// mailboxSettings
    pub mailbox_settings: Option<Box<MailboxSettings>>,
    #[serde(
        rename = "mailNickname",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// mailNickname
    pub mail_nickname: Option<String>,
    #[serde(
        rename = "mobilePhone",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// mobilePhone
    pub mobile_phone: Option<String>,
    #[serde(rename = "mySite", default, skip_serializing_if = "Option::is_none")]
    /// mySite
    pub my_site: Option<String>,
    #[serde(
        rename = "officeLocation",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// officeLocation
    pub office_location: Option<String>,
    #[serde(
        rename = "onPremisesDistinguishedName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesDistinguishedName
    pub on_premises_distinguished_name: Option<String>,
    #[serde(
        rename = "onPremisesDomainName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesDomainName
    pub on_premises_domain_name: Option<String>,
    #[serde(
        rename = "onPremisesExtensionAttributes",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesExtensionAttributes
    pub on_premises_extension_attributes: Option<Box<OnPremisesExtensionAttributes>>,
    #[serde(
        rename = "onPremisesImmutableId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesImmutableId
    pub on_premises_immutable_id: Option<String>,
    #[serde(
        rename = "onPremisesLastSyncDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesLastSyncDateTime
    pub on_premises_last_sync_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "onPremisesProvisioningErrors",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesProvisioningErrors
    pub on_premises_provisioning_errors: Option<Vec<OnPremisesProvisioningError>>,
    #[serde(
        rename = "onPremisesSamAccountName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesSamAccountName
    pub on_premises_sam_account_name: Option<String>,
    #[serde(
        rename = "onPremisesSecurityIdentifier",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesSecurityIdentifier
    pub on_premises_security_identifier: Option<String>,
    #[serde(
        rename = "onPremisesSyncEnabled",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesSyncEnabled
    pub on_premises_sync_enabled: Option<bool>,
    #[serde(
        rename = "onPremisesUserPrincipalName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// onPremisesUserPrincipalName
    pub on_premises_user_principal_name: Option<String>,
    #[serde(
        rename = "otherMails",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// otherMails
    pub other_mails: Option<Vec<String>>,
    #[serde(
        rename = "passwordPolicies",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// passwordPolicies
    pub password_policies: Option<String>,
    #[serde(
        rename = "passwordProfile",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// passwordProfile
    pub password_profile: Option<Box<PasswordProfile>>,
    #[serde(
        rename = "pastProjects",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// pastProjects
    pub past_projects: Option<Vec<String>>,
    #[serde(
        rename = "postalCode",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// postalCode
    pub postal_code: Option<String>,
    #[serde(
        rename = "preferredDataLocation",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// preferredDataLocation
    pub preferred_data_location: Option<String>,
    #[serde(
        rename = "preferredLanguage",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// preferredLanguage
    pub preferred_language: Option<String>,
    #[serde(
        rename = "preferredName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// preferredName
    pub preferred_name: Option<String>,
    #[serde(rename = "print", default, skip_serializing_if = "Option::is_none")]
    /// print
    pub print: Option<Box<UserPrint>>,
    #[serde(
        rename = "provisionedPlans",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// provisionedPlans
    pub provisioned_plans: Option<Vec<ProvisionedPlan>>,
    #[serde(
        rename = "proxyAddresses",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// proxyAddresses
    pub proxy_addresses: Option<Vec<String>>,
    #[serde(
        rename = "responsibilities",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// responsibilities
    pub responsibilities: Option<Vec<String>>,
    #[serde(rename = "schools", default, skip_serializing_if = "Option::is_none")]
    /// schools
    pub schools: Option<Vec<String>>,
    #[serde(
        rename = "securityIdentifier",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// securityIdentifier
    pub security_identifier: Option<String>,
    #[serde(
        rename = "serviceProvisioningErrors",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// serviceProvisioningErrors
    pub service_provisioning_errors: Option<Vec<ServiceProvisioningError>>,
    #[serde(
        rename = "showInAddressList",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// showInAddressList
    pub show_in_address_list: Option<bool>,
    #[serde(
        rename = "signInActivity",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// signInActivity
    pub sign_in_activity: Option<Box<SignInActivity>>,
    #[serde(
        rename = "signInSessionsValidFromDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// signInSessionsValidFromDateTime
    pub sign_in_sessions_valid_from_date_time: Option<DateTimeOffset>,
    #[serde(rename = "skills", default, skip_serializing_if = "Option::is_none")]
    /// skills
    pub skills: Option<Vec<String>>,
    #[serde(rename = "state", default, skip_serializing_if = "Option::is_none")]
    /// state
    pub state: Option<String>,
    #[serde(
        rename = "streetAddress",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// streetAddress
    pub street_address: Option<String>,
    #[serde(rename = "surname", default, skip_serializing_if = "Option::is_none")]
    /// surname
    pub surname: Option<String>,
    #[serde(
        rename = "usageLocation",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// usageLocation
    pub usage_location: Option<String>,
    #[serde(
        rename = "userPrincipalName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// userPrincipalName
    pub user_principal_name: Option<String>,
    #[serde(rename = "userType", default, skip_serializing_if = "Option::is_none")]
    /// userType
    pub user_type: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.userPrint
#[derive(Default, Deserialize, Serialize)]
pub struct UserPrint {
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.vppToken
#[derive(Default, Deserialize, Serialize)]
pub struct VppToken {
    #[serde(rename = "id", default, skip_serializing_if = "Option::is_none")]
    /// id
    pub id: Option<String>,
    #[serde(rename = "appleId", default, skip_serializing_if = "Option::is_none")]
    /// appleId
    pub apple_id: Option<String>,
    #[serde(
        rename = "automaticallyUpdateApps",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// automaticallyUpdateApps
    pub automatically_update_apps: Option<bool>,
    #[serde(
        rename = "countryOrRegion",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// countryOrRegion
    pub country_or_region: Option<String>,
    #[serde(
        rename = "expirationDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// expirationDateTime
    pub expiration_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "lastModifiedDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastModifiedDateTime
    pub last_modified_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "lastSyncDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastSyncDateTime
    pub last_sync_date_time: Option<DateTimeOffset>,
    #[serde(
        rename = "lastSyncStatus",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// lastSyncStatus
    pub last_sync_status: Option<msgraph::graph::VppTokenSyncStatus>,
    #[serde(
        rename = "organizationName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// organizationName
    pub organization_name: Option<String>,
    #[serde(rename = "state", default, skip_serializing_if = "Option::is_none")]
    /// state
    pub state: Option<msgraph::graph::VppTokenState>,
    #[serde(rename = "token", default, skip_serializing_if = "Option::is_none")]
    /// token
    pub token: Option<String>,
    #[serde(
        rename = "vppTokenAccountType",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// vppTokenAccountType
    pub vpp_token_account_type: Option<msgraph::graph::VppTokenAccountType>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
/// microsoft.graph.workingHours
#[derive(Default, Deserialize, Serialize)]
pub struct WorkingHours {
    #[serde(
        rename = "daysOfWeek",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    /// daysOfWeek
    pub days_of_week: Option<Vec<msgraph::graph::DayOfWeek>>,
    #[serde(rename = "endTime", default, skip_serializing_if = "Option::is_none")]
    /// endTime
    pub end_time: Option<TimeOfDay>,
    #[serde(rename = "startTime", default, skip_serializing_if = "Option::is_none")]
    /// startTime
    pub start_time: Option<TimeOfDay>,
    #[serde(rename = "timeZone", default, skip_serializing_if = "Option::is_none")]
    /// timeZone
    pub time_zone: Option<Box<TimeZoneBase>>,
    /// The rest.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}
