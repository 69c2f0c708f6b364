import Messages
import Tokens

/// The roles as clients see them, strongest first.
enum RoleTable {
    static let messages = Role.allCases.map { role in
        AuthV1.Role(
            name: "roles/\(role.rawValue)", description: role.description,
            permissions: role.permissions.map(\.rawValue).sorted(), requiresMfa: role.requiresSecondFactor)
    }

    /// What the platform's own services are to one another. No user can have it: it is no `Role`.
    static let service = AuthV1.Role(
        name: "roles/service",
        description: "The platform's own services, each for the methods that name it; never granted to a user.")
}
