/// The custom headers of a connection's calls. Clients repeat theirs with every call: as long as what arrives is what came
/// last time, nothing is made of it.
struct RecentMetadata {
    private struct Known {
        let name: [UInt8]
        let value: [UInt8]

        func isEqual(_ otherName: UnsafeRawBufferPointer, _ otherValue: UnsafeRawBufferPointer) -> Bool {
            value.withUnsafeBytes { equal($0, otherValue) } && name.withUnsafeBytes { equal($0, otherName) }
        }
    }

    /// Calls with more, or longer ones, are not remembered.
    static let entriesMax = 8
    static let valueBytesMax = 4096

    /// The last call's headers, and what was made of them.
    private var known: [Known] = []
    private var metadata: Metadata = [:]
    /// How many headers of the call that arrives are the known ones.
    private var matched = 0
    /// The call's headers, from the first one on that was not as expected.
    private var differing: Metadata?
    private var isRemembered = true

    /// A call's headers begin to arrive; those before it may not have come to their end.
    mutating func begin() {
        if differing != nil { forget() }
        differing = nil
        matched = 0
        isRemembered = true
    }

    mutating func add(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        if differing == nil {
            if matched < known.count && known[matched].isEqual(name, value) {
                matched += 1
                return
            }
            keepMatched()
        }
        differing?.addUnchecked(
            name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
        if known.count < Self.entriesMax && value.count <= Self.valueBytesMax {
            known.append(Known(name: Array(name), value: Array(value)))
        } else {
            isRemembered = false
        }
    }

    /// The call's metadata: its headers are complete.
    mutating func finish() -> Metadata {
        if differing == nil {
            if matched == known.count { return metadata }
            keepMatched()
        }
        defer { differing = nil }
        metadata = differing ?? [:]
        defer { if !isRemembered { forget() } }
        return metadata
    }

    private mutating func keepMatched() {
        differing = metadata.first(matched)
        known.removeSubrange(matched...)
    }

    private mutating func forget() {
        known = []
        metadata = [:]
    }
}
