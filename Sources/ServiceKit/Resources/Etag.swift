import Crypto
import Messages
package import RPC

/// The `etag` of a resource (AIP-154): weak, and made of the number of its changes. Where a resource shows what happens beside
/// them, as a user does their last login, a mark of that follows: whoever polls sees it, and a change that was thought of
/// before is let through all the same.
package enum Etag {
    /// The reason of the refusal.
    package static let mismatch = "ETAG_MISMATCH"

    package static func text(version: Int64) -> String { "W/\"\(version)\"" }

    /// - Parameter events: what the resource shows beside its changes, in words.
    package static func text(version: Int64, events: [String]) -> String {
        let mark = Hex.encode(SHA256.hash(events.joined(separator: "\u{0}").utf8).prefix(6))
        return "W/\"\(version).\(mark)\""
    }

    /// Refuses a change that was thought of for an older state. None, and `*`, mean whatever there is.
    package static func check(_ given: String, version: Int64) throws(RPCError) {
        guard !given.isEmpty, given != "*", given != text(version: version), !given.hasPrefix("W/\"\(version).") else {
            return
        }
        throw RPCError(
            .aborted, "This was changed meanwhile: the etag is not the current one. Read it again.",
            details: [GoogleRpc.ErrorInfo(reason: mismatch, domain: Refusal.domain)])
    }
}
