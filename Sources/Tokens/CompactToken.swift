internal import Crypto

/// A token taken apart, nothing of it believed yet except that its header names our algorithm.
struct CompactToken {
    let header: ReceivedHeader
    let claims: [UInt8]
    let signature: [UInt8]
    /// What was signed: the first two parts as they came.
    let signedText: ArraySlice<UInt8>

    init(_ token: String) throws(TokenError) {
        guard token.utf8.count <= TokenFormat.tokenBytesMax else { throw .tooLong }
        let text = Array(token.utf8)
        let dot = UInt8(ascii: ".")
        guard let first = text.firstIndex(of: dot), let second = text[(first + 1)...].firstIndex(of: dot),
            !text[(second + 1)...].contains(dot), let header = try? Base64URL.decode(utf8: text[..<first]),
            let claims = try? Base64URL.decode(utf8: text[(first + 1)..<second]),
            let signature = try? Base64URL.decode(utf8: text[(second + 1)...])
        else { throw .malformed }
        self.header = try ReceivedHeader(header)
        self.claims = claims
        self.signature = signature
        signedText = text[..<second]
    }
}

extension TokenFormat {
    /// The key that a token says it was signed with, whether or not that is true; nil for what is no token of ours.
    package static func claimedKeyID(of token: String) -> String? {
        try? CompactToken(token).header.keyID
    }

    /// The session that a token says it belongs to, likewise.
    package static func claimedSessionID(of token: String) -> String? {
        try? ReceivedClaims(CompactToken(token).claims).sessionID.value
    }
}
