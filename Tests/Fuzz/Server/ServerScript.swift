import NIOCore

/// What a client does to a server, made of the bytes of an input.
struct ServerScript {
    private var maker: FrameMaker
    private var nextStream: UInt32 = 1
    private static let paths = ["Echo", "Collect", "Expand", "Chat", "None"]

    init(_ input: FuzzInput) {
        maker = FrameMaker(input: input)
    }

    var isEmpty: Bool { maker.input.isEmpty }

    mutating func next() -> FuzzedServer.Step {
        switch maker.input.number(below: 16) {
        case 0...3: .receive(open())
        case 4...8: .receive(maker.data())
        case 9, 10: .receive(maker.control())
        case 11: .receive(broken())
        case 12: .wait(.milliseconds(Int64(maker.input.byte()) * 200))
        case 13: .setWritable(maker.input.flag())
        case 14 where maker.input.byte() < 32: maker.input.flag() ? .drain : .cancelCalls
        default: .receive(open() + maker.data() + maker.control())
        }
    }

    private mutating func open() -> [UInt8] {
        let stream = nextStream
        nextStream += 2
        maker.streams.append(stream)
        let path = Self.paths[maker.input.number(below: Self.paths.count)]
        let fields: [(String, [UInt8])] =
            [
                (":method", Array("POST".utf8)), (":scheme", Array("http".utf8)), (":authority", Array("a".utf8)),
                (":path", Array("/pynomaly.testing.v1.EchoService/\(path)".utf8)),
                ("content-type", Array("application/grpc".utf8)),
            ] + extra()
        let flags = Frames.endHeaders | maker.input.byte() & Frames.endStream
        return Frames.headers(stream: stream, flags: flags, fields)
    }

    private mutating func extra() -> [(String, [UInt8])] {
        var fields: [(String, [UInt8])] = []
        for _ in 0..<maker.input.number(below: 4) {
            switch maker.input.number(below: 6) {
            case 0: fields.append(("grpc-timeout", maker.input.bytes(2)))
            case 1: fields.append(("grpc-encoding", Array("gzip".utf8)))
            case 2: fields.append(("grpc-accept-encoding", Array("gzip".utf8)))
            case 3: fields.append(("x-long", [UInt8](repeating: 0x61, count: Int(maker.input.byte()) * 4)))
            case 4: fields.append(("authorization", maker.input.counted()))
            default: fields.append(("x-any", maker.input.counted()))
            }
        }
        return fields
    }

    /// A header block in two pieces, and the beginning of a frame whose rest is what comes next.
    private mutating func broken() -> [UInt8] {
        if maker.input.flag() { return Array(maker.control().prefix(Int(maker.input.byte()))) }
        let stream = maker.stream()
        return Frames.headers(stream: stream, flags: maker.input.byte() & Frames.endStream, extra())
            + Frames.frame(type: 9, flags: Frames.endHeaders, stream: stream, Frames.block(extra()))
    }
}
