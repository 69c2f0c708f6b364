// Generated from pynomaly/auth/v1/users.proto by `make protos`.

internal import Protobuf

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
        package var state: AuthV1.User.State
        /// Until then logins are refused, after too many failures; absent when they are not.
        package var lockExpireTime: GoogleProtobuf.Timestamp?
        package var updateTime: GoogleProtobuf.Timestamp?
        package var lastLoginTime: GoogleProtobuf.Timestamp?
        /// When a deleted user is gone for good.
        package var purgeTime: GoogleProtobuf.Timestamp?
        package var etag: String

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
            state = .unspecified
            lockExpireTime = nil
            updateTime = nil
            lastLoginTime = nil
            purgeTime = nil
            etag = ""
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
            password: String = "",
            state: AuthV1.User.State = .unspecified,
            lockExpireTime: GoogleProtobuf.Timestamp? = nil,
            updateTime: GoogleProtobuf.Timestamp? = nil,
            lastLoginTime: GoogleProtobuf.Timestamp? = nil,
            purgeTime: GoogleProtobuf.Timestamp? = nil,
            etag: String = ""
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
            self.state = state
            self.lockExpireTime = lockExpireTime
            self.updateTime = updateTime
            self.lastLoginTime = lastLoginTime
            self.purgeTime = purgeTime
            self.etag = etag
        }

        package enum State: RawRepresentable, CaseIterable, Sendable, Hashable {
            case unspecified
            case active
            case disabled
            case deleted
            /// A value of a newer version of this enum.
            case unrecognized(Int32)

            /// The values that have a name.
            package static let allCases: [Self] = [.unspecified, .active, .disabled, .deleted]

            package init(rawValue: Int32) {
                switch rawValue {
                case 0: self = .unspecified
                case 1: self = .active
                case 2: self = .disabled
                case 3: self = .deleted
                default: self = .unrecognized(rawValue)
                }
            }

            package var rawValue: Int32 {
                switch self {
                case .unspecified: 0
                case .active: 1
                case .disabled: 2
                case .deleted: 3
                case .unrecognized(let rawValue): rawValue
                }
            }

            /// The name in the proto and in JSON; an unrecognized value's number.
            package var protoName: String {
                switch self {
                case .unspecified: "STATE_UNSPECIFIED"
                case .active: "ACTIVE"
                case .disabled: "DISABLED"
                case .deleted: "DELETED"
                case .unrecognized(let rawValue): String(rawValue)
                }
            }
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
        /// Makes a repeated request harmless (AIP-155): a UUID.
        package var requestId: String

        package init() {
            user = nil
            requestId = ""
        }

        package init(
            user: AuthV1.User? = nil,
            requestId: String = ""
        ) {
            self.user = user
            self.requestId = requestId
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
        /// AIP-160, over username, display_name, roles, state, mfa_enrolled, create_time, update_time and last_login_time.
        package var filter: String
        package var showDeleted: Bool

        package init() {
            pageSize = 0
            pageToken = ""
            filter = ""
            showDeleted = false
        }

        package init(
            pageSize: Int32 = 0,
            pageToken: String = "",
            filter: String = "",
            showDeleted: Bool = false
        ) {
            self.pageSize = pageSize
            self.pageToken = pageToken
            self.filter = filter
            self.showDeleted = showDeleted
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
    package struct UpdateUserRequest: ProtobufMessage {
        package var user: AuthV1.User?
        /// "display_name"; empty means every field that may be changed.
        package var updateMask: GoogleProtobuf.FieldMask?

        package init() {
            user = nil
            updateMask = nil
        }

        package init(
            user: AuthV1.User? = nil,
            updateMask: GoogleProtobuf.FieldMask? = nil
        ) {
            self.user = user
            self.updateMask = updateMask
        }
    }
}

extension AuthV1 {
    package struct DeleteUserRequest: ProtobufMessage {
        package var name: String
        /// The user is deleted only if this is still their etag; empty deletes whatever there is.
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
    package struct UndeleteUserRequest: ProtobufMessage {
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
    package struct DisableUserRequest: ProtobufMessage {
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
    package struct EnableUserRequest: ProtobufMessage {
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
    package struct UnlockUserRequest: ProtobufMessage {
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
    package struct ResetPasswordRequest: ProtobufMessage {
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
    package struct ResetPasswordResponse: ProtobufMessage {
        /// Shown this once.
        package var oneTimePassword: String
        package var expireTime: GoogleProtobuf.Timestamp?

        package init() {
            oneTimePassword = ""
            expireTime = nil
        }

        package init(
            oneTimePassword: String = "",
            expireTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.oneTimePassword = oneTimePassword
            self.expireTime = expireTime
        }
    }
}

extension AuthV1 {
    package struct SetRolesRequest: ProtobufMessage {
        package var name: String
        package var roles: [String]
        package var etag: String

        package init() {
            name = ""
            roles = []
            etag = ""
        }

        package init(
            name: String = "",
            roles: [String] = [],
            etag: String = ""
        ) {
            self.name = name
            self.roles = roles
            self.etag = etag
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
    package struct GetRoleRequest: ProtobufMessage {
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
