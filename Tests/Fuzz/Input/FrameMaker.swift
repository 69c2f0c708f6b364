import NIOCore

@testable import RPC

/// Makes frames that either side of a connection might send from the bytes of an input: most are well formed, so that
/// inputs get past the first checks.
struct FrameMaker {
    var input: FuzzInput
    /// The streams that have been opened.
    var streams: [UInt32] = []

    mutating func stream() -> UInt32 {
        let choice = input.byte()
        guard !streams.isEmpty, choice < 0xf0 else { return UInt32(choice & 15) }
        return streams[Int(choice) % streams.count]
    }

    mutating func control() -> [UInt8] {
        switch input.number(below: 9) {
        case 0: Frames.frame(type: 3, flags: 0, stream: stream(), Frames.bigEndian(UInt32(input.byte())))
        case 1: Frames.frame(type: 8, flags: 0, stream: input.flag() ? stream() : 0, Frames.bigEndian(input.word()))
        case 2: Frames.frame(type: 4, flags: 0, stream: 0, settings())
        case 3: Frames.frame(type: 6, flags: input.byte() & 1, stream: 0, input.bytes(8))
        case 4:
            Frames.frame(
                type: 7, flags: 0, stream: 0,
                Frames.bigEndian(stream()) + Frames.bigEndian(UInt32(input.byte())) + input.counted())
        case 5: Frames.frame(type: 2, flags: 0, stream: stream(), Frames.bigEndian(stream()) + [input.byte()])
        case 6: Frames.frame(type: 9, flags: input.byte(), stream: stream(), input.counted())
        case 7: Frames.frame(type: 5, flags: 4, stream: stream(), Frames.bigEndian(stream()) + input.counted())
        default: Frames.frame(type: input.byte(), flags: input.byte(), stream: stream(), input.counted())
        }
    }

    private mutating func settings() -> [UInt8] {
        (0..<input.number(below: 4)).flatMap { _ in
            [0, input.byte() % 9] + Frames.bigEndian(input.flag() ? input.word() : UInt32(input.byte()))
        }
    }

    /// A DATA frame: whole messages, or bytes as they come.
    mutating func data() -> [UInt8] {
        let stream = stream()
        let flags = input.byte() & Frames.endStream
        switch input.number(below: 4) {
        case 0: return Frames.data(stream: stream, flags: flags, input.counted())
        case 1: return Frames.data(stream: stream, flags: flags, Self.message(input.counted()))
        case 2: return Frames.data(stream: stream, flags: flags, Self.compressed(echo()))
        default: return Frames.data(stream: stream, flags: flags, Self.message(echo()))
        }
    }

    /// An `EchoMessage` with a count and a text, which is what the service obeys.
    private mutating func echo() -> [UInt8] {
        let text = input.bytes(input.number(below: 16)).map { $0 & 0x7f | 1 }
        return [0x10, input.byte() & 0x7f, 0x1a, UInt8(text.count)] + text
    }

    static func message(_ bytes: [UInt8]) -> [UInt8] {
        [0] + Frames.bigEndian(UInt32(bytes.count)) + bytes
    }

    static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        Array(MessageCompression.compress(ByteBuffer(bytes: message(bytes)), .gzip).readableBytesView)
    }
}
