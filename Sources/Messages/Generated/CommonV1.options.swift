// Generated from pynomaly/common/v1/options.proto by `make protos`.

internal import Protobuf

extension CommonV1 {
    /// Who may call a method. A method without a policy is refused by every service.
    package struct MethodPolicy: ProtobufMessage {
        package var access: Access?
        /// Service identities that may call the method as themselves.
        package var services: [String]
        /// A listed service may name the tenant it acts for in "x-tenant".
        package var tenantFromService: Bool
        /// Challenge tokens that are accepted in place of an access token.
        package var challenges: [CommonV1.ChallengeKind]
        /// The second factor must have been given within the step-up window.
        package var stepUp: Bool
        /// A signed-in person only: an API key does not open the method, whatever its scopes.
        package var person: Bool

        package init() {
            access = nil
            services = []
            tenantFromService = false
            challenges = []
            stepUp = false
            person = false
        }

        package init(
            access: Access? = nil,
            services: [String] = [],
            tenantFromService: Bool = false,
            challenges: [CommonV1.ChallengeKind] = [],
            stepUp: Bool = false,
            person: Bool = false
        ) {
            self.access = access
            self.services = services
            self.tenantFromService = tenantFromService
            self.challenges = challenges
            self.stepUp = stepUp
            self.person = person
        }

        package enum Access: Sendable, Equatable {
            /// No identity is needed.
            case `public`(Bool)
            /// Any signed-in user, API key or listed service.
            case authenticated(Bool)
            /// A user whose role grants this permission ("datasets.read"), or a listed service.
            case permission(String)
            /// Listed services only; never a user.
            case `internal`(Bool)
        }
    }
}

extension CommonV1 {
    /// A multipart/form-data POST that the gateway feeds into a client-streaming method: the first request
    /// carries the form fields in `spec_field`, the following ones the file's bytes in `chunk_field`.
    package struct MultipartUpload: ProtobufMessage {
        package var paths: [String]
        package var specField: String
        package var chunkField: String
        /// The form field that holds the file.
        package var filePart: String

        package init() {
            paths = []
            specField = ""
            chunkField = ""
            filePart = ""
        }

        package init(
            paths: [String] = [],
            specField: String = "",
            chunkField: String = "",
            filePart: String = ""
        ) {
            self.paths = paths
            self.specField = specField
            self.chunkField = chunkField
            self.filePart = filePart
        }
    }
}

extension CommonV1 {
    /// A WebSocket path that the gateway joins to a streaming method.
    package struct WebSocketRoute: ProtobufMessage {
        package var path: String

        package init() {
            path = ""
        }

        package init(
            path: String = ""
        ) {
            self.path = path
        }
    }
}

extension CommonV1 {
    /// An application/x-www-form-urlencoded POST that the gateway maps onto the request's fields, and the
    /// response field whose members are the answer's top level (RFC 6749 section 5.1).
    package struct FormRoute: ProtobufMessage {
        package var path: String
        package var responseField: String
        /// The form's `grant_type` that chooses this method among those of the path (RFC 6749).
        package var grantType: String

        package init() {
            path = ""
            responseField = ""
            grantType = ""
        }

        package init(
            path: String = "",
            responseField: String = "",
            grantType: String = ""
        ) {
            self.path = path
            self.responseField = responseField
            self.grantType = grantType
        }
    }
}

extension CommonV1 {
    /// The methods that together speak tus 1.0, the protocol of resumable uploads, at a path: a POST to it creates an upload,
    /// and what follows it is the last segment of the upload's resource name. CREATE takes a message field `upload` with
    /// `byte_size` and `spec`; it and STATUS answer `name`, `offset` and `byte_size`. WRITE streams `start{name, offset}` and then
    /// bytes in `chunk`, and answers `offset` and `byte_size`. FINISH, which follows the last byte by itself, and REMOVE take
    /// `name`, as STATUS does.
    package struct ResumableUpload: ProtobufMessage {
        package var path: String
        package var step: CommonV1.ResumableUpload.Step

        package init() {
            path = ""
            step = .unspecified
        }

        package init(
            path: String = "",
            step: CommonV1.ResumableUpload.Step = .unspecified
        ) {
            self.path = path
            self.step = step
        }

        package enum Step: RawRepresentable, CaseIterable, Sendable, Hashable {
            case unspecified
            case create
            case write
            case status
            case finish
            case remove
            /// A value of a newer version of this enum.
            case unrecognized(Int32)

            /// The values that have a name.
            package static let allCases: [Self] = [.unspecified, .create, .write, .status, .finish, .remove]

            package init(rawValue: Int32) {
                switch rawValue {
                case 0: self = .unspecified
                case 1: self = .create
                case 2: self = .write
                case 3: self = .status
                case 4: self = .finish
                case 5: self = .remove
                default: self = .unrecognized(rawValue)
                }
            }

            package var rawValue: Int32 {
                switch self {
                case .unspecified: 0
                case .create: 1
                case .write: 2
                case .status: 3
                case .finish: 4
                case .remove: 5
                case .unrecognized(let rawValue): rawValue
                }
            }

            /// The name in the proto and in JSON; an unrecognized value's number.
            package var protoName: String {
                switch self {
                case .unspecified: "STEP_UNSPECIFIED"
                case .create: "CREATE"
                case .write: "WRITE"
                case .status: "STATUS"
                case .finish: "FINISH"
                case .remove: "REMOVE"
                case .unrecognized(let rawValue): String(rawValue)
                }
            }
        }
    }
}

extension CommonV1 {
    /// A server-streaming method whose answers are pieces of a file: the gateway sends the bytes of `chunk_field`, one after the
    /// other, as the body. The first answer tells the file's type and what it may be called.
    package struct FileDownload: ProtobufMessage {
        package var chunkField: String
        package var typeField: String
        package var nameField: String

        package init() {
            chunkField = ""
            typeField = ""
            nameField = ""
        }

        package init(
            chunkField: String = "",
            typeField: String = "",
            nameField: String = ""
        ) {
            self.chunkField = chunkField
            self.typeField = typeField
            self.nameField = nameField
        }
    }
}

extension CommonV1 {
    package enum ChallengeKind: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case mfa
        case enrollment
        case passwordChange
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .mfa, .enrollment, .passwordChange]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .mfa
            case 2: self = .enrollment
            case 3: self = .passwordChange
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .mfa: 1
            case .enrollment: 2
            case .passwordChange: 3
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "CHALLENGE_KIND_UNSPECIFIED"
            case .mfa: "CHALLENGE_KIND_MFA"
            case .enrollment: "CHALLENGE_KIND_ENROLLMENT"
            case .passwordChange: "CHALLENGE_KIND_PASSWORD_CHANGE"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}
