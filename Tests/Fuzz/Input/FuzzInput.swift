/// An input that is taken apart from front to back; past its end everything is zero or empty.
struct FuzzInput {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = Array(bytes)[...]
    }

    var isEmpty: Bool { rest.isEmpty }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func flag() -> Bool { byte() & 1 == 1 }

    mutating func number(below bound: Int) -> Int { Int(byte()) % bound }

    mutating func word() -> UInt32 {
        (0..<4).reduce(0) { word, _ in word << 8 | UInt32(byte()) }
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// As many bytes as the next byte says.
    mutating func counted() -> [UInt8] { bytes(Int(byte())) }

    mutating func remaining() -> [UInt8] { bytes(rest.count) }

    mutating func text() -> String { String(decoding: counted(), as: UTF8.self) }
}
