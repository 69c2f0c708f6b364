import Crypto
import FoundationEssentials

/// Encrypts what the database must not hold in the open, under keys derived from SECRET_KEY.
struct KeySeal: Sendable {
    private let key: Secret
    private let purpose: String

    /// One purpose, one key: a sealed value of one kind never opens as another.
    init(secretKey: Secret, purpose: String) throws {
        key = try HKDF.derive(from: secretKey, label: "pynomaly/auth/\(purpose)/v1")
        self.purpose = purpose
    }

    /// - Parameter owner: binds the value to its row, so that it can't be moved to another one.
    func seal(_ secret: Secret, owner: String) throws -> [UInt8] {
        try AES256GCM.seal(secret.reveal(), key: key, authenticating: "\(purpose):\(owner)".utf8)
    }

    func open(_ sealed: [UInt8], owner: String) throws -> Secret {
        Secret(try AES256GCM.open(sealed, key: key, authenticating: "\(purpose):\(owner)".utf8))
    }
}
