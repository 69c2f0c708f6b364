// Generated from pynomaly/auth/v1/auth.proto by `make protos`.

internal import Protobuf

extension AuthV1 {
    package struct LoginRequest: ProtobufMessage {
        package var username: String
        package var password: String
        /// A TOTP code given together with the password, for clients that can't answer a challenge
        /// (OAuth2 password form).
        package var totpCode: String

        package init() {
            username = ""
            password = ""
            totpCode = ""
        }

        package init(
            username: String = "",
            password: String = "",
            totpCode: String = ""
        ) {
            self.username = username
            self.password = password
            self.totpCode = totpCode
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

        package init() {
            accessToken = ""
            tokenType = ""
            expiresIn = 0
        }

        package init(
            accessToken: String = "",
            tokenType: String = "",
            expiresIn: Int32 = 0
        ) {
            self.accessToken = accessToken
            self.tokenType = tokenType
            self.expiresIn = expiresIn
        }
    }
}

extension AuthV1 {
    package struct Challenge: ProtobufMessage {
        package var challengeToken: String
        /// What may answer it: "totp", "password".
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
        package var totpCode: String

        package init() {
            challengeToken = ""
            totpCode = ""
        }

        package init(
            challengeToken: String = "",
            totpCode: String = ""
        ) {
            self.challengeToken = challengeToken
            self.totpCode = totpCode
        }
    }
}

extension AuthV1 {
    package struct VerifyMfaResponse: ProtobufMessage {
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
    package struct IssueServiceTokenRequest: ProtobufMessage {
        /// "gateway", "dataset", "detection", "metrics".
        package var service: String
        package var secret: String

        package init() {
            service = ""
            secret = ""
        }

        package init(
            service: String = "",
            secret: String = ""
        ) {
            self.service = service
            self.secret = secret
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
    package struct User: ProtobufMessage {
        /// "users/{user}".
        package var name: String
        package var username: String
        package var displayName: String
        /// "tenants/{tenant}".
        package var tenant: String
        /// "super_admin", "tenant_admin", "data_scientist", "analyst", "viewer".
        package var roles: [String]
        package var mfaEnrolled: Bool
        package var passwordChangeRequired: Bool
        package var createTime: GoogleProtobuf.Timestamp?
        /// Given on creation only, never returned.
        package var password: String

        package init() {
            name = ""
            username = ""
            displayName = ""
            tenant = ""
            roles = []
            mfaEnrolled = false
            passwordChangeRequired = false
            createTime = nil
            password = ""
        }

        package init(
            name: String = "",
            username: String = "",
            displayName: String = "",
            tenant: String = "",
            roles: [String] = [],
            mfaEnrolled: Bool = false,
            passwordChangeRequired: Bool = false,
            createTime: GoogleProtobuf.Timestamp? = nil,
            password: String = ""
        ) {
            self.name = name
            self.username = username
            self.displayName = displayName
            self.tenant = tenant
            self.roles = roles
            self.mfaEnrolled = mfaEnrolled
            self.passwordChangeRequired = passwordChangeRequired
            self.createTime = createTime
            self.password = password
        }
    }
}

extension AuthV1 {
    package struct GetMeRequest: ProtobufMessage {
        package init() {}
    }
}

extension AuthV1 {
    package struct CreateUserRequest: ProtobufMessage {
        package var user: AuthV1.User?

        package init() {
            user = nil
        }

        package init(
            user: AuthV1.User? = nil
        ) {
            self.user = user
        }
    }
}

extension AuthV1 {
    package struct GetUserRequest: ProtobufMessage {
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension AuthV1 {
    package struct ListUsersRequest: ProtobufMessage {
        package var pageSize: Int32
        package var pageToken: String

        package init() {
            pageSize = 0
            pageToken = ""
        }

        package init(
            pageSize: Int32 = 0,
            pageToken: String = ""
        ) {
            self.pageSize = pageSize
            self.pageToken = pageToken
        }
    }
}

extension AuthV1 {
    package struct ListUsersResponse: ProtobufMessage {
        package var users: [AuthV1.User]
        package var nextPageToken: String

        package init() {
            users = []
            nextPageToken = ""
        }

        package init(
            users: [AuthV1.User] = [],
            nextPageToken: String = ""
        ) {
            self.users = users
            self.nextPageToken = nextPageToken
        }
    }
}

extension AuthV1 {
    package struct ChangePasswordRequest: ProtobufMessage {
        /// "users/me".
        package var name: String
        package var currentPassword: String
        package var newPassword: String

        package init() {
            name = ""
            currentPassword = ""
            newPassword = ""
        }

        package init(
            name: String = "",
            currentPassword: String = "",
            newPassword: String = ""
        ) {
            self.name = name
            self.currentPassword = currentPassword
            self.newPassword = newPassword
        }
    }
}

extension AuthV1 {
    package struct EnrollTotpRequest: ProtobufMessage {
        /// "users/me/totpFactor".
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension AuthV1 {
    package struct EnrollTotpResponse: ProtobufMessage {
        /// Base32 without padding (RFC 4648).
        package var secret: String
        package var otpauthUri: String

        package init() {
            secret = ""
            otpauthUri = ""
        }

        package init(
            secret: String = "",
            otpauthUri: String = ""
        ) {
            self.secret = secret
            self.otpauthUri = otpauthUri
        }
    }
}

extension AuthV1 {
    package struct ConfirmTotpRequest: ProtobufMessage {
        package var name: String
        package var totpCode: String

        package init() {
            name = ""
            totpCode = ""
        }

        package init(
            name: String = "",
            totpCode: String = ""
        ) {
            self.name = name
            self.totpCode = totpCode
        }
    }
}

extension AuthV1 {
    package struct ConfirmTotpResponse: ProtobufMessage {
        /// Present when the call was made with an enrolment challenge: the login is complete.
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
    package struct ListRolesRequest: ProtobufMessage {
        package init() {}
    }
}

extension AuthV1 {
    package struct ListRolesResponse: ProtobufMessage {
        package var roles: [AuthV1.Role]

        package init() {
            roles = []
        }

        package init(
            roles: [AuthV1.Role] = []
        ) {
            self.roles = roles
        }
    }
}

extension AuthV1 {
    package struct Role: ProtobufMessage {
        /// "roles/{role}".
        package var name: String
        package var description: String
        package var permissions: [String]
        package var requiresMfa: Bool

        package init() {
            name = ""
            description = ""
            permissions = []
            requiresMfa = false
        }

        package init(
            name: String = "",
            description: String = "",
            permissions: [String] = [],
            requiresMfa: Bool = false
        ) {
            self.name = name
            self.description = description
            self.permissions = permissions
            self.requiresMfa = requiresMfa
        }
    }
}
