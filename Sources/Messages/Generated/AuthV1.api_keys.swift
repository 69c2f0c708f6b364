// Generated from pynomaly/auth/v1/api_keys.proto by `make protos`.

internal import Protobuf

extension AuthV1 {
    /// A key for programs. It may do what its scopes and its owner's roles both allow.
    package struct ApiKey: ProtobufMessage {
        /// "users/{user}/apiKeys/{api_key}".
        package var name: String
        package var displayName: String
        /// Permissions, such as "datasets.read"; at least one.
        package var scopes: [String]
        /// When the key ends; absent on creation means after 90 days.
        package var expireTime: GoogleProtobuf.Timestamp?
        /// Where the key may be used from, such as "10.0.0.0/8" or "2001:db8::/32"; empty means anywhere.
        package var allowedCidrs: [String]
        package var state: AuthV1.ApiKey.State
        package var createTime: GoogleProtobuf.Timestamp?
        /// To within a minute.
        package var lastUseTime: GoogleProtobuf.Timestamp?
        package var lastUseAddress: String
        /// The key's first characters, to tell it from others.
        package var hint: String
        /// Until when the secret before the last rotation works.
        package var previousSecretExpireTime: GoogleProtobuf.Timestamp?

        package init() {
            name = ""
            displayName = ""
            scopes = []
            expireTime = nil
            allowedCidrs = []
            state = .unspecified
            createTime = nil
            lastUseTime = nil
            lastUseAddress = ""
            hint = ""
            previousSecretExpireTime = nil
        }

        package init(
            name: String = "",
            displayName: String = "",
            scopes: [String] = [],
            expireTime: GoogleProtobuf.Timestamp? = nil,
            allowedCidrs: [String] = [],
            state: AuthV1.ApiKey.State = .unspecified,
            createTime: GoogleProtobuf.Timestamp? = nil,
            lastUseTime: GoogleProtobuf.Timestamp? = nil,
            lastUseAddress: String = "",
            hint: String = "",
            previousSecretExpireTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.name = name
            self.displayName = displayName
            self.scopes = scopes
            self.expireTime = expireTime
            self.allowedCidrs = allowedCidrs
            self.state = state
            self.createTime = createTime
            self.lastUseTime = lastUseTime
            self.lastUseAddress = lastUseAddress
            self.hint = hint
            self.previousSecretExpireTime = previousSecretExpireTime
        }

        package enum State: RawRepresentable, CaseIterable, Sendable, Hashable {
            case unspecified
            case active
            case expired
            case revoked
            /// A value of a newer version of this enum.
            case unrecognized(Int32)

            /// The values that have a name.
            package static let allCases: [Self] = [.unspecified, .active, .expired, .revoked]

            package init(rawValue: Int32) {
                switch rawValue {
                case 0: self = .unspecified
                case 1: self = .active
                case 2: self = .expired
                case 3: self = .revoked
                default: self = .unrecognized(rawValue)
                }
            }

            package var rawValue: Int32 {
                switch self {
                case .unspecified: 0
                case .active: 1
                case .expired: 2
                case .revoked: 3
                case .unrecognized(let rawValue): rawValue
                }
            }

            /// The name in the proto and in JSON; an unrecognized value's number.
            package var protoName: String {
                switch self {
                case .unspecified: "STATE_UNSPECIFIED"
                case .active: "ACTIVE"
                case .expired: "EXPIRED"
                case .revoked: "REVOKED"
                case .unrecognized(let rawValue): String(rawValue)
                }
            }
        }
    }
}

extension AuthV1 {
    package struct CreateApiKeyRequest: ProtobufMessage {
        /// "users/me".
        package var parent: String
        package var apiKey: AuthV1.ApiKey?
        package var requestId: String

        package init() {
            parent = ""
            apiKey = nil
            requestId = ""
        }

        package init(
            parent: String = "",
            apiKey: AuthV1.ApiKey? = nil,
            requestId: String = ""
        ) {
            self.parent = parent
            self.apiKey = apiKey
            self.requestId = requestId
        }
    }
}

extension AuthV1 {
    package struct CreateApiKeyResponse: ProtobufMessage {
        package var apiKey: AuthV1.ApiKey?
        /// "pyn_…".
        package var key: String

        package init() {
            apiKey = nil
            key = ""
        }

        package init(
            apiKey: AuthV1.ApiKey? = nil,
            key: String = ""
        ) {
            self.apiKey = apiKey
            self.key = key
        }
    }
}

extension AuthV1 {
    package struct GetApiKeyRequest: ProtobufMessage {
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
    package struct ListApiKeysRequest: ProtobufMessage {
        package var parent: String
        package var pageSize: Int32
        package var pageToken: String

        package init() {
            parent = ""
            pageSize = 0
            pageToken = ""
        }

        package init(
            parent: String = "",
            pageSize: Int32 = 0,
            pageToken: String = ""
        ) {
            self.parent = parent
            self.pageSize = pageSize
            self.pageToken = pageToken
        }
    }
}

extension AuthV1 {
    package struct ListApiKeysResponse: ProtobufMessage {
        package var apiKeys: [AuthV1.ApiKey]
        package var nextPageToken: String

        package init() {
            apiKeys = []
            nextPageToken = ""
        }

        package init(
            apiKeys: [AuthV1.ApiKey] = [],
            nextPageToken: String = ""
        ) {
            self.apiKeys = apiKeys
            self.nextPageToken = nextPageToken
        }
    }
}

extension AuthV1 {
    package struct RevokeApiKeyRequest: ProtobufMessage {
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
    package struct RotateApiKeyRequest: ProtobufMessage {
        package var name: String
        /// How long the old secret still works: none unless given, at most 7 days.
        package var overlap: GoogleProtobuf.Duration?

        package init() {
            name = ""
            overlap = nil
        }

        package init(
            name: String = "",
            overlap: GoogleProtobuf.Duration? = nil
        ) {
            self.name = name
            self.overlap = overlap
        }
    }
}

extension AuthV1 {
    package struct RotateApiKeyResponse: ProtobufMessage {
        package var apiKey: AuthV1.ApiKey?
        package var key: String

        package init() {
            apiKey = nil
            key = ""
        }

        package init(
            apiKey: AuthV1.ApiKey? = nil,
            key: String = ""
        ) {
            self.apiKey = apiKey
            self.key = key
        }
    }
}
