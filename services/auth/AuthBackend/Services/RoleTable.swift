import Messages
import Tokens

/// The roles as clients see them, strongest first.
enum RoleTable {
    static let messages = Role.allCases.map { role in
        AuthV1.Role(
            name: "roles/\(role.rawValue)", description: role.description,
            permissions: role.permissions.map(\.rawValue).sorted(), requiresMfa: role.requiresSecondFactor)
    }
}
