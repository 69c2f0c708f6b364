import FoundationEssentials
import Messages
import Postgres
import ServiceKit

/// A key as the database knows it.
struct ApiKey: Sendable {
    var id: UUID
    var user: UUID
    var displayName: String
    var scopes: [String]
    var allowedNetworks: [String]
    var hint: String
    var secretHash: [UInt8]
    var previousHash: [UInt8]?
    var previousExpireTime: Date?
    var createTime: Date
    var expireTime: Date
    var revokeTime: Date?
    var lastUseTime: Date?
    var lastUseAddress: String
    /// Those it was used from last.
    var recentNetworks: [String]

    var name: String { "users/\(user.text)/apiKeys/\(id.text)" }

    func state(at time: Date) -> AuthV1.ApiKey.State {
        if revokeTime != nil { return .revoked }
        return expireTime > time ? .active : .expired
    }

    /// When the secret with this hash ends; nil for one that is not, or no longer, the key's.
    func end(ofSecret hash: [UInt8], at time: Date) -> Date? {
        // Plain comparisons: what their time tells is the hash of a guess against the hash of 32 random bytes, and
        // knowing how many bytes of a hash are right brings nobody nearer to a secret that has it.
        if hash == secretHash { return expireTime }
        guard let previousHash, let previousExpireTime, hash == previousHash, previousExpireTime > time else {
            return nil
        }
        return min(previousExpireTime, expireTime)
    }

    func message(at time: Date) -> AuthV1.ApiKey {
        let previous = previousExpireTime.flatMap { $0 > time ? $0 : nil }
        return AuthV1.ApiKey(
            name: name, displayName: displayName, scopes: scopes, expireTime: GoogleProtobuf.Timestamp(expireTime),
            allowedCidrs: allowedNetworks, state: state(at: time), createTime: GoogleProtobuf.Timestamp(createTime),
            lastUseTime: lastUseTime.map { GoogleProtobuf.Timestamp($0) }, lastUseAddress: lastUseAddress, hint: hint,
            previousSecretExpireTime: previous.map { GoogleProtobuf.Timestamp($0) })
    }
}

extension ApiKey {
    /// Of the table `k`.
    static let columns: SQL = """
        k.api_key_id, k.user_id, k.display_name, k.scopes, k.allowed_cidrs, k.hint, k.secret_hash, k.previous_hash,
        k.previous_expire_time, k.create_time, k.expire_time, k.revoke_time, k.last_use_time, k.last_use_address,
        k.recent_networks
        """

    init(_ row: PostgresRow) throws {
        id = try row.decode("api_key_id")
        user = try row.decode("user_id")
        displayName = try row.decode("display_name")
        scopes = try row.decode("scopes")
        allowedNetworks = try row.decode("allowed_cidrs")
        hint = try row.decode("hint")
        secretHash = try row.decode("secret_hash")
        previousHash = try row.decode("previous_hash")
        previousExpireTime = try row.decode("previous_expire_time")
        createTime = try row.decode("create_time")
        expireTime = try row.decode("expire_time")
        revokeTime = try row.decode("revoke_time")
        lastUseTime = try row.decode("last_use_time")
        lastUseAddress = try row.decode("last_use_address")
        recentNetworks = try row.decode("recent_networks")
    }
}
