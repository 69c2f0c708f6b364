// Generated from pynomaly/auth/v1/auth.proto by `make protos`.

internal import Protobuf

extension AuthV1 {
    package struct LoginRequest: ProtobufMessage {
        package var username: String
        package var password: String
        /// A TOTP code given together with the password, for clients that can't answer a challenge
        /// (OAuth2 password form).
        package var totpCode: String
        /// From an earlier login with `remember_device`: it stands for the second factor of roles that may rely on it.
        package var deviceToken: String

        package init() {
            username = ""
            password = ""
            totpCode = ""
            deviceToken = ""
        }

        package init(
            username: String = "",
            password: String = "",
            totpCode: String = "",
            deviceToken: String = ""
        ) {
            self.username = username
            self.password = password
            self.totpCode = totpCode
            self.deviceToken = deviceToken
        }
    }
}

extension AuthV1 {
    package struct LoginResponse: ProtobufMessage {
        package var outcome: Outcome?

        package init() {
            outcome = nil
        }

        package init(
            outcome: Outcome? = nil
        ) {
            self.outcome = outcome
        }

        package enum Outcome: Sendable, Equatable {
            case tokens(AuthV1.Tokens)
            case mfaChallenge(AuthV1.Challenge)
            case enrollmentChallenge(AuthV1.Challenge)
            case passwordChangeChallenge(AuthV1.Challenge)
        }
    }
}

extension AuthV1 {
    package struct Tokens: ProtobufMessage {
        package var accessToken: String
        /// "bearer".
        package var tokenType: String
        /// Seconds until the access token expires.
        package var expiresIn: Int32
        /// For RefreshToken, once. Empty in the answer of StepUp, which leaves the session's own valid.
        package var refreshToken: String

        package init() {
            accessToken = ""
            tokenType = ""
            expiresIn = 0
            refreshToken = ""
        }

        package init(
            accessToken: String = "",
            tokenType: String = "",
            expiresIn: Int32 = 0,
            refreshToken: String = ""
        ) {
            self.accessToken = accessToken
            self.tokenType = tokenType
            self.expiresIn = expiresIn
            self.refreshToken = refreshToken
        }
    }
}

extension AuthV1 {
    package struct Challenge: ProtobufMessage {
        package var challengeToken: String
        /// What may answer it: "totp", "recovery_code", "password".
        package var methods: [String]
        package var expireTime: GoogleProtobuf.Timestamp?

        package init() {
            challengeToken = ""
            methods = []
            expireTime = nil
        }

        package init(
            challengeToken: String = "",
            methods: [String] = [],
            expireTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.challengeToken = challengeToken
            self.methods = methods
            self.expireTime = expireTime
        }
    }
}

extension AuthV1 {
    package struct VerifyMfaRequest: ProtobufMessage {
        package var challengeToken: String
        package var proof: Proof?
        /// Asks for a device token, with which this device need not answer again for 30 days.
        package var rememberDevice: Bool

        package init() {
            challengeToken = ""
            proof = nil
            rememberDevice = false
        }

        package init(
            challengeToken: String = "",
            proof: Proof? = nil,
            rememberDevice: Bool = false
        ) {
            self.challengeToken = challengeToken
            self.proof = proof
            self.rememberDevice = rememberDevice
        }

        package enum Proof: Sendable, Equatable {
            case totpCode(String)
            case recoveryCode(String)
        }
    }
}

extension AuthV1 {
    package struct VerifyMfaResponse: ProtobufMessage {
        package var tokens: AuthV1.Tokens?
        /// Present when it was asked for and the account's roles may rely on it.
        package var deviceToken: String
        package var deviceExpireTime: GoogleProtobuf.Timestamp?

        package init() {
            tokens = nil
            deviceToken = ""
            deviceExpireTime = nil
        }

        package init(
            tokens: AuthV1.Tokens? = nil,
            deviceToken: String = "",
            deviceExpireTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.tokens = tokens
            self.deviceToken = deviceToken
            self.deviceExpireTime = deviceExpireTime
        }
    }
}

extension AuthV1 {
    package struct RefreshTokenRequest: ProtobufMessage {
        package var refreshToken: String

        package init() {
            refreshToken = ""
        }

        package init(
            refreshToken: String = ""
        ) {
            self.refreshToken = refreshToken
        }
    }
}

extension AuthV1 {
    package struct RefreshTokenResponse: ProtobufMessage {
        package var tokens: AuthV1.Tokens?

        package init() {
            tokens = nil
        }

        package init(
            tokens: AuthV1.Tokens? = nil
        ) {
            self.tokens = tokens
        }
    }
}

extension AuthV1 {
    package struct LogoutRequest: ProtobufMessage {
        package init() {}
    }
}

extension AuthV1 {
    package struct StepUpRequest: ProtobufMessage {
        package var totpCode: String

        package init() {
            totpCode = ""
        }

        package init(
            totpCode: String = ""
        ) {
            self.totpCode = totpCode
        }
    }
}

extension AuthV1 {
    package struct StepUpResponse: ProtobufMessage {
        package var tokens: AuthV1.Tokens?

        package init() {
            tokens = nil
        }

        package init(
            tokens: AuthV1.Tokens? = nil
        ) {
            self.tokens = tokens
        }
    }
}

extension AuthV1 {
    package struct RequestPasswordResetRequest: ProtobufMessage {
        package var username: String

        package init() {
            username = ""
        }

        package init(
            username: String = ""
        ) {
            self.username = username
        }
    }
}

