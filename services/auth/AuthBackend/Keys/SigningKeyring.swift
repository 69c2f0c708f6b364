import Crypto
import Postgres
import RPC
import ServiceKit
import Synchronization
import Tokens

/// The signing key in memory, read when it is first needed: the service starts while its database is down.
final class SigningKeyring: KeySource {
    struct Key: Sendable {
        let signer: TokenSigner
        let publicKey: JSONWebKey
        let keySet: KeySet

        init(_ key: Ed25519PrivateKey) {
            signer = TokenSigner(key: key)
            publicKey = JSONWebKey(key.publicKey)
            keySet = KeySet([publicKey])
        }
    }

    private let store: SigningKeyStore
    private let clock: WallClock
    private let loaded = Mutex<Key?>(nil)

    init(store: SigningKeyStore, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    /// Several calls may load the key at the same time; all get the same one.
    func key() async throws -> Key {
        if let key = loaded.withLock({ $0 }) { return key }
        let key = Key(try await store.loadOrCreate(at: clock.date))
        loaded.withLock { $0 = key }
        return key
    }

    func keys(for keyID: String?) async throws(RPCError) -> KeySet {
        do {
            return try await key().keySet
        } catch let error as any RPCErrorConvertible {
            throw error.rpcError
        } catch {
            throw RPCError(.unavailable, "The signing key can't be read.")
        }
    }
}
