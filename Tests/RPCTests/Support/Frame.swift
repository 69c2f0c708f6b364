/// An HTTP/2 frame (RFC 9113 section 4.1), legal or not.
struct Frame: Sendable, Equatable {
    enum Kind: UInt8 {
        case data, headers, priority, reset, settings, pushPromise, ping, goAway, windowUpdate, continuation
    }

    static let endStream: UInt8 = 0x1
    static let acknowledgement: UInt8 = 0x1
    static let endHeaders: UInt8 = 0x4
    static let padded: UInt8 = 0x8

    var type: UInt8
    var flags: UInt8 = 0
    var stream: Int = 0
    var payload: [UInt8] = []

    init(type: UInt8, flags: UInt8 = 0, stream: Int = 0, payload: [UInt8] = []) {
        self.type = type
        self.flags = flags
        self.stream = stream
        self.payload = payload
    }

    init(_ kind: Kind, flags: UInt8 = 0, stream: Int = 0, payload: [UInt8] = []) {
        self.init(type: kind.rawValue, flags: flags, stream: stream, payload: payload)
    }

    var kind: Kind? { Kind(rawValue: type) }
    var endsStream: Bool { flags & Self.endStream != 0 }

    /// The first four bytes of the payload: the error of a RST_STREAM, the last stream of a GOAWAY.
    var word: UInt32 { Self.word(payload.prefix(4)) }
    /// The error of a GOAWAY.
    var secondWord: UInt32 { Self.word(payload.dropFirst(4).prefix(4)) }

    var bytes: [UInt8] {
        let length = UInt32(payload.count)
        return [UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags]
            + Self.bytes(of: UInt32(stream)) + payload
    }

    static func bytes(of word: UInt32) -> [UInt8] {
        [UInt8(word >> 24), UInt8(word >> 16 & 0xff), UInt8(word >> 8 & 0xff), UInt8(word & 0xff)]
    }

    private static func word(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}

// The frames that tests send.
extension Frame {
    /// - Parameter initialWindows: Values of SETTINGS_INITIAL_WINDOW_SIZE, of which the last one counts.
    static func settings(initialWindows: [UInt32] = []) -> Frame {
        Frame(.settings, payload: initialWindows.flatMap { [0, 4] + bytes(of: $0) })
    }

    static let settingsAcknowledgement = Frame(.settings, flags: acknowledgement)
    static let ping = Frame(.ping, payload: [UInt8](repeating: 7, count: 8))

    static func headers(_ stream: Int, _ block: [UInt8], ends: Bool = false, endsBlock: Bool = true) -> Frame {
        Frame(
            .headers, flags: (ends ? endStream : 0) | (endsBlock ? endHeaders : 0), stream: stream, payload: block)
    }

    static func continuation(_ stream: Int, _ block: [UInt8] = [], endsBlock: Bool = false) -> Frame {
        Frame(.continuation, flags: endsBlock ? endHeaders : 0, stream: stream, payload: block)
    }

    static func data(_ stream: Int, _ bytes: [UInt8] = [], ends: Bool = false) -> Frame {
        Frame(.data, flags: ends ? endStream : 0, stream: stream, payload: bytes)
    }

    static func reset(_ stream: Int, code: UInt32 = 8) -> Frame {
        Frame(.reset, stream: stream, payload: bytes(of: code))
    }

    static func windowUpdate(_ stream: Int, by increment: UInt32) -> Frame {
        Frame(.windowUpdate, stream: stream, payload: bytes(of: increment))
    }

    static func goAway() -> Frame { Frame(.goAway, payload: bytes(of: 0) + bytes(of: 0)) }
}

/// Header blocks as HPACK (RFC 7541), written without Huffman code.
enum HeaderBlock {
    static func literal(_ name: String, _ value: String) -> [UInt8] {
        [0x00] + string(name) + string(value)
    }

    /// Also puts the field into the dynamic table, where it is `newest`.
    static func indexed(_ name: String, _ value: String) -> [UInt8] {
        [0x40] + string(name) + string(value)
    }

    /// A reference to the field that was put into the dynamic table last.
    static let newest: UInt8 = 0x80 | 62

    /// A request to a method of `EchoFixture`.
    static func request(_ method: String, _ extra: [(String, String)] = []) -> [UInt8] {
        let fields =
            [
                (":method", "POST"), (":scheme", "http"), (":path", "/test.Echo/\(method)"), (":authority", "x"),
                ("te", "trailers"), ("content-type", "application/grpc"),
            ] + extra
        return fields.flatMap { literal($0.0, $0.1) }
    }

    private static func string(_ text: String) -> [UInt8] { length(text.utf8.count) + Array(text.utf8) }

    /// An integer with a prefix of seven bits (RFC 7541 section 5.1).
    private static func length(_ count: Int) -> [UInt8] {
        guard count >= 127 else { return [UInt8(count)] }
        var (bytes, rest) = ([UInt8(127)], count - 127)
        while rest >= 128 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}

/// Cuts what arrives into frames.
struct FrameParser {
    private var bytes: [UInt8] = []
    /// Of a client's preface.
    var skip = 0

    mutating func append(_ more: some Sequence<UInt8>) -> [Frame] {
        bytes += more
        let skipped = min(skip, bytes.count)
        bytes.removeFirst(skipped)
        skip -= skipped
        var frames: [Frame] = []
        var position = 0
        while bytes.count - position >= 9 {
            let head = bytes[position..<position + 9].map { Int($0) }
            let length = head[0] << 16 | head[1] << 8 | head[2]
            guard bytes.count - position >= 9 + length else { break }
            frames.append(
                Frame(
                    type: UInt8(head[3]), flags: UInt8(head[4]),
                    stream: (head[5] & 0x7f) << 24 | head[6] << 16 | head[7] << 8 | head[8],
                    payload: Array(bytes[position + 9..<position + 9 + length])))
            position += 9 + length
        }
        bytes.removeFirst(position)
        return frames
    }
}
