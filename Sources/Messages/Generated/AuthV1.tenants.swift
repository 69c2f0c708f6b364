// Generated from pynomaly/auth/v1/tenants.proto by `make protos`.

internal import Protobuf

extension AuthV1 {
    package struct Tenant: ProtobufMessage {
        /// "tenants/{tenant}".
        package var name: String
        package var displayName: String
        package var state: AuthV1.Tenant.State
        package var createTime: GoogleProtobuf.Timestamp?
        package var updateTime: GoogleProtobuf.Timestamp?
        package var quotas: AuthV1.TenantQuotas?
        package var etag: String

        package init() {
            name = ""
            displayName = ""
            state = .unspecified
            createTime = nil
            updateTime = nil
            quotas = nil
            etag = ""
        }

        package init(
            name: String = "",
            displayName: String = "",
            state: AuthV1.Tenant.State = .unspecified,
            createTime: GoogleProtobuf.Timestamp? = nil,
            updateTime: GoogleProtobuf.Timestamp? = nil,
            quotas: AuthV1.TenantQuotas? = nil,
            etag: String = ""
        ) {
            self.name = name
            self.displayName = displayName
            self.state = state
            self.createTime = createTime
            self.updateTime = updateTime
            self.quotas = quotas
            self.etag = etag
        }

        package enum State: RawRepresentable, CaseIterable, Sendable, Hashable {
            case unspecified
            case active
            case suspended
            /// A value of a newer version of this enum.
            case unrecognized(Int32)

            /// The values that have a name.
            package static let allCases: [Self] = [.unspecified, .active, .suspended]

            package init(rawValue: Int32) {
                switch rawValue {
                case 0: self = .unspecified
                case 1: self = .active
                case 2: self = .suspended
                default: self = .unrecognized(rawValue)
                }
            }

            package var rawValue: Int32 {
                switch self {
                case .unspecified: 0
                case .active: 1
                case .suspended: 2
                case .unrecognized(let rawValue): rawValue
                }
            }

            /// The name in the proto and in JSON; an unrecognized value's number.
            package var protoName: String {
                switch self {
                case .unspecified: "STATE_UNSPECIFIED"
                case .active: "ACTIVE"
                case .suspended: "SUSPENDED"
                case .unrecognized(let rawValue): String(rawValue)
                }
            }
        }
    }
}

extension AuthV1 {
    /// What a tenant may have; 0 means the platform's default.
    package struct TenantQuotas: ProtobufMessage {
        package var usersMax: Int32
        /// Of each user.
        package var apiKeysMax: Int32

        package init() {
            usersMax = 0
            apiKeysMax = 0
        }

        package init(
            usersMax: Int32 = 0,
            apiKeysMax: Int32 = 0
        ) {
            self.usersMax = usersMax
            self.apiKeysMax = apiKeysMax
        }
    }
}

extension AuthV1 {
    package struct CreateTenantRequest: ProtobufMessage {
        package var tenant: AuthV1.Tenant?
        package var requestId: String

        package init() {
            tenant = nil
            requestId = ""
        }

        package init(
            tenant: AuthV1.Tenant? = nil,
            requestId: String = ""
        ) {
            self.tenant = tenant
            self.requestId = requestId
        }
    }
}

extension AuthV1 {
    package struct GetTenantRequest: ProtobufMessage {
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
    package struct ListTenantsRequest: ProtobufMessage {
        package var pageSize: Int32
        package var pageToken: String
        /// AIP-160, over display_name, state, create_time and update_time.
        package var filter: String

        package init() {
            pageSize = 0
            pageToken = ""
            filter = ""
        }

        package init(
            pageSize: Int32 = 0,
            pageToken: String = "",
            filter: String = ""
        ) {
            self.pageSize = pageSize
            self.pageToken = pageToken
            self.filter = filter
        }
    }
}

extension AuthV1 {
    package struct ListTenantsResponse: ProtobufMessage {
        package var tenants: [AuthV1.Tenant]
        package var nextPageToken: String

        package init() {
            tenants = []
            nextPageToken = ""
        }

        package init(
            tenants: [AuthV1.Tenant] = [],
            nextPageToken: String = ""
        ) {
            self.tenants = tenants
            self.nextPageToken = nextPageToken
        }
    }
}

extension AuthV1 {
    package struct UpdateTenantRequest: ProtobufMessage {
        package var tenant: AuthV1.Tenant?
        /// "display_name", "quotas", "quotas.users_max", …; empty means every field that may be changed.
        package var updateMask: GoogleProtobuf.FieldMask?

        package init() {
            tenant = nil
            updateMask = nil
        }

        package init(
            tenant: AuthV1.Tenant? = nil,
            updateMask: GoogleProtobuf.FieldMask? = nil
        ) {
            self.tenant = tenant
            self.updateMask = updateMask
        }
    }
}

extension AuthV1 {
    package struct SuspendTenantRequest: ProtobufMessage {
        package var name: String
        package var etag: String

        package init() {
            name = ""
            etag = ""
        }

        package init(
            name: String = "",
            etag: String = ""
        ) {
            self.name = name
            self.etag = etag
        }
    }
}

extension AuthV1 {
    package struct ResumeTenantRequest: ProtobufMessage {
        package var name: String
        package var etag: String

        package init() {
            name = ""
            etag = ""
        }

        package init(
            name: String = "",
            etag: String = ""
        ) {
            self.name = name
            self.etag = etag
        }
    }
}

extension AuthV1 {
    package struct GetTenantUsageRequest: ProtobufMessage {
        /// "tenants/{tenant}/usage".
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
    package struct TenantUsage: ProtobufMessage {
        package var name: String
        package var users: Int32
        package var apiKeys: Int32
        package var sessions: Int32
        /// What the counts are held against, defaults filled in.
        package var quotas: AuthV1.TenantQuotas?

        package init() {
            name = ""
            users = 0
            apiKeys = 0
            sessions = 0
            quotas = nil
        }

        package init(
            name: String = "",
            users: Int32 = 0,
            apiKeys: Int32 = 0,
            sessions: Int32 = 0,
            quotas: AuthV1.TenantQuotas? = nil
        ) {
            self.name = name
            self.users = users
            self.apiKeys = apiKeys
            self.sessions = sessions
            self.quotas = quotas
        }
    }
}

extension AuthV1 {
    package struct MfaPolicy: ProtobufMessage {
        /// Administrators must have a factor whatever stands here.
        package var requiredRoles: [String]
        package var updateTime: GoogleProtobuf.Timestamp?
        package var etag: String

        package init() {
            requiredRoles = []
            updateTime = nil
            etag = ""
        }

        package init(
            requiredRoles: [String] = [],
            updateTime: GoogleProtobuf.Timestamp? = nil,
            etag: String = ""
        ) {
            self.requiredRoles = requiredRoles
            self.updateTime = updateTime
            self.etag = etag
        }
    }
}

extension AuthV1 {
    package struct GetMfaPolicyRequest: ProtobufMessage {
        package init() {}
    }
}

extension AuthV1 {
    package struct UpdateMfaPolicyRequest: ProtobufMessage {
        package var mfaPolicy: AuthV1.MfaPolicy?

        package init() {
            mfaPolicy = nil
        }

        package init(
            mfaPolicy: AuthV1.MfaPolicy? = nil
        ) {
            self.mfaPolicy = mfaPolicy
        }
    }
}
