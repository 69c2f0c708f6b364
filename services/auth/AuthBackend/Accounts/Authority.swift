import FoundationEssentials
import Messages
import Protobuf
import RPC
import ServiceKit
import Tokens

/// How far an administrator's power over other users goes: nobody gives what they don't have, and nobody touches
/// somebody who may do more than themselves.
struct Authority: Sendable {
    private let caller: UUID
    private let permissions: Set<Permission>

    init(_ caller: Caller) {
        self.caller = caller.user
        permissions = Role.permissions(of: caller.roles)
    }

    private static let targetStronger = "TARGET_STRONGER"
    private static let roleStronger = "ROLE_STRONGER"

    /// Whether an error says that somebody's power does not go so far.
    static func isRefusal(_ error: RPCError) -> Bool {
        let reasons = error.details.compactMap { try? $0.unpack(as: GoogleRpc.ErrorInfo.self).reason }
        return reasons.contains { $0 == targetStronger || $0 == roleStronger }
    }

    /// - Parameter roles: those of the user whom something is to be done to.
    func check(over user: UUID, with roles: [String]) throws(RPCError) {
        guard user == caller || Role.permissions(of: roles).isSubset(of: permissions) else {
            throw Refusal.denied("This user may do more than you.", reason: Self.targetStronger)
        }
    }

    func checkNotSelf(_ user: UserRecord) throws(RPCError) {
        guard user.id != caller else {
            throw RPCError(.failedPrecondition, "You can't do this to yourself; ask another administrator.")
        }
    }

    /// Roles that the caller may give to users of the tenant, in order and without repetition.
    func roles(_ names: [String], in tenant: UUID, field: String) throws(RPCError) -> [String] {
        guard !names.isEmpty, names.count <= AuthLimits.rolesMax else {
            throw .invalidArgument(field: field, "must have 1 to \(AuthLimits.rolesMax) entries")
        }
        for name in names {
            guard let role = Role(rawValue: name) else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalidArgument(
                    field: field,
                    "\(name.prefix(ServiceLimits.quotedNameCharactersMax)) is no role; the roles are \(known)")
            }
            guard role.permissions.isSubset(of: permissions) else {
                throw Refusal.denied(
                    "You can't grant the role \(name), which may do more than you.", reason: Self.roleStronger)
            }
            // So that one tenant's rows tell who the last one is.
            guard role != .superAdmin || tenant == AdminBootstrap.defaultTenant else {
                throw .invalidArgument(field: field, "\(name) is for users of the default tenant only")
            }
        }
        return Set(names).sorted()
    }
}
