import Crypto
import FoundationEssentials
import Tokens

/// A key that signs tokens, has signed them, or will.
struct SigningKey: Sendable {
    let signer: TokenSigner
    let publicKey: JSONWebKey
    /// It is published before this, and signs from then on until the next one does.
    let activateTime: Date

    init(_ key: Ed25519PrivateKey, activateTime: Date) {
        signer = TokenSigner(key: key)
        publicKey = JSONWebKey(key.publicKey)
        self.activateTime = activateTime
    }

    var keyID: String { publicKey.kid }
}

/// The keys of a moment, in the order in which they become active; there is at least one.
struct SigningKeys: Sendable {
    let all: [SigningKey]
    let keySet: KeySet

    init(first key: SigningKey) {
        all = [key]
        keySet = KeySet([key.publicKey])
    }

    init?(_ keys: [SigningKey]) {
        guard !keys.isEmpty else { return nil }
        all = keys
        keySet = KeySet(keys.map(\.publicKey))
    }

    /// The one that signs.
    func active(at time: Date) -> SigningKey { all.last { $0.activateTime <= time } ?? all[0] }
}

enum SigningKeyError: Error, CustomStringConvertible {
    case sealedWithAnotherSecret(keyID: String)

    var description: String {
        switch self {
        case .sealedWithAnotherSecret(let keyID):
            "SECRET_KEY is not the one that sealed the signing key \(keyID) in the database"
        }
    }
}
