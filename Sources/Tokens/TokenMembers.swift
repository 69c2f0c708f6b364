/// The header of a token (RFC 7515 section 4), as far as it counts here.
struct ReceivedHeader {
    var type: String
    var keyID: String

    /// The algorithm comes first: a token that asks for another one is told so, whatever else its header lacks.
    init(_ json: [UInt8]) throws(TokenError) {
        var alg = Once<String>()
        var typ = Once<String>()
        var kid = Once<String>()
        var hasExtension = false
        var reader = try MemberReader(json)
        while let name = try reader.next() {
            switch name {
            case "alg": try alg.set(reader.string())
            case "typ": try typ.set(reader.string())
            case "kid": try kid.set(reader.string())
            case "crit":
                // Extensions that a reader must understand; there are none that we do.
                hasExtension = true
                try reader.skip()
            default: try reader.skip()
            }
        }
        guard try alg.required() == TokenFormat.algorithm, !hasExtension else { throw .unsupportedAlgorithm }
        type = try typ.required()
        keyID = try kid.required()
    }
}

/// The claims of either kind of token, each at most once.
struct ReceivedClaims {
    private var issuer = Once<String>()
    private var audience = Once<String>()
    private var notBefore = Once<Int64>()
    private var expiresAt = Once<Int64>()
    private var issuedAt = Once<Int64>()
    private var subject = Once<String>()
    private var tenant = Once<String>()
    private var tokenID = Once<String>()
    private var kind = Once<String>()
    private(set) var sessionID = Once<String>()
    private var roles = Once<[String]>()
    private var scope = Once<String>()
    private var methods = Once<[String]>()
    private var authenticatedAt = Once<Int64>()
    private var challenge = Once<String>()

    init(_ json: [UInt8]) throws(TokenError) {
        var reader = try MemberReader(json)
        while let name = try reader.next() {
            try read(name, &reader)
        }
    }

    private mutating func read(_ name: String, _ reader: inout MemberReader) throws(TokenError) {
        switch name {
        case "iss": try issuer.set(reader.string())
        case "aud": try audience.set(reader.string())
        case "nbf": try notBefore.set(reader.integer())
        case "exp": try expiresAt.set(reader.integer())
        case "iat": try issuedAt.set(reader.integer())
        case "sub": try subject.set(reader.string())
        case "tenant": try tenant.set(reader.string())
        case "jti": try tokenID.set(reader.string())
        case "kind": try kind.set(reader.string())
        case "sid": try sessionID.set(reader.string())
        case "roles": try roles.set(reader.strings())
        case "scope": try scope.set(reader.string())
        case "amr": try methods.set(reader.strings())
        case "auth_time": try authenticatedAt.set(reader.integer())
        case "challenge": try challenge.set(reader.string())
        default: try reader.skip()
        }
    }

    /// Who sent the token, to whom, and for when.
    /// - Parameter service: whose eyes look at it.
    func check(_ type: TokenType, by service: String?, now: Int64) throws(TokenError) {
        guard try issuer.required() == TokenFormat.issuer else { throw .wrongIssuer }
        guard try audience.required() == addressee(type, service) else { throw .wrongAudience }
        guard try now < expiresAt.required().addingClamped(TokenFormat.clockSkewSeconds) else { throw .expired }
        guard try notBefore.required() <= now.addingClamped(TokenFormat.clockSkewSeconds) else { throw .notYetValid }
    }

    /// Whom the token must address: what a service shows to one of the others is worth nothing at a third.
    private func addressee(_ type: TokenType, _ service: String?) -> String? {
        guard type == .access, kind.value == AccessClaims.Kind.service.rawValue else { return type.audience }
        return service.map { TokenFormat.audience(of: $0) }
    }

    /// - Parameter service: by which it was checked.
    func access(by service: String?) throws(TokenError) -> AccessClaims {
        guard let kind = try AccessClaims.Kind(rawValue: kind.required()) else { throw .malformed }
        let issuedAt = try issuedAt.required()
        var claims = AccessClaims(
            kind: kind, subject: try subject.required(), callee: kind == .service ? service : nil,
            sessionID: sessionID.value, tenant: try tenant.required(), roles: try roles.required(), scope: scope.value,
            tokenID: try tokenID.required(), issuedAt: issuedAt, lifetimeSeconds: 0,
            authenticationMethods: try methods.required(), authenticatedAt: try authenticatedAt.required())
        claims.notBefore = try notBefore.required()
        claims.expiresAt = try expiresAt.required()
        return claims
    }

    func challengeClaims() throws(TokenError) -> ChallengeClaims {
        guard let kind = try ChallengeClaims.Kind(rawValue: challenge.required()) else { throw .malformed }
        var claims = ChallengeClaims(
            kind: kind, subject: try subject.required(), tenant: try tenant.required(),
            tokenID: try tokenID.required(), issuedAt: try issuedAt.required(), lifetimeSeconds: 0)
        claims.notBefore = try notBefore.required()
        claims.expiresAt = try expiresAt.required()
        return claims
    }
}

/// A member that must not come twice: readers that take the first and readers that take the last would disagree.
struct Once<Value> {
    private(set) var value: Value?

    mutating func set(_ new: Value) throws(TokenError) {
        guard value == nil else { throw .malformed }
        value = new
    }

    func required() throws(TokenError) -> Value {
        guard let value else { throw .malformed }
        return value
    }
}

extension Int64 {
    /// A hostile `exp` must not overflow.
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
