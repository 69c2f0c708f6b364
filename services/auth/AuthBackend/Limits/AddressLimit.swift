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
}
