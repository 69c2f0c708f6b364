package import Crypto

/// The public keys that tokens may be signed with, found by their `kid`.
package struct KeySet: Sendable, Hashable {
    private var keys: [String: Ed25519PublicKey]

    /// Keys of other types or for other uses are left out, as RFC 7517 section 5 asks for.
    package init(_ keys: some Sequence<JSONWebKey> = []) {
        self.keys = [:]
        for key in keys {
            self.keys[key.kid] = key.publicKey
        }
    }

    package var isEmpty: Bool { keys.isEmpty }

    package subscript(keyID: String) -> Ed25519PublicKey? { keys[keyID] }

    package mutating func remove(_ keyID: String) { keys[keyID] = nil }

    package func contains(_ keyID: String) -> Bool { keys[keyID] != nil }
}
