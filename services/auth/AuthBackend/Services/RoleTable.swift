import Messages
import Tokens

/// The roles as clients see them, strongest first.
enum RoleTable {
    /// - Parameter requiringFactor: the roles that the tenant's policy names.
    static func messages(requiringFactor names: [String]) -> [AuthV1.Role] {
        Role.allCases.map { message($0, requiresFactor: $0.requiresSecondFactor || names.contains($0.rawValue)) }
    }

    private static func message(_ role: Role, requiresFactor: Bool) -> AuthV1.Role {
        AuthV1.Role(
            name: "roles/\(role.rawValue)", description: role.description,
            permissions: role.permissions.map(\.rawValue).sorted(), requiresMfa: requiresFactor)
    }

    /// What the platform's own services are to one another. No user can have it: it is no `Role`.
    static let service = AuthV1.Role(
        name: "roles/service",
        description: "The platform's own services, each for the methods that name it; never granted to a user.")
}
