import Crypto
import FoundationEssentials

/// Encrypts what the database must not hold in the open, under keys derived from SECRET_KEY. What SECRET_KEY_PREVIOUS
/// sealed is opened as well, until it has been sealed anew.
struct KeySeal: Sendable {
    private let key: Secret
    private let previous: Secret?
    private let purpose: String
    /// Tells the current key from others, and nothing about it.
    let keyID: String

    /// One purpose, one key: a sealed value of one kind never opens as another.
    init(secretKey: Secret, previous: Secret? = nil, purpose: String) throws {
        key = try Self.derive(secretKey, purpose)
        self.previous = try previous.map { try Self.derive($0, purpose) }
        self.purpose = purpose
        keyID = Hex.encode(try HMAC.sha256("id".utf8, key: key).prefix(8))
    }

    private static func derive(_ secret: Secret, _ purpose: String) throws -> Secret {
        try HKDF.derive(from: secret, label: "pynomaly/auth/\(purpose)/v1")
    }

    /// - Parameter owner: binds the value to its row, so that it can't be moved to another one.
    func seal(_ secret: Secret, owner: String) throws -> [UInt8] {
        try AES256GCM.seal(secret.reveal(), key: key, authenticating: "\(purpose):\(owner)".utf8)
    }

    func open(_ sealed: [UInt8], owner: String) throws -> Secret {
        do {
            return try open(sealed, key, owner)
        } catch {
            guard let previous else { throw error }
            return try open(sealed, previous, owner)
        }
    }

    /// The same value under the current key; nil if it is that already.
    func sealedAnew(_ sealed: [UInt8], owner: String) throws -> [UInt8]? {
        guard let previous, (try? open(sealed, key, owner)) == nil else { return nil }
        return try seal(open(sealed, previous, owner), owner: owner)
    }

    private func open(_ sealed: [UInt8], _ key: Secret, _ owner: String) throws -> Secret {
        Secret(try AES256GCM.open(sealed, key: key, authenticating: "\(purpose):\(owner)".utf8))
    }
}
