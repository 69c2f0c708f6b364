import Crypto
import RPC

/// The secrets by which the platform's services identify themselves.
struct ServiceSecrets: Sendable {

    private let digests: [String: [UInt8]]
    private let decoy: [UInt8]
    private let key: Secret

    /// Services without a secret can't get a token.
    init(_ secrets: [String: Secret]) throws {
        let key = Secret(try SecureRandom.bytes(32))
        digests = try secrets.mapValues { try Self.digest($0, key) }
        decoy = try SecureRandom.bytes(32)
        self.key = key
    }

    /// Compares digests under a key of this process, so that the time taken tells neither content nor length.
    func check(_ service: String, _ secret: Secret) throws {
        let expected = digests[service]
        let isRight = constantTimeEquals(try Self.digest(secret, key), expected ?? decoy)
        guard isRight, expected != nil else {
            throw RPCError(.unauthenticated, "The service's name or its secret is wrong.")
        }
    }

    private static func digest(_ secret: Secret, _ key: Secret) throws -> [UInt8] {
        try HMAC.sha256(secret.reveal(), key: key)
    }
}
