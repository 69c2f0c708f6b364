/// A part of a command: `["SET", .init(key), .init(bytes), "PX", .init(250)]`.
package struct RedisArgument: Sendable, Equatable, ExpressibleByStringLiteral {
    package var bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package init(_ text: String) { bytes = Array(text.utf8) }
    package init(_ number: some BinaryInteger) { self.init(String(number)) }
    package init(stringLiteral text: String) { self.init(text) }
}
