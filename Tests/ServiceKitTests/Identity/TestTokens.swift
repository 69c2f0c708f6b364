import Crypto
import RPC
import ServiceKit
import Synchronization
import Tokens

/// A key pair that signs tokens for tests.
struct TestTokens {
    let signer: TokenSigner
    let keys: KeySet

    init() throws {
        let key = try Ed25519PrivateKey()
        signer = TokenSigner(key: key)
        keys = KeySet([JSONWebKey(key.publicKey)])
    }

    func user(
        _ roles: [String], tenant: String = "t", session: String? = nil, issuedAt: Int64 = 1000,
        methods: [String] = ["pwd", "otp", "mfa"]
    ) throws -> String {
        try signer.sign(
            AccessClaims(
                kind: .user, subject: "ann", sessionID: session, tenant: tenant, roles: roles, tokenID: "1",
                issuedAt: issuedAt,
                lifetimeSeconds: 3600, authenticationMethods: methods))
    }

    /// A service's, for the one that tests call unless another is named.
    func service(_ name: String, for callee: PlatformService = .dataset, issuedAt: Int64 = 1000) throws -> String {
        try signer.sign(
            AccessClaims(
                kind: .service, subject: name, callee: callee.rawValue, tenant: "", roles: ["service"], tokenID: "2",
                issuedAt: issuedAt, lifetimeSeconds: 300, authenticationMethods: ["secret"]))
    }

    func challenge(_ kind: ChallengeClaims.Kind) throws -> String {
        try signer.sign(ChallengeClaims(kind: kind, subject: "ann", tenant: "t", tokenID: "3", issuedAt: 1000))
    }
}

/// Keys that are simply there, and how often they were asked for by name.
final class FixedKeys: KeySource {
    private let set: KeySet
    let asked = Mutex<[String]>([])

    init(_ set: KeySet) {
        self.set = set
    }

    func keys(for keyID: String?) async throws(RPCError) -> KeySet {
        if let keyID { asked.withLock { $0.append(keyID) } }
        return set
    }
}
