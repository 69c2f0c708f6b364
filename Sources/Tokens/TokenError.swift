/// Why a token is not believed. The texts are safe to show to whoever sent it.
package enum TokenError: Error, Hashable, CustomStringConvertible {
    case tooLong
    /// Not three strict base64url parts of JSON with the members that this kind of token has.
    case malformed
    /// The header names another algorithm than EdDSA, or an extension that nobody here understands.
    case unsupportedAlgorithm
    /// No such key is in the set; it may be newer than the set.
    case unknownKey(String)
    case badSignature
    /// A token of another kind: a challenge where access is asked for, or the reverse.
    case wrongType
    case wrongIssuer
    case wrongAudience
    case expired
    case notYetValid

    package var description: String {
        switch self {
        case .tooLong: "the token is too long"
        case .malformed: "the token is malformed"
        case .unsupportedAlgorithm: "the token is not signed with EdDSA"
        case .unknownKey: "the token is signed with an unknown key"
        case .badSignature: "the token's signature is not valid"
        case .wrongType: "this kind of token is not accepted here"
        case .wrongIssuer: "the token has another issuer"
        case .wrongAudience: "the token is meant for another audience"
        case .expired: "the token has expired"
        case .notYetValid: "the token is not valid yet"
        }
    }
}
