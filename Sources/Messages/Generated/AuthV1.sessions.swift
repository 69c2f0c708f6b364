// Generated from pynomaly/auth/v1/sessions.proto by `make protos`.

internal import Protobuf

extension AuthV1 {
    /// One login and all tokens that came of it.
    package struct Session: ProtobufMessage {
        /// "users/{user}/sessions/{session}".
        package var name: String
        package var createTime: GoogleProtobuf.Timestamp?
        package var lastRefreshTime: GoogleProtobuf.Timestamp?
        package var expireTime: GoogleProtobuf.Timestamp?
        package var clientAddress: String
        package var userAgent: String
        /// How its user proved who they are (RFC 8176): "pwd", "otp", "mfa".
        package var authenticationMethods: [String]
        /// Whether the call that asks is made in this session.
        package var isCurrent: Bool

        package init() {
            name = ""
            createTime = nil
            lastRefreshTime = nil
            expireTime = nil
            clientAddress = ""
            userAgent = ""
            authenticationMethods = []
            isCurrent = false
        }

        package init(
            name: String = "",
            createTime: GoogleProtobuf.Timestamp? = nil,
            lastRefreshTime: GoogleProtobuf.Timestamp? = nil,
            expireTime: GoogleProtobuf.Timestamp? = nil,
            clientAddress: String = "",
            userAgent: String = "",
            authenticationMethods: [String] = [],
            isCurrent: Bool = false
        ) {
            self.name = name
            self.createTime = createTime
            self.lastRefreshTime = lastRefreshTime
            self.expireTime = expireTime
            self.clientAddress = clientAddress
            self.userAgent = userAgent
            self.authenticationMethods = authenticationMethods
            self.isCurrent = isCurrent
        }
    }
}

extension AuthV1 {
    package struct ListSessionsRequest: ProtobufMessage {
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
    package struct ListSessionsResponse: ProtobufMessage {
        package var sessions: [AuthV1.Session]
        package var nextPageToken: String

        package init() {
            sessions = []
            nextPageToken = ""
        }

        package init(
            sessions: [AuthV1.Session] = [],
            nextPageToken: String = ""
        ) {
            self.sessions = sessions
            self.nextPageToken = nextPageToken
        }
    }
}

extension AuthV1 {
    package struct RevokeSessionRequest: ProtobufMessage {
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
    package struct RevokeAllSessionsRequest: ProtobufMessage {
        package var parent: String
        /// Leaves the session that the call is made in.
        package var exceptCurrent: Bool

        package init() {
            parent = ""
            exceptCurrent = false
        }

        package init(
            parent: String = "",
            exceptCurrent: Bool = false
        ) {
            self.parent = parent
            self.exceptCurrent = exceptCurrent
        }
    }
}

extension AuthV1 {
    package struct RevokeAllSessionsResponse: ProtobufMessage {
        package var revokedCount: Int32

        package init() {
            revokedCount = 0
        }

        package init(
            revokedCount: Int32 = 0
        ) {
            self.revokedCount = revokedCount
        }
    }
}
