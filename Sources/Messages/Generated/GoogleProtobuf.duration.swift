// Generated from google/protobuf/duration.proto by `make protos`.

internal import Protobuf

extension GoogleProtobuf {
    package struct Duration: ProtobufMessage {
        package var seconds: Int64 = 0
        package var nanos: Int32 = 0

        package init() {}

        package init(
            seconds: Int64 = 0,
            nanos: Int32 = 0
        ) {
            self.seconds = seconds
            self.nanos = nanos
        }
    }
}
