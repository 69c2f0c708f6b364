// Generated from pynomaly/auth/v1/audit.proto by `make protos`.

internal import Protobuf

extension AuthV1 {
    package struct AuditEvent: ProtobufMessage {
        /// "auditEvents/{number}".
        package var name: String
        /// Counts from 1 within the tenant, without gaps.
        package var number: Int64
        /// When it happened, and when it was recorded.
        package var eventTime: GoogleProtobuf.Timestamp?
        package var recordTime: GoogleProtobuf.Timestamp?
        /// The service in which it happened.
        package var service: String
        /// "users/{user}", "services/{service}", or empty for somebody unknown.
        package var actor: String
        /// The name that the actor signed in with, or tried to.
        package var actorUsername: String
        /// The session or API key that it was done with.
        package var sessionId: String
        /// What was done: "auth.login", "users.disable", "datasets.delete".
        package var action: String
        /// The name of what it was done to.
        package var resource: String
        package var result: AuthV1.AuditEvent.Result
        /// Why it was denied, or what was changed.
        package var detail: String
        package var clientAddress: String
        package var requestId: String
        /// Hexadecimal: the link of this event, which covers all before it.
        package var link: String

        package init() {
            name = ""
            number = 0
            eventTime = nil
            recordTime = nil
            service = ""
            actor = ""
            actorUsername = ""
            sessionId = ""
            action = ""
            resource = ""
            result = .unspecified
            detail = ""
            clientAddress = ""
            requestId = ""
            link = ""
        }

        package init(
            name: String = "",
            number: Int64 = 0,
            eventTime: GoogleProtobuf.Timestamp? = nil,
            recordTime: GoogleProtobuf.Timestamp? = nil,
            service: String = "",
            actor: String = "",
            actorUsername: String = "",
            sessionId: String = "",
            action: String = "",
            resource: String = "",
            result: AuthV1.AuditEvent.Result = .unspecified,
            detail: String = "",
            clientAddress: String = "",
            requestId: String = "",
            link: String = ""
        ) {
            self.name = name
            self.number = number
            self.eventTime = eventTime
            self.recordTime = recordTime
            self.service = service
            self.actor = actor
            self.actorUsername = actorUsername
            self.sessionId = sessionId
            self.action = action
            self.resource = resource
            self.result = result
            self.detail = detail
            self.clientAddress = clientAddress
            self.requestId = requestId
            self.link = link
        }

        package enum Result: RawRepresentable, CaseIterable, Sendable, Hashable {
            case unspecified
            case succeeded
            case denied
            /// A value of a newer version of this enum.
            case unrecognized(Int32)

            /// The values that have a name.
            package static let allCases: [Self] = [.unspecified, .succeeded, .denied]

            package init(rawValue: Int32) {
                switch rawValue {
                case 0: self = .unspecified
                case 1: self = .succeeded
                case 2: self = .denied
                default: self = .unrecognized(rawValue)
                }
            }

            package var rawValue: Int32 {
                switch self {
                case .unspecified: 0
                case .succeeded: 1
                case .denied: 2
                case .unrecognized(let rawValue): rawValue
                }
            }

            /// The name in the proto and in JSON; an unrecognized value's number.
            package var protoName: String {
                switch self {
                case .unspecified: "RESULT_UNSPECIFIED"
                case .succeeded: "SUCCEEDED"
                case .denied: "DENIED"
                case .unrecognized(let rawValue): String(rawValue)
                }
            }
        }
    }
}

extension AuthV1 {
    package struct ListAuditEventsRequest: ProtobufMessage {
        package var pageSize: Int32
        package var pageToken: String
        /// AIP-160, over number, event_time, service, actor, actor_username, session_id, action, resource, result,
        /// client_address and request_id.
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
    package struct ListAuditEventsResponse: ProtobufMessage {
        package var auditEvents: [AuthV1.AuditEvent]
        /// Empty at the end of the list. While it is not, a page may be short, even empty, where a filter lets few through.
        package var nextPageToken: String

        package init() {
            auditEvents = []
            nextPageToken = ""
        }

        package init(
            auditEvents: [AuthV1.AuditEvent] = [],
            nextPageToken: String = ""
        ) {
            self.auditEvents = auditEvents
            self.nextPageToken = nextPageToken
        }
    }
}

extension AuthV1 {
    package struct ExportAuditEventsRequest: ProtobufMessage {
        package var filter: String

        package init() {
            filter = ""
        }

        package init(
            filter: String = ""
        ) {
            self.filter = filter
        }
    }
}

extension AuthV1 {
    package struct VerifyAuditChainRequest: ProtobufMessage {
        /// A head that an earlier answer or the log gave; empty verifies what is there against itself.
        package var head: String

        package init() {
            head = ""
        }

        package init(
            head: String = ""
        ) {
            self.head = head
        }
    }
}

extension AuthV1 {
    package struct VerifyAuditChainResponse: ProtobufMessage {
        /// Always there, so that JSON, which leaves out what is false, says so as well.
        package var valid: Bool?
        /// The first event that is not as it was recorded, or that is missing; 0 when the chain is valid.
        package var firstBadNumber: Int64
        package var problem: String
        package var checkedCount: Int64
        /// The number of the oldest event that retention has left.
        package var firstNumber: Int64
        /// Signed: tenant, number, link and time. Kept elsewhere, it proves later that the chain only grew.
        package var head: String

        package init() {
            valid = nil
            firstBadNumber = 0
            problem = ""
            checkedCount = 0
            firstNumber = 0
            head = ""
        }

        package init(
            valid: Bool? = nil,
            firstBadNumber: Int64 = 0,
            problem: String = "",
            checkedCount: Int64 = 0,
            firstNumber: Int64 = 0,
            head: String = ""
        ) {
            self.valid = valid
            self.firstBadNumber = firstBadNumber
            self.problem = problem
            self.checkedCount = checkedCount
            self.firstNumber = firstNumber
            self.head = head
        }
    }
}

extension AuthV1 {
    package struct RecordAuditEventsRequest: ProtobufMessage {
        package var events: [AuthV1.RecordedAuditEvent]

        package init() {
            events = []
        }

        package init(
            events: [AuthV1.RecordedAuditEvent] = []
        ) {
            self.events = events
        }
    }
}

extension AuthV1 {
    package struct RecordedAuditEvent: ProtobufMessage {
        /// A UUID by which a repeated delivery is known.
        package var eventId: String
        /// The tenant's id.
        package var tenant: String
        package var event: AuthV1.AuditEvent?

        package init() {
            eventId = ""
            tenant = ""
            event = nil
        }

        package init(
            eventId: String = "",
            tenant: String = "",
            event: AuthV1.AuditEvent? = nil
        ) {
            self.eventId = eventId
            self.tenant = tenant
            self.event = event
        }
    }
}

extension AuthV1 {
    package struct RecordAuditEventsResponse: ProtobufMessage {
        package init() {}
    }
}
