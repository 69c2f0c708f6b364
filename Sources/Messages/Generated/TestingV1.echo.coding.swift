// Generated from pynomaly/testing/v1/echo.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension TestingV1.EchoMessage {
    package static var messageName: String { "pynomaly.testing.v1.EchoMessage" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__testing__v1__echo_message__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Testing__V1__EchoMessage.self)
        payload = arena.bytes(c.pointee.payload.data, c.pointee.payload.len)
        count = c.pointee.count
        text = arena.string(c.pointee.text)
        numbers = arena.packed(c.pointee.numbers, c.pointee.n_numbers)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Testing__V1__EchoMessage.self)
        pynomaly__testing__v1__echo_message__init(c)
        c.pointee.payload.len = payload.count
        c.pointee.payload.data = arena.bytes(payload)
        c.pointee.count = count
        if !text.isEmpty { c.pointee.text = arena.string(text) }
        c.pointee.n_numbers = numbers.count
        c.pointee.numbers = arena.packed(numbers)
    }
}
