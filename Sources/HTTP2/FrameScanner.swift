/// Follows the frame boundaries of what arrives, ahead of libnghttp2.
///
/// Debian's libnghttp2 1.52 counts a CONTINUATION frame once per call while its header is incomplete, and cuts off a
/// peer whose header arrives in many short reads; so an incomplete frame header is held back here. On the way, frames
/// that cost the peer little and us something are counted.
struct FrameScanner {
    static let headerBytes = 9
    static let clientPrefaceBytes = 24

    private var skip: Int
    /// The beginning of a frame header, fewer than nine bytes.
    private(set) var held: [UInt8] = []
    /// PRIORITY, SETTINGS, PING, WINDOW_UPDATE, empty DATA and unknown frames since the last `takeControlFrames`.
    private var controlFrames = 0

    init(expectsClientPreface: Bool) {
        skip = expectsClientPreface ? Self.clientPrefaceBytes : 0
        held.reserveCapacity(Self.headerBytes)
    }

    mutating func takeControlFrames() -> Int {
        defer { controlFrames = 0 }
        return controlFrames
    }

    /// Adds to a header that is held; true when it is complete, in `held`.
    mutating func completeHeld(with bytes: inout UnsafeRawBufferPointer) -> Bool {
        let missing = min(Self.headerBytes - held.count, bytes.count)
        held += bytes.prefix(missing)
        bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(missing))
        guard held.count == Self.headerBytes else { return false }
        held.withUnsafeBytes { note(header: $0) }
        return true
    }

    mutating func clearHeld() {
        held.removeAll(keepingCapacity: true)
    }

    /// How many of the bytes may be passed on; the rest is held.
    mutating func scan(_ bytes: UnsafeRawBufferPointer) -> Int {
        var position = 0
        while position < bytes.count {
            if skip > 0 {
                let step = min(skip, bytes.count - position)
                skip -= step
                position += step
            } else if bytes.count - position >= Self.headerBytes {
                note(header: UnsafeRawBufferPointer(rebasing: bytes[position..<position + Self.headerBytes]))
                position += Self.headerBytes
            } else {
                held += bytes[position...]
                break
            }
        }
        return position
    }

    private mutating func note(header: UnsafeRawBufferPointer) {
        let length = Int(header[0]) << 16 | Int(header[1]) << 8 | Int(header[2])
        skip = length
        switch header[3] {
        case 0: if length == 0 && header[4] & 1 == 0 { controlFrames += 1 }
        case 1, 3, 5, 7, 9: break
        default: controlFrames += 1
        }
    }
}