extension AuthV1 {
    package struct ConfirmPasswordResetRequest: ProtobufMessage {
        package var resetToken: String
        package var newPassword: String

        package init() {
            resetToken = ""
            newPassword = ""
        }

        package init(
            resetToken: String = "",
            newPassword: String = ""
        ) {
            self.resetToken = resetToken
            self.newPassword = newPassword
        }
    }
}

extension AuthV1 {
    package struct GetJwksRequest: ProtobufMessage {
        package init() {}
    }
}

extension AuthV1 {
    package struct JsonWebKeySet: ProtobufMessage {
        package var keys: [AuthV1.JsonWebKey]

        package init() {
            keys = []
        }

        package init(
            keys: [AuthV1.JsonWebKey] = []
        ) {
            self.keys = keys
        }
    }
}

extension AuthV1 {
    /// An Ed25519 public key (RFC 8037).
    package struct JsonWebKey: ProtobufMessage {
        package var kty: String
        package var crv: String
        package var alg: String
        package var use: String
        package var kid: String
        /// The public key, base64url without padding.
        package var x: String

        package init() {
            kty = ""
            crv = ""
            alg = ""
            use = ""
            kid = ""
            x = ""
        }

        package init(
            kty: String = "",
            crv: String = "",
            alg: String = "",
            use: String = "",
            kid: String = "",
            x: String = ""
        ) {
            self.kty = kty
            self.crv = crv
            self.alg = alg
            self.use = use
            self.kid = kid
            self.x = x
        }
    }
}

extension AuthV1 {
    package struct RotateSigningKeyRequest: ProtobufMessage {
        /// Also withdraws all older keys at once: every token that they signed is refused within 2 seconds. For a key
        /// that may be known to others.
        package var revokePrevious: Bool

        package init() {
            revokePrevious = false
        }

        package init(
            revokePrevious: Bool = false
        ) {
            self.revokePrevious = revokePrevious
        }
    }
}

extension AuthV1 {
    package struct RotateSigningKeyResponse: ProtobufMessage {
        /// The new key's `kid`, and when it begins to sign.
        package var keyId: String
        package var activateTime: GoogleProtobuf.Timestamp?

        package init() {
            keyId = ""
            activateTime = nil
        }

        package init(
            keyId: String = "",
            activateTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.keyId = keyId
            self.activateTime = activateTime
        }
    }
}

extension AuthV1 {
    package struct ExchangeApiKeyRequest: ProtobufMessage {
        package var apiKey: String

        package init() {
            apiKey = ""
        }

        package init(
            apiKey: String = ""
        ) {
            self.apiKey = apiKey
        }
    }
}

extension AuthV1 {
    package struct ExchangeApiKeyResponse: ProtobufMessage {
        package var accessToken: String
        package var expiresIn: Int32

        package init() {
            accessToken = ""
            expiresIn = 0
        }

        package init(
            accessToken: String = "",
            expiresIn: Int32 = 0
        ) {
            self.accessToken = accessToken
            self.expiresIn = expiresIn
        }
    }
}

extension AuthV1 {
    package struct IssueServiceTokenRequest: ProtobufMessage {
        /// "gateway", "dataset", "detection", "metrics".
        package var service: String
        package var secret: String
        /// The service that the token is to be shown to; no other accepts it. Those above, and "auth".
        package var audience: String

        package init() {
            service = ""
            secret = ""
            audience = ""
        }

        package init(
            service: String = "",
            secret: String = "",
            audience: String = ""
        ) {
            self.service = service
            self.secret = secret
            self.audience = audience
        }
    }
}

extension AuthV1 {
    package struct IssueServiceTokenResponse: ProtobufMessage {
        package var accessToken: String
        package var expiresIn: Int32

        package init() {
            accessToken = ""
            expiresIn = 0
        }

        package init(
            accessToken: String = "",
            expiresIn: Int32 = 0
        ) {
            self.accessToken = accessToken
            self.expiresIn = expiresIn
        }
    }
}

extension AuthV1 {
    package struct WatchRevocationsRequest: ProtobufMessage {
        /// The last cursor that was seen; 0 asks for all that still matter.
        package var cursor: Int64

        package init() {
            cursor = 0
        }

        package init(
            cursor: Int64 = 0
        ) {
            self.cursor = cursor
        }
    }
}

extension AuthV1 {
    package struct WatchRevocationsResponse: ProtobufMessage {
        /// Everything up to here was sent; empty revocations mean that nothing new happened.
        package var cursor: Int64
        package var revocations: [AuthV1.Revocation]
        /// There is more to come at once: whoever starts has not seen all yet.
        package var hasMore: Bool

        package init() {
            cursor = 0
            revocations = []
            hasMore = false
        }

        package init(
            cursor: Int64 = 0,
            revocations: [AuthV1.Revocation] = [],
            hasMore: Bool = false
        ) {
            self.cursor = cursor
            self.revocations = revocations
            self.hasMore = hasMore
        }
    }
}

extension AuthV1 {
    package struct Revocation: ProtobufMessage {
        package var subject: Subject?
        /// When the last of these tokens has ended, so that it may be forgotten.
        package var expireTime: GoogleProtobuf.Timestamp?

        package init() {
            subject = nil
            expireTime = nil
        }

        package init(
            subject: Subject? = nil,
            expireTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.subject = subject
            self.expireTime = expireTime
        }

        package enum Subject: Sendable, Equatable {
            /// The `sid` of the access tokens that are refused.
            case sessionId(String)
            /// The `kid` of the tokens that are refused.
            case keyId(String)
        }
    }
}
