/// Base32 (RFC 4648 section 6) without padding, as authenticator apps take TOTP secrets.
package enum Base32 {
    private static let groups = BitGroups(bits: 5, alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", folding: true)

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        groups.encode(bytes)
    }

    /// Reads either case, since people type these; trailing padding is tolerated.
    package static func decode(_ text: some StringProtocol) throws(CryptoError) -> [UInt8] {
        var characters = Array(text.utf8)
        while characters.last == UInt8(ascii: "=") { characters.removeLast() }
        guard let bytes = groups.decode(characters) else { throw .invalidEncoding("Base32 text") }
        return bytes
    }
}
