/// Base64 with the URL-safe alphabet and no padding (RFC 4648 section 5), as JSON Web Tokens use it.
package enum Base64URL {
    private static let groups = BitGroups(
        bits: 6, alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        groups.encode(bytes)
    }

    /// Strict: padding, white space, the other alphabet and non-canonical last characters are refused.
    package static func decode(_ text: some StringProtocol) throws(CryptoError) -> [UInt8] {
        try decode(utf8: Array(text.utf8))
    }

    /// The same for text that is at hand as bytes.
    package static func decode(utf8 text: some Collection<UInt8>) throws(CryptoError) -> [UInt8] {
        guard let bytes = text.withRawBytes({ groups.decode($0) }) else { throw .invalidEncoding("base64url text") }
        return bytes
    }
}
