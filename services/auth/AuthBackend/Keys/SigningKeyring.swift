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
    private let loaded = Mutex(NewestRead<SigningKeys>())

    init(store: SigningKeyStore, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    /// Several calls may load the keys at the same time; all get the same ones.
    func keys() async throws -> SigningKeys {
        let (known, read) = loaded.withLock { ($0.value, $0.begin()) }
        if let known { return known }
        let keys = try await store.loadOrCreate(at: clock.date)
        return loaded.withLock { $0.settle(keys, read) }
    }

    /// The key that signs now.
    func key() async throws -> SigningKey { try await keys().active(at: clock.date) }

    /// Takes in what other replicas have done.
    func refresh(on connection: PostgresConnection) async throws {
        let (known, read) = loaded.withLock { ($0.value, $0.begin()) }
        guard let keys = try await store.load(knowing: known, on: connection) else { return }
        _ = loaded.withLock { $0.settle(keys, read) }
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
