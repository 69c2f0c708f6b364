import Messages
package import RPC

/// The `etag` of a resource (AIP-154): weak, and made of nothing but the number of its changes, so that it tells nothing
/// about what the resource holds.
package enum Etag {
    /// The reason of the refusal.
    package static let mismatch = "ETAG_MISMATCH"

    package static func text(version: Int64) -> String { "W/\"\(version)\"" }

    /// Refuses a change that was thought of for an older state. None, and `*`, mean whatever there is.
    package static func check(_ given: String, version: Int64) throws(RPCError) {
        guard !given.isEmpty, given != "*", given != text(version: version) else { return }
        throw RPCError(
            .aborted, "This was changed meanwhile: the etag is not the current one. Read it again.",
            details: [GoogleRpc.ErrorInfo(reason: mismatch, domain: Refusal.domain)])
    }
}
