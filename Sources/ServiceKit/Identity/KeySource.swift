package import RPC
package import Tokens

/// Where the public keys come from that access tokens are verified with.
package protocol KeySource: Sendable {
    /// The keys known; when `keyID` is not among them, asks for newer ones.
    /// - Throws: UNAVAILABLE when there are none that may be trusted.
    func keys(for keyID: String?) async throws(RPCError) -> KeySet

    /// Never gives this key out again.
    func withdraw(_ keyID: String)
}

extension KeySource {
    /// For sources that know by themselves.
    package func withdraw(_ keyID: String) {}
}
