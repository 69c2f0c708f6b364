// Generated from google/protobuf/empty.proto by `make protos`.

internal import Protobuf

extension GoogleProtobuf {
    package struct Empty: ProtobufMessage {
        package init() {}
    }
}
