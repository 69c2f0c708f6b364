// Generated from pynomaly/testing/v1/echo.proto by `make protos`.

package import Protobuf

extension TestingV1 {
    package struct EchoMessage: ProtobufMessage {
        package var payload: ByteSlice
        /// Expand answers with this many messages.
        package var count: Int32
        package var text: String
        package var numbers: PackedSlice<Double>

        package init() {
            payload = ByteSlice()
            count = 0
            text = ""
            numbers = PackedSlice()
        }

        package init(
            payload: ByteSlice = ByteSlice(),
            count: Int32 = 0,
            text: String = "",
            numbers: PackedSlice<Double> = PackedSlice()
        ) {
            self.payload = payload
            self.count = count
            self.text = text
            self.numbers = numbers
        }
    }
}
