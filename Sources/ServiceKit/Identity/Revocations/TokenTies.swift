import Tokens

/// What a token ends with: its session, and the key that signed it.
package struct TokenTies: Sendable, Equatable {
    let sessionID: String
    let keyID: String

    /// As the token says, which is not verified here: it is for those who have it from auth.
    package init(claimedBy token: String) {
        sessionID = TokenFormat.claimedSessionID(of: token) ?? ""
        keyID = TokenFormat.claimedKeyID(of: token) ?? ""
    }
}
