internal import CNghttp2

/// A header block to be sent. Bytes lie in one array; names must be lower-case.
package struct HTTP2Headers {
    private struct Field {
        var name: Range<Int>
        var value: Range<Int>
    }

    private var bytes: [UInt8] = []
    private var fields: [Field] = []

    package init() {}

    package var isEmpty: Bool { fields.isEmpty }

    package mutating func add(_ name: some Sequence<UInt8>, _ value: some Sequence<UInt8>) {
        let start = bytes.count
        bytes += name
        let middle = bytes.count
        bytes += value
        fields.append(Field(name: start..<middle, value: middle..<bytes.count))
    }

    package mutating func add(_ name: String, _ value: String) {
        add(name.utf8, value.utf8)
    }

    /// The fields as libnghttp2 takes them; it copies them while the closure runs.
    func withFields<R>(_ body: (UnsafePointer<nghttp2_nv>?, Int) -> R) -> R {
        bytes.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: max(1, fields.count)) { list in
                // libnghttp2 declares the pointers mutable, but only reads through them.
                let base = UnsafeMutablePointer(mutating: bytes.baseAddress)
                for (index, field) in fields.enumerated() {
                    list.initializeElement(
                        at: index,
                        to: nghttp2_nv(
                            name: base.map { $0 + field.name.lowerBound },
                            value: base.map { $0 + field.value.lowerBound },
                            namelen: field.name.count, valuelen: field.value.count,
                            flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)))
                }
                return body(UnsafePointer(list.baseAddress), fields.count)
            }
        }
    }
}

/// A header block that never changes, kept for the life of the process so that libnghttp2 need not copy it.
///
/// Unchecked: immutable after its initializer.
package final class HTTP2StaticHeaders: @unchecked Sendable {
    let fields: UnsafePointer<nghttp2_nv>
    let count: Int

    package init(_ headers: KeyValuePairs<String, String>) {
        let list = UnsafeMutablePointer<nghttp2_nv>.allocate(capacity: headers.count)
        for (index, (name, value)) in headers.enumerated() {
            let flags = NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue
            (list + index).initialize(
                to: nghttp2_nv(
                    name: Self.permanentCopy(name), value: Self.permanentCopy(value), namelen: name.utf8.count,
                    valuelen: value.utf8.count, flags: UInt8(flags)))
        }
        fields = UnsafePointer(list)
        count = headers.count
    }

    private static func permanentCopy(_ text: String) -> UnsafeMutablePointer<UInt8> {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, text.utf8.count))
        _ = copy.update(fromContentsOf: text.utf8)
        return copy.baseAddress.unsafelyUnwrapped
    }
}
