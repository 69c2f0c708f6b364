// Generated from google/rpc/status.proto by `make protos`.

internal import Protobuf

extension GoogleRpc {
    package struct Status: ProtobufMessage {
        package var code: Int32
        package var message: String
        package var details: [GoogleProtobuf.`Any`]

        package init() {
            code = 0
            message = ""
            details = []
        }

        package init(
            code: Int32 = 0,
            message: String = "",
            details: [GoogleProtobuf.`Any`] = []
        ) {
            self.code = code
            self.message = message
            self.details = details
        }
    }
}
