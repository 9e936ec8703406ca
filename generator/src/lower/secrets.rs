//! Properties whose values must not show in `Debug`.

/// Names of properties that hold a secret wherever they stand.
const ANYWHERE: &[&str] = &[
    "accessToken",
    "applicationSecret",
    "authenticationKey",
    "basicAuthPassword",
    "clientSecret",
    "connectionString",
    "currentPassword",
    "encryptionCertificate",
    "idToken",
    "keyMaterial",
    "newPassword",
    "password",
    "passwordKey",
    "preSharedKey",
    "privateKey",
    "proxyPassword",
    "recoveryKey",
    "refreshToken",
    "secret",
    "secretKey",
    "secretText",
    "sessionKey",
    "sharedSecret",
    "temporaryAccessPass",
    "token",
    "validationToken",
    "webhookUrlSecret",
];

/// Names that hold a secret in one type only.
const IN_TYPE: &[(&str, &str)] = &[
    ("microsoft.graph.bitlockerRecoveryKey", "key"),
    ("microsoft.graph.keyCredential", "key"),
    ("microsoft.graph.subscription", "clientState"),
    ("microsoft.graph.changeNotification", "clientState"),
    ("microsoft.graph.onPremisesPublishingProfile", "key"),
    ("microsoft.graph.selfSignedCertificate", "key"),
];

/// Whether the property `name` of the type `qualified` holds a secret.
pub(super) fn is_secret(qualified: &str, name: &str) -> bool {
    ANYWHERE.binary_search(&name).is_ok() || IN_TYPE.contains(&(qualified, name))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted_for_the_search() {
        assert!(super::ANYWHERE.is_sorted());
    }
}
