import Crypto

/// Passwords as they are checked, hashed and compared: every kind of space counts as the one of ASCII (RFC 8265 section
/// 4.2.2), for some keyboards send another one where a space is typed. Case and width stay.
///
/// RFC 8265 wants Unicode's NFC too, which neither the standard library nor FoundationEssentials offers as public API:
/// composed and decomposed letters make different passwords.
enum PasswordText {
    static func prepared(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(scalar.properties.generalCategory == .spaceSeparator ? " " : scalar)
        }
        return String(scalars)
    }
}

extension Secret {
    init(password: String) {
        self.init(PasswordText.prepared(password))
    }
}
