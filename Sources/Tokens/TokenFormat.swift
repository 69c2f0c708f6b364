/// What all tokens share: where they come from, whom they address, how large they may be.
package enum TokenFormat {
    package static let issuer = "pynomaly-auth"
    /// Longer texts are refused unread.
    package static let tokenBytesMax = 8192
    /// How far two machines' clocks may be apart.
    package static let clockSkewSeconds: Int64 = 60
    static let algorithm = "EdDSA"

    /// Whom an access token addresses: one service, or all of them.
    static func audience(of callee: String?) -> String {
        callee.map { "\(TokenType.access.audience)/\($0)" } ?? TokenType.access.audience
    }
}

/// The two kinds of token. They differ in type and audience, so that neither passes for the other even if
/// one of the two checks were forgotten.
enum TokenType: String {
    case access = "at+jwt"
    case challenge = "challenge+jwt"

    var audience: String {
        switch self {
        case .access: "pynomaly"
        case .challenge: "pynomaly/challenge"
        }
    }
}

/// The JOSE header (RFC 7515 section 4) as it is written.
struct TokenHeader: Encodable {
    var alg: String
    var typ: String
    var kid: String
    /// Extensions that a reader must understand; there are none that we do.
    var crit: [String]?
}
