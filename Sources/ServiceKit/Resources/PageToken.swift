import Crypto
package import RPC

/// Where a page of a list ended, as text that callers hand back unread: which list it is, and the key of its last entry.
package enum PageToken {
    /// Parts of the key hold no `|`.
    package static func encode(_ list: String, _ key: String...) -> String {
        Base64URL.encode(Array(([list] + key).joined(separator: "|").utf8))
    }

    /// The parts of the key; nil for an empty token, which asks for the first page.
    package static func decode(_ token: String, _ list: String, count: Int) throws(RPCError) -> [String]? {
        guard !token.isEmpty else { return nil }
        guard token.utf8.count <= ServiceLimits.pageTokenBytesMax, let bytes = try? Base64URL.decode(token),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw refusal }
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == count + 1, parts[0] == list else { throw refusal }
        return Array(parts.dropFirst())
    }

    /// Also for a key whose parts are not what they should be.
    package static var refusal: RPCError {
        .invalidArgument(field: "page_token", "is not a token that this method returned")
    }
}
