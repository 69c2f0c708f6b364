/// Follows the frame boundaries of what arrives, ahead of libnghttp2.
///
/// Debian's libnghttp2 1.52 counts a CONTINUATION frame once per call while its header is incomplete, and cuts off a
/// peer whose header arrives in many short reads; so an incomplete frame header is held back here. On the way, frames
/// that cost the peer little and us something are counted, and headers whose rest is late can be told.
struct FrameScanner {
    static let headerBytes = 9
    static let clientPrefaceBytes = 24
    /// A SETTINGS frame is answered, and may make us look at every stream.
    static let settingsWeight = 10
    /// The largest payload of a DATA frame that may be all padding: a length and as many bytes as it can say.
    private static let paddingBytesMax = 256

    private var skip: Int
    /// The beginning of a frame header, fewer than nine bytes.
    private(set) var held: [UInt8] = []
    /// PRIORITY, SETTINGS, PING, GOAWAY, WINDOW_UPDATE, empty DATA and unknown frames since the last
    /// `takeControlFrames`.
    private var controlFrames = 0
    /// Frames that have begun, without CONTINUATION: a header block has one number.
    private(set) var frameNumber = 0
    private var isInHeaderBlock = false
    /// The type of the frame whose payload is being skipped; DATA, which others watch, during the preface.
    private var type = FrameType.data

    init(expectsClientPreface: Bool) {
        skip = expectsClientPreface ? Self.clientPrefaceBytes : 0
        held.reserveCapacity(Self.headerBytes)
    }

    mutating func takeControlFrames() -> Int {
        defer { controlFrames = 0 }
        return controlFrames
    }

    /// A frame that was found out to be cheap for the peer only later.
    mutating func addControlFrame() {
        controlFrames += 1
    }

    /// Whether something has begun and not ended that is neither DATA nor the preface: a header block, or a frame.
    var isAwaitingRest: Bool {
        isInHeaderBlock || !held.isEmpty || skip > 0 && type != FrameType.data
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
        let flags = header[4]
        skip = length
        type = header[3]
        if type != FrameType.continuation { frameNumber &+= 1 }
        switch type {
        case FrameType.data:
            let isPadded = flags & FrameFlags.padded != 0
            let mayBeEmpty = length == 0 || isPadded && length <= Self.paddingBytesMax
            if mayBeEmpty && flags & FrameFlags.endStream == 0 { controlFrames += 1 }
        case FrameType.headers, FrameType.pushPromise, FrameType.continuation:
            isInHeaderBlock = flags & FrameFlags.endHeaders == 0
        case FrameType.settings: controlFrames += Self.settingsWeight
        // Resets have a limit of their own.
        case FrameType.reset: break
        default: controlFrames += 1
        }
    }
}
