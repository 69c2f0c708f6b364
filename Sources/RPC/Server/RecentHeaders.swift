internal import Glibc

/// The last values of the headers that clients repeat in each call of a connection, so that their strings are made and
/// checked for UTF-8 once and not per call.
struct RecentHeaders {
    private struct Known {
        var value: [UInt8] = []
        var entry: Metadata.Entry?
    }

    /// Longer values are not kept.
    static let valueBytesMax = 4096

    private var authorization = Known()
    private var userAgent = Known()

    mutating func entry(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Metadata.Entry {
        if equal(name, "authorization") { return Self.entry(&authorization, name, value) }
        if equal(name, "user-agent") { return Self.entry(&userAgent, name, value) }
        return Self.made(name, value)
    }

    private static func entry(
        _ known: inout Known, _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
    ) -> Metadata.Entry {
        if let entry = known.entry, known.value.withUnsafeBytes({ equal($0, value) }) { return entry }
        let entry = made(name, value)
        if value.count <= valueBytesMax { known = Known(value: Array(value), entry: entry) }
        return entry
    }

    private static func made(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Metadata.Entry {
        Metadata.Entry(name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
    }
}

func equal(_ bytes: UnsafeRawBufferPointer, _ others: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == others.count else { return false }
    guard let start = bytes.baseAddress, let other = others.baseAddress else { return true }
    return memcmp(start, other, bytes.count) == 0
}

func equal(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    equal(bytes, UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
}
