import Crypto
import Postgres

/// Locks that replicas take on things that have no row yet; held until the transaction ends.
enum AdvisoryLock {
    static let signingKeys = named("auth/signing-keys")

    static func named(_ name: String) -> SQL { take(SHA256.hash(name.utf8)) }

    static func take(_ digest: [UInt8]) -> SQL {
        let key = digest.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return "SELECT pg_advisory_xact_lock(\(key))"
    }
}
