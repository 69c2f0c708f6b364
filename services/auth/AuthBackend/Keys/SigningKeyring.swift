import Crypto
import FoundationEssentials
import Postgres
import RPC
import ServiceKit
import Synchronization
import Tokens

/// The signing keys in memory, read when they are first needed: the service starts while its database is down. From then
/// on the revocation feed looks for new ones.
final class SigningKeyring: KeySource {
    private let store: SigningKeyStore
    private let clock: WallClock
    private let loaded = Mutex<SigningKeys?>(nil)

    init(store: SigningKeyStore, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    /// Several calls may load the keys at the same time; all get the same ones.
    func keys() async throws -> SigningKeys {
        if let keys = loaded.withLock({ $0 }) { return keys }
        let keys = try await store.loadOrCreate(at: clock.date)
        loaded.withLock { $0 = keys }
        return keys
    }

    /// The key that signs now.
    func key() async throws -> SigningKey { try await keys().active(at: clock.date) }

    /// Takes in what other replicas have done.
    func refresh(on connection: PostgresConnection) async throws {
        let known = loaded.withLock { $0 }
        guard let keys = try await store.load(knowing: known, on: connection) else { return }
        loaded.withLock { $0 = keys }
    }

    func keys(for keyID: String?) async throws(RPCError) -> KeySet {
        do {
            return try await keys().keySet
        } catch let error as any RPCErrorConvertible {
            throw error.rpcError
        } catch {
            throw RPCError(.unavailable, "The signing key can't be read.")
        }
    }
}
