// Generated from google/protobuf/timestamp.proto by `make protos`.

internal import Protobuf

extension GoogleProtobuf {
    package struct Timestamp: ProtobufMessage {
        package var seconds: Int64
        package var nanos: Int32

        package init() {
            seconds = 0
            nanos = 0
        }

        package init(
            seconds: Int64 = 0,
            nanos: Int32 = 0
        ) {
            self.seconds = seconds
            self.nanos = nanos
        }
    }
}
