import Testing

@testable import Tokens

@Suite("Tokens of services")
struct ServiceTokenTests {
    private let issuer = try! Issuer()

    private func claims(_ kind: AccessClaims.Kind, for callee: String?) -> AccessClaims {
        AccessClaims(
            kind: kind, subject: "gateway", callee: callee, tenant: "", roles: [], tokenID: "j",
            issuedAt: Issuer.now, lifetimeSeconds: AccessClaims.serviceLifetimeSeconds, authenticationMethods: [])
    }

    private func verified(_ claims: AccessClaims, by service: String?) throws -> AccessClaims {
        var verifier = issuer.verifier
        if let service { verifier = TokenVerifier(keys: verifier.keys, service: service) }
        return try verifier.verifyAccess(issuer.signer.sign(claims), now: Issuer.now)
    }

    @Test("the service that it is for takes it, and nobody else does", arguments: ["detection", "", nil])
    func oneCallee(other: String?) throws {
        let claims = claims(.service, for: "dataset")
        #expect(try verified(claims, by: "dataset") == claims)
        #expect(throws: TokenError.wrongAudience) { try verified(claims, by: other) }
    }

    @Test("one that is for all, as users' tokens are, is taken by none", arguments: ["dataset", nil])
    func everybody(service: String?) {
        #expect(throws: TokenError.wrongAudience) { try verified(claims(.service, for: nil), by: service) }
    }

    @Test("users' and keys' tokens are for all services", arguments: [AccessClaims.Kind.user, .apiKey])
    func users(kind: AccessClaims.Kind) throws {
        let claims = claims(kind, for: nil)
        for service in ["dataset", "detection", nil] { #expect(try verified(claims, by: service) == claims) }
        let narrow = self.claims(kind, for: "dataset")
        #expect(throws: TokenError.wrongAudience) { try verified(narrow, by: "dataset") }
    }
}
