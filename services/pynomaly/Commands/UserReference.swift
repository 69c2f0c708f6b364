import FoundationEssentials
import Messages

/// A user as an administrator names one: "users/{id}", or by the name to sign in with.
enum UserReference {
    /// The resource name.
    ///
    /// - Parameter isDeleted: whether deleted users are meant as well.
    static func resolve(_ text: String, _ client: RESTClient, isDeleted: Bool = false) async throws -> String {
        if text.hasPrefix("users/") { return text }
        // Quoted, with its own quotes and wildcards refused: a name has neither.
        guard !text.contains(where: { "\"\\*".contains($0) }) else { throw CommandFailure("\(text) is no user's name") }
        let filter = QueryText.encode("username = \"\(text)\"")
        let users = try await client.get(
            "/v1/users?filter=\(filter)&show_deleted=\(isDeleted)", as: AuthV1.ListUsersResponse.self
        ).value.users
        guard let user = users.first else { throw CommandFailure("there is no user named \(text)") }
        return user.name
    }
}
