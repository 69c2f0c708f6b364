import NIOCore

/// What a server does to a client, made of the bytes of an input.
struct ClientScript {
    private var maker: FrameMaker
    private var nextStream: UInt32 = 1

    init(_ input: FuzzInput) {
        maker = FrameMaker(input: input)
    }

    var isEmpty: Bool { maker.input.isEmpty }

    mutating func next() -> FuzzedClient.Step {
        switch maker.input.number(below: 16) {
        case 0...2: start()
        case 3...5: .receive(headers(isLast: false))
        case 6...8: .receive(maker.data())
        case 9: .receive(headers(isLast: true))
        case 10, 11: .receive(maker.control())
        case 12: .wait(.milliseconds(Int64(maker.input.byte()) * 400))
        case 13: .setWritable(maker.input.flag())
        case 14: maker.input.byte() < 16 ? .drain : .cancel(Int(maker.input.byte()))
        default: .receive(headers(isLast: false) + maker.data() + headers(isLast: true))
        }
    }

    private mutating func start() -> FuzzedClient.Step {
        maker.streams.append(nextStream)
        nextStream += 2
        return .start(maker.input.number(below: 12))
    }

    private mutating func headers(isLast: Bool) -> [UInt8] {
        let stream = maker.stream()
        var fields: [(String, [UInt8])] = []
        let hasHead = maker.input.flag() != isLast
        if hasHead { fields += [(":status", status()), ("content-type", Array("application/grpc".utf8))] }
        if isLast { fields.append(("grpc-status", [0x30 + maker.input.byte() % 16])) }
        for _ in 0..<maker.input.number(below: 4) { fields.append(extra()) }
        let end = isLast || maker.input.byte() & 7 == 1
        return Frames.headers(stream: stream, flags: Frames.endHeaders | (end ? Frames.endStream : 0), fields)
    }

    private mutating func status() -> [UInt8] {
        let choice = maker.input.byte()
        return choice < 192 ? Array("200".utf8) : Array(["100", "103", "404", "503", "0"][Int(choice) % 5].utf8)
    }

    private mutating func extra() -> (String, [UInt8]) {
        switch maker.input.number(below: 5) {
        case 0: ("grpc-message", maker.input.counted())
        case 1: ("grpc-status-details-bin", maker.input.counted())
        case 2: ("grpc-encoding", maker.input.flag() ? Array("gzip".utf8) : maker.input.counted())
        case 3: ("x-long", [UInt8](repeating: 0x61, count: Int(maker.input.byte()) * 100))
        default: ("x-any-bin", maker.input.counted())
        }
    }
}
