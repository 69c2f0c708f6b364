// Generated from google/protobuf/any.proto by `make protos`.

package import Protobuf

extension GoogleProtobuf {
    package struct `Any`: ProtobufMessage {
        package var typeUrl: String
        package var value: ByteSlice

        package init() {
            typeUrl = ""
            value = ByteSlice()
        }

        package init(
            typeUrl: String = "",
            value: ByteSlice = ByteSlice()
        ) {
            self.typeUrl = typeUrl
            self.value = value
        }
    }
}
