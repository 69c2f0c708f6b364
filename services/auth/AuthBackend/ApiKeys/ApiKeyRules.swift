import API
import FoundationEssentials
import Messages
import RPC
import ServiceKit
import Tokens

/// What a new key may be, and how long an old secret may live on.
enum ApiKeyRules {
    /// Permissions that open methods for persons only: a key could do nothing with them.
    static let personScopes: Set<String> = {
        let policies = MethodTable.services.flatMap(\.methods).compactMap(\.policy)
        let named = Dictionary(grouping: policies) { policy in
            if case .permission(let permission) = policy.access { permission } else { "" }
        }
        return Set(named.filter { !$0.key.isEmpty && $0.value.allSatisfy(\.personOnly) }.keys)
    }()

    /// Each once, in order. A key for nothing would be a mistake, so there is at least one.
    static func scopes(_ names: [String], grantedBy roles: [String]) throws(RPCError) -> [String] {
        let field = "api_key.scopes"
        guard !names.isEmpty, names.count <= AuthLimits.apiKeyScopesMax else {
            throw .invalidArgument(field: field, "must have 1 to \(AuthLimits.apiKeyScopesMax) entries")
        }
        for name in names {
            guard Permission(rawValue: name) != nil else {
                let known = Permission.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalidArgument(
                    field: field,
                    "\(name.prefix(AuthLimits.usernameCharactersMax)) is no permission; there are \(known)")
            }
            guard Role.anyOf(roles, grants: name) else {
                throw .invalidArgument(field: field, "your roles don't grant \(name)")
            }
            guard !personScopes.contains(name) else {
                throw .invalidArgument(field: field, "\(name) is for persons only; no key can use it")
            }
        }
        return Set(names).sorted()
    }

    static func networks(_ texts: [String]) throws(RPCError) -> [String] {
        let field = "api_key.allowed_cidrs"
        guard texts.count <= AuthLimits.apiKeyNetworksMax else {
            throw .invalidArgument(field: field, "may have at most \(AuthLimits.apiKeyNetworksMax) entries")
        }
        var networks: [String] = []
        for text in texts {
            guard let network = IPNetwork(text) else {
                throw .invalidArgument(
                    field: field, "must be networks such as 10.0.0.0/8 or 2001:db8::/32, or single addresses")
            }
            if !networks.contains(network.text) { networks.append(network.text) }
        }
        return networks
    }

    static func expireTime(_ given: GoogleProtobuf.Timestamp?, clock: WallClock) throws(RPCError) -> Date {
        guard let given else { return clock.date(in: AuthLimits.apiKeySecondsDefault) }
        guard given.isValid, given.date > clock.date, given.date <= clock.date(in: AuthLimits.apiKeySecondsMax) else {
            let days = AuthLimits.apiKeySecondsMax / 86_400
            throw .invalidArgument(field: "api_key.expire_time", "must be in the future, within \(days) days")
        }
        return given.date
    }

    /// In seconds.
    static func overlap(_ given: GoogleProtobuf.Duration?) throws(RPCError) -> Double {
        guard let given else { return 0 }
        let seconds = Double(given.seconds) + Double(given.nanos) / 1e9
        guard (0...Double(AuthLimits.apiKeyOverlapSecondsMax)).contains(seconds) else {
            let days = AuthLimits.apiKeyOverlapSecondsMax / 86_400
            throw .invalidArgument(field: "overlap", "must be from 0 to \(days) days")
        }
        return seconds
    }
}
