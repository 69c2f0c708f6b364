import RPC

/// What a password must be before it is accepted as a new one, whoever chooses it (NIST SP 800-63B section 5.1.1.2):
/// long enough, and not among those that are tried first. There are no rules about kinds of characters.
///
/// They are looked at as they are hashed: see `PasswordText`.
struct PasswordRules: Sendable {
    /// An operator's own list.
    var denylist: Denylist?

    init(denylist: Denylist? = nil) {
        self.denylist = denylist
    }

    static let sameAsBefore = RPCError.invalidArgument(
        field: "new_password", "the new password must differ from the current one")

    func check(_ text: String, field: String, username: String) throws(RPCError) {
        let password = PasswordText.prepared(text)
        guard password.count >= AuthLimits.passwordCharactersMin else {
            throw .invalidArgument(
                field: field, "a password must have at least \(AuthLimits.passwordCharactersMin) characters")
        }
        guard password.utf8.count <= AuthLimits.passwordBytesMax else {
            throw .invalidArgument(
                field: field, "a password may have at most \(AuthLimits.passwordBytesMax) bytes")
        }
        guard !GuessablePassword.matches(password, username: username) else {
            throw .invalidArgument(
                field: field,
                "this password is too easy to guess: it consists of common words, names, repetitions or sequences")
        }
        guard denylist?.contains(password) != true else {
            throw .invalidArgument(field: field, "this password is on the list of those that are not allowed here")
        }
    }
}
