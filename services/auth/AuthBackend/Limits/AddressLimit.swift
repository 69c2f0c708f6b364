import RPC

/// Limits how often one address tries to prove an identity, whatever the account. All ways to log in share it.
struct AddressLimit: Sendable {
    let limiter: AttemptLimiter
    let rate: AttemptRate

    /// - Parameter address: the client's; IPv6 counts by the /64 network, of which one client usually has all. What is no
    ///   IP address, as a Unix domain socket's peer, counts as one.
    func take(_ address: String) async throws {
        try await limiter.take("address", ClientNetwork(address)?.name ?? "", rate)
    }

    /// Counts the call only if it does not believe its caller: whoever is right may come as often as they like.
    func countingRefusals<R>(of address: String, _ call: () async throws -> R) async throws -> R {
        do {
            return try await call()
        } catch let error as RPCError where error.code == .unauthenticated {
            try await take(address)
            throw error
        }
    }
}
