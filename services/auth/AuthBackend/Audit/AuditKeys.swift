import Crypto

/// The keys of the audit chains. None of them is in the database, so whoever has only that can't make a link.
///
/// Each is derived from one secret, by its own label: one for links and one for marks (kept heads, what retention
/// left), so that neither can stand for the other. Events name the secret by its fingerprint; after a change of the
/// secret the former ones still verify what was recorded under them.
struct AuditKeys: Sendable {
    struct Key: Sendable {
        /// Tells keys apart, and nothing about them.
        var id: String
        var links: Secret
        var marks: Secret

        init(secret: Secret) throws {
            id = Hex.encode(try HKDF.derive(from: secret, label: "pynomaly/audit/fingerprint/v1", count: 8).reveal())
            links = try HKDF.derive(from: secret, label: "pynomaly/audit/links/v1")
            marks = try HKDF.derive(from: secret, label: "pynomaly/audit/marks/v1")
        }
    }

    let current: Key
    private let known: [String: Key]

    /// - Parameter previous: only verify.
    init(current: Secret, previous: [Secret] = []) throws {
        let current = try Key(secret: current)
        self.current = current
        known = try previous.reduce(into: [current.id: current]) { known, secret in
            let key = try Key(secret: secret)
            known[key.id] = key
        }
    }

    init(_ settings: AuthSettings) throws {
        // What was recorded before AUDIT_KEY was set is under the key that stood in for it.
        let derived = try Self.derived(from: settings.secretKey)
        let former = try settings.previousSecretKey.map { [try Self.derived(from: $0)] } ?? []
        try self.init(
            current: settings.auditKey ?? derived, previous: settings.previousAuditKeys + [derived] + former)
    }

    /// What stands in for AUDIT_KEY where there is none.
    static func derived(from secretKey: Secret) throws -> Secret {
        try HKDF.derive(from: secretKey, label: "pynomaly/auth/audit/v1")
    }

    subscript(id: String) -> Key? { known[id] }
}
