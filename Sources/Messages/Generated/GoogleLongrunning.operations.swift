// Generated from google/longrunning/operations.proto by `make protos`.

internal import Protobuf

extension GoogleLongrunning {
    package struct Operation: ProtobufMessage {
        package var name: String
        package var metadata: GoogleProtobuf.`Any`?
        package var done: Bool
        package var result: Result?

        package init() {
            name = ""
            metadata = nil
            done = false
            result = nil
        }

        package init(
            name: String = "",
            metadata: GoogleProtobuf.`Any`? = nil,
            done: Bool = false,
            result: Result? = nil
        ) {
            self.name = name
            self.metadata = metadata
            self.done = done
            self.result = result
        }

        package enum Result: Sendable, Equatable {
            case error(GoogleRpc.Status)
            case response(GoogleProtobuf.`Any`)
        }
    }
}

extension GoogleLongrunning {
    package struct GetOperationRequest: ProtobufMessage {
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

extension GoogleLongrunning {
    package struct ListOperationsRequest: ProtobufMessage {
        package var filter: String
        package var pageSize: Int32
        package var pageToken: String
        package var name: String

        package init() {
            filter = ""
            pageSize = 0
            pageToken = ""
            name = ""
        }

        package init(
            filter: String = "",
            pageSize: Int32 = 0,
            pageToken: String = "",
            name: String = ""
        ) {
            self.filter = filter
            self.pageSize = pageSize
            self.pageToken = pageToken
            self.name = name
        }
    }
}

extension GoogleLongrunning {
    package struct ListOperationsResponse: ProtobufMessage {
        package var operations: [GoogleLongrunning.Operation]
        package var nextPageToken: String

        package init() {
            operations = []
            nextPageToken = ""
        }

        package init(
            operations: [GoogleLongrunning.Operation] = [],
            nextPageToken: String = ""
        ) {
            self.operations = operations
            self.nextPageToken = nextPageToken
        }
    }
}

extension GoogleLongrunning {
    package struct CancelOperationRequest: ProtobufMessage {
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

extension GoogleLongrunning {
    package struct DeleteOperationRequest: ProtobufMessage {
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

extension GoogleLongrunning {
    package struct WaitOperationRequest: ProtobufMessage {
        package var name: String
        package var timeout: GoogleProtobuf.Duration?

        package init() {
            name = ""
            timeout = nil
        }

        package init(
            name: String = "",
            timeout: GoogleProtobuf.Duration? = nil
        ) {
            self.name = name
            self.timeout = timeout
        }
    }
}
