// Generated from grpc/health/v1/health.proto by `make protos`.

internal import Protobuf

extension GrpcHealthV1 {
    package struct HealthCheckRequest: ProtobufMessage {
        package var service: String

        package init() {
            service = ""
        }

        package init(
            service: String = ""
        ) {
            self.service = service
        }
    }
}

extension GrpcHealthV1 {
    package struct HealthCheckResponse: ProtobufMessage {
        package var status: GrpcHealthV1.HealthCheckResponse.ServingStatus

        package init() {
            status = .unknown
        }

        package init(
            status: GrpcHealthV1.HealthCheckResponse.ServingStatus = .unknown
        ) {
            self.status = status
        }

        package enum ServingStatus: RawRepresentable, CaseIterable, Sendable, Hashable {
            case unknown
            case serving
            case notServing
            case serviceUnknown
            /// A value of a newer version of this enum.
            case unrecognized(Int32)

            /// The values that have a name.
            package static let allCases: [Self] = [.unknown, .serving, .notServing, .serviceUnknown]

            package init(rawValue: Int32) {
                switch rawValue {
                case 0: self = .unknown
                case 1: self = .serving
                case 2: self = .notServing
                case 3: self = .serviceUnknown
                default: self = .unrecognized(rawValue)
                }
            }

            package var rawValue: Int32 {
                switch self {
                case .unknown: 0
                case .serving: 1
                case .notServing: 2
                case .serviceUnknown: 3
                case .unrecognized(let rawValue): rawValue
                }
            }

            /// The name in the proto and in JSON; an unrecognized value's number.
            package var protoName: String {
                switch self {
                case .unknown: "UNKNOWN"
                case .serving: "SERVING"
                case .notServing: "NOT_SERVING"
                case .serviceUnknown: "SERVICE_UNKNOWN"
                case .unrecognized(let rawValue): String(rawValue)
                }
            }
        }
    }
}
