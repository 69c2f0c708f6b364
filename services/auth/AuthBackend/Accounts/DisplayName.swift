import RPC

/// What people call a user or a tenant.
enum DisplayName {
    static func check(_ text: String, field: String) throws(RPCError) {
        // By scalars: one character may hold any number of them.
        guard text.unicodeScalars.count <= AuthLimits.displayNameCharactersMax else {
            throw .invalidArgument(
                field: field, "may have at most \(AuthLimits.displayNameCharactersMax) characters")
        }
    }
}
