/// Why a cryptographic operation gave no result. None of the cases says anything about a secret's content.
package enum CryptoError: Error, Equatable, CustomStringConvertible {
    /// A key, nonce, seed or digest has a length that the algorithm does not accept.
    case invalidLength(what: String, expected: Int, actual: Int)
    /// The ciphertext, its tag or its associated data was altered, or the key is another one.
    case authenticationFailed
    /// A text is not a valid encoding (Base32, Base64URL, hexadecimal, PHC string).
    case invalidEncoding(String)
    /// The library refused; `operation` names the call.
    case library(operation: String)

    package var description: String {
        switch self {
        case .invalidLength(let what, let expected, let actual):
            "\(what) must have \(expected) bytes, not \(actual)"
        case .authenticationFailed: "the data was altered, or the key is not the one that sealed it"
        case .invalidEncoding(let what): "not a valid \(what)"
        case .library(let operation): "\(operation) failed"
        }
    }
}
