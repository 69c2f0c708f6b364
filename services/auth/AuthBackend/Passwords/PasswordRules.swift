import RPC

/// What a password must be before it is accepted as a new one (NIST SP 800-63B: length, no composition rules).
enum PasswordRules {
    static func check(_ password: String, field: String, username: String) throws(RPCError) {
        guard password.count >= AuthLimits.passwordCharactersMin else {
            throw .invalidArgument(
                field: field, "a password must have at least \(AuthLimits.passwordCharactersMin) characters")
        }
        guard password.utf8.count <= AuthLimits.passwordBytesMax else {
            throw .invalidArgument(
                field: field, "a password may have at most \(AuthLimits.passwordBytesMax) bytes")
        }
        guard password.lowercased() != username else {
            throw .invalidArgument(field: field, "a password must not be the user's name")
        }
    }
}
