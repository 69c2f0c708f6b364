// Generated from google/protobuf/field_mask.proto by `make protos`.

internal import Protobuf

extension GoogleProtobuf {
    package struct FieldMask: ProtobufMessage {
        package var paths: [String]

        package init() {
            paths = []
        }

        package init(
            paths: [String] = []
        ) {
            self.paths = paths
        }
    }
}
