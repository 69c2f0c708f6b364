internal import CScan

/// The distinct strings of one column of one chunk, numbered in order of appearance and kept in the form in which they
/// are stored: each a little-endian u32 length and its bytes.
///
/// It owns its memory.
final class StringDictionary {
    private let strings: UnsafeMutablePointer<cscan_dictionary>
    private var scratch: [UInt8] = []

    /// Secret, so that no file can be made whose strings all meet in one slot.
    private static let keys = (0..<Int(CSCAN_KEYS)).map { _ in UInt64.random(in: 0...UInt64.max) }

    init() { strings = cscan_dictionary_make(Self.keys) }

    deinit { cscan_dictionary_free(strings) }

    var count: Int { Int(strings.pointee.count) }
    var byteCount: Int { strings.pointee.byte_count }
    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: strings.pointee.bytes, count: byteCount)) }

    func removeAll() { cscan_dictionary_clear(strings) }

    /// - Parameter string: with `CSCAN_PADDING` readable bytes behind it.
    func index(of string: UnsafeBufferPointer<UInt8>) -> UInt32 {
        guard let text = string.baseAddress else { return index(ofUnpadded: string) }
        return cscan_dictionary_index(strings, text, string.count)
    }

    /// Looks up the cells whose `status` is CSCAN_VALUE and that are not `leavingOut`, and writes their indices; 0 for the
    /// others.
    func look(
        up cells: cscan_cells, status: UnsafePointer<UInt8>, leavingOut: UnsafePointer<Bool>,
        into indices: UnsafeMutablePointer<UInt32>
    ) {
        leavingOut.withMemoryRebound(to: UInt8.self, capacity: cells.count) {
            cscan_dictionary_look_up(strings, cells, status, $0, indices)
        }
    }

    func index(ofInteger bits: UInt64) -> UInt32 {
        var text = String(Int64(bitPattern: bits))
        return text.withUTF8 { index(ofUnpadded: $0) }
    }

    /// - Parameter string: from anywhere; copied to where CScan may read past its end.
    func index(ofUnpadded string: UnsafeBufferPointer<UInt8>) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: string)
        scratch.append(contentsOf: repeatElement(0, count: CSCAN_PADDING))
        return scratch.withUnsafeBufferPointer { index(of: UnsafeBufferPointer(rebasing: $0[..<string.count])) }
    }
}

extension [UInt8] {
    mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
