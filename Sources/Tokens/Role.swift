/// What a user may be. A user holds one or several; the strongest permission of any of them counts.
package enum Role: String, Sendable, Hashable, CaseIterable {
    case superAdmin = "super_admin"
    case tenantAdmin = "tenant_admin"
    case dataScientist = "data_scientist"
    case analyst
    case viewer

    /// Whether no access token may be issued before a second factor is confirmed.
    package var requiresSecondFactor: Bool {
        self == .superAdmin || self == .tenantAdmin
    }

    package var description: String {
        switch self {
        case .superAdmin: "Everything, in every tenant."
        case .tenantAdmin: "Everything within the tenant, its users included."
        case .dataScientist: "Uploads and deletes datasets, creates and trains detectors."
        case .analyst: "Scores rows and runs detection jobs with existing detectors."
        case .viewer: "Reads datasets, detectors, jobs, results and metrics."
        }
    }

    package var permissions: Set<Permission> { Self.table[self] ?? [] }

    /// Each role adds to the one below it.
    private static let table: [Role: Set<Permission>] = {
        let viewer: Set<Permission> = [.datasetsRead, .detectorsRead, .jobsRead, .resultsRead, .metricsRead]
        let analyst = viewer.union([.scoringScore, .jobsWrite])
        let dataScientist = analyst.union([.datasetsWrite, .datasetsDelete, .detectorsWrite])
        let tenantAdmin = dataScientist.union([.usersRead, .usersWrite, .auditRead])
        return [
            .viewer: viewer, .analyst: analyst, .dataScientist: dataScientist, .tenantAdmin: tenantAdmin,
            .superAdmin: Set(Permission.allCases),
        ]
    }()

    /// What a user with these roles may do, named as in a token; names that nobody knows grant nothing.
    package static func permissions(of roles: [String]) -> Set<Permission> {
        roles.compactMap(Role.init(rawValue:)).reduce(into: []) { $0.formUnion($1.permissions) }
    }

    /// Whether any of the roles, named as in a token, grants the permission, named as in a method's policy.
    /// Names that nobody knows grant nothing.
    package static func anyOf(_ roles: [String], grants permission: String) -> Bool {
        guard let permission = Permission(rawValue: permission) else { return false }
        return roles.contains { Role(rawValue: $0)?.permissions.contains(permission) == true }
    }
}
