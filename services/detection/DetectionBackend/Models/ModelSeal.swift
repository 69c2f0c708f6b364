import Crypto
import RPC

/// Signs models when they are fitted and proves, when they are loaded, that they are ours and unchanged.
struct ModelSeal: Sendable {
    private let key: Secret

    /// - Parameter signingKey: MODEL_SIGNING_KEY, shared by all replicas.
    init(signingKey: Secret) throws(CryptoError) {
        key = try HKDF.derive(from: signingKey, label: "pynomaly model signature v1")
    }

    func sign(_ snapshot: [UInt8]) throws(CryptoError) -> [UInt8] {
        try HMAC.sha256(snapshot, key: key)
    }

    func verify(_ sealed: ModelStore.Sealed) throws {
        guard constantTimeEquals(try sign(sealed.snapshot), sealed.signature) else {
            throw RPCError(.dataLoss, "the model's signature does not match its bytes; train the detector again")
        }
    }
}
