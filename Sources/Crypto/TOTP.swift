/// Time-based one-time codes (RFC 6238) in the form that every authenticator app knows: SHA-1, 30 seconds,
/// 6 digits.
package enum TOTP {
    package static let stepSeconds: Int64 = 30
    package static let digits = 6
    /// The length that RFC 4226 recommends for the shared secret.
    package static let secretLength = 20

    package static func makeSecret() throws(CryptoError) -> Secret {
        Secret(try SecureRandom.bytes(secretLength))
    }

    /// The number of the step that a Unix time falls into.
    package static func step(atUnixSeconds seconds: Int64) -> Int64 {
        seconds / stepSeconds
    }

    package static func code(step: Int64, secret: Secret) throws(CryptoError) -> String {
        try code(step: step, secret: secret, digits: digits)
    }

    /// The step whose code was given, or nil: the current one or `window` steps to either side of it. All of
    /// them are compared, so the time taken tells nothing about which one matched.
    package static func matchingStep(
        _ code: String, secret: Secret, around step: Int64, window: Int64 = 1
    ) throws(CryptoError) -> Int64? {
        var match: Int64?
        for candidate in max(0, step - window)...(max(0, step) + window) {
            let expected = try self.code(step: candidate, secret: secret)
            if constantTimeEquals(expected.utf8, code.utf8) { match = candidate }
        }
        return match
    }

    /// What an authenticator app reads from a QR code (the key URI format).
    package static func keyURI(issuer: String, account: String, secret: Secret) -> String {
        let issuer = percentEncoded(issuer)
        let key = secret.withUnsafeBytes { Base32.encode($0) }
        return "otpauth://totp/\(issuer):\(percentEncoded(account))?secret=\(key)&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(digits)&period=\(stepSeconds)"
    }

    static func code(step: Int64, secret: Secret, digits: Int) throws(CryptoError) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let mac = try HMAC.sha1(counter, key: secret)
        // RFC 4226 section 5.3, dynamic truncation.
        let offset = Int(mac[19] & 15)
        let word = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let modulus = (0..<digits).reduce(UInt32(1)) { value, _ in value * 10 }
        let text = String(word % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    private static func percentEncoded(_ text: String) -> String {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        var encoded = ""
        for byte in text.utf8 {
            if unreserved.contains(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return encoded
    }
}
