/// Finds the servers behind a name.
package protocol AddressResolver: Sendable {
    /// In the order in which they should be tried; cancelling the task may end it early.
    func resolve(host: String, port: Int) async throws(ResolutionError) -> [ResolvedAddress]
}

/// Why a name has no addresses just now.
package struct ResolutionError: Error, Sendable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) {
        self.description = description
    }
}
