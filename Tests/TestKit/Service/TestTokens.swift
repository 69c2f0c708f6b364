import Crypto
import FoundationEssentials
package import RPC
package import ServiceKit
package import Tokens

/// A key pair that stands for auth's: tokens of users and of services, as auth would issue them now.
package struct TestTokens: KeySource {
    private let callee: PlatformService
    private let signer: TokenSigner
    private let set: KeySet

    /// - Parameter callee: the service that is called.
    package init(for callee: PlatformService) throws {
        self.callee = callee
        let key = try Ed25519PrivateKey()
        signer = TokenSigner(key: key)
        set = KeySet([JSONWebKey(key.publicKey)])
    }

    package func keys(for keyID: String?) async throws(RPCError) -> KeySet { set }

    package func user(_ role: String, tenant: String) throws -> String {
        try token(.user, "ann", tenant, role)
    }

    package func service(_ name: String) throws -> String { try token(.service, name, "", "service") }

    private func token(_ kind: AccessClaims.Kind, _ subject: String, _ tenant: String, _ role: String) throws -> String
    {
        try signer.sign(
            AccessClaims(
                kind: kind, subject: subject, callee: kind == .service ? callee.rawValue : nil, tenant: tenant,
                roles: [role], tokenID: UUID().uuidString, issuedAt: Int64(Date().timeIntervalSince1970),
                lifetimeSeconds: 300,
                authenticationMethods: ["pwd", "otp", "mfa"]))
    }
}
