// Generated from google/rpc/error_details.proto by `make protos`.

internal import Protobuf

extension GoogleRpc {
    package struct ErrorInfo: ProtobufMessage {
        package var reason: String
        package var domain: String
        package var metadata: [String: String]

        package init() {
            reason = ""
            domain = ""
            metadata = [:]
        }

        package init(
            reason: String = "",
            domain: String = "",
            metadata: [String: String] = [:]
        ) {
            self.reason = reason
            self.domain = domain
            self.metadata = metadata
        }
    }
}

extension GoogleRpc {
    package struct RetryInfo: ProtobufMessage {
        package var retryDelay: GoogleProtobuf.Duration?

        package init() {
            retryDelay = nil
        }

        package init(
            retryDelay: GoogleProtobuf.Duration? = nil
        ) {
            self.retryDelay = retryDelay
        }
    }
}

extension GoogleRpc {
    package struct QuotaFailure: ProtobufMessage {
        package var violations: [GoogleRpc.QuotaFailure.Violation]

        package init() {
            violations = []
        }

        package init(
            violations: [GoogleRpc.QuotaFailure.Violation] = []
        ) {
            self.violations = violations
        }

        package struct Violation: ProtobufMessage {
            package var subject: String
            package var description: String

            package init() {
                subject = ""
                description = ""
            }

            package init(
                subject: String = "",
                description: String = ""
            ) {
                self.subject = subject
                self.description = description
            }
        }
    }
}

extension GoogleRpc {
    package struct PreconditionFailure: ProtobufMessage {
        package var violations: [GoogleRpc.PreconditionFailure.Violation]

        package init() {
            violations = []
        }

        package init(
            violations: [GoogleRpc.PreconditionFailure.Violation] = []
        ) {
            self.violations = violations
        }

        package struct Violation: ProtobufMessage {
            package var type: String
            package var subject: String
            package var description: String

            package init() {
                type = ""
                subject = ""
                description = ""
            }

            package init(
                type: String = "",
                subject: String = "",
                description: String = ""
            ) {
                self.type = type
                self.subject = subject
                self.description = description
            }
        }
    }
}

extension GoogleRpc {
    package struct BadRequest: ProtobufMessage {
        package var fieldViolations: [GoogleRpc.BadRequest.FieldViolation]

        package init() {
            fieldViolations = []
        }

        package init(
            fieldViolations: [GoogleRpc.BadRequest.FieldViolation] = []
        ) {
            self.fieldViolations = fieldViolations
        }

        package struct FieldViolation: ProtobufMessage {
            package var field: String
            package var description: String

            package init() {
                field = ""
                description = ""
            }

            package init(
                field: String = "",
                description: String = ""
            ) {
                self.field = field
                self.description = description
            }
        }
    }
}
