import RPC

/// A name that signs in: letters, digits and `. _ @ + -`, without regard to case, unique across tenants.
struct Username: Sendable, Hashable {
    /// In lower case.
    let text: String

    /// For a login, where a malformed name is just one that nobody has.
    init(given text: String) {
        self.text = String(text.prefix(AuthLimits.usernameCharactersMax + 1)).lowercased()
    }

    init(validating text: String, field: String) throws(RPCError) {
        let name = text.lowercased()
        guard !name.isEmpty, name.utf8.count <= AuthLimits.usernameCharactersMax else {
            throw .invalidArgument(field: field, "must have 1 to \(AuthLimits.usernameCharactersMax) characters")
        }
        guard name.utf8.allSatisfy(Self.allowed.contains) else {
            throw .invalidArgument(field: field, "may hold letters, digits and . _ @ + - only")
        }
        self.text = name
    }

    private static let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789._@+-".utf8)
}
