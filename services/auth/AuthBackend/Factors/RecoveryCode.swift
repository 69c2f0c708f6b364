import Crypto

/// A code that signs in once in place of an authenticator app: 12 characters that can't be mistaken for each other,
/// 59 bits.
struct RecoveryCode: Sendable, Equatable {
    static let alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
    static let length = 12
    private static let groupLength = 4
    /// Room for the dashes and spaces that people put between groups.
    private static let inputBytesMax = 64

    /// Without separators, in upper case.
    let canonical: String

    static func random() throws(CryptoError) -> RecoveryCode {
        RecoveryCode(canonical: try SecureRandom.text(length: length, alphabet: alphabet))
    }

    private init(canonical: String) {
        self.canonical = canonical
    }

    /// As somebody typed it: in either case, with spaces and dashes anywhere. Nil for what is no code.
    init?(typed text: String) {
        guard text.utf8.count <= Self.inputBytesMax else { return nil }
        let canonical = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        guard canonical.count == Self.length, canonical.allSatisfy(Self.alphabet.contains) else { return nil }
        self.canonical = canonical
    }

    /// To be shown once: "ABCD-EFGH-JKLM".
    var text: String {
        var text = ""
        for (index, character) in canonical.enumerated() {
            if index > 0, index % Self.groupLength == 0 { text.append("-") }
            text.append(character)
        }
        return text
    }
}
