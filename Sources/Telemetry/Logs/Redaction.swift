/// The second net under secrets: values of fields whose names speak of one never reach a log.
///
/// The first net is that secrets are a type of their own, which prints as `***`.
package enum Redaction {
    package static let mask = "***"

    private static let words = [
        "password", "passwd", "secret", "token", "authorization", "cookie", "credential", "apikey", "privatekey", "otp",
        "signingkey",
    ]

    /// Whether a field of this name is hidden: `access_token`, `Set-Cookie`, `x-api-key`, …
    package static func hides(_ key: String) -> Bool {
        let plain = key.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "." }
        return words.contains { plain.contains($0) }
    }
}
