import Telemetry

@testable import RPC

/// Everything that reads or writes header values.
enum HeaderTarget {
    static func run(_ input: FuzzInput) {
        var input = input
        switch input.number(below: 9) {
        case 0: requestHead(&input)
        case 1: responseHead(&input)
        case 2: timeout(input.remaining())
        case 3: percentCoding(input.remaining())
        case 4: base64(input.remaining())
        case 5: metadata(&input)
        case 6: trace(&input)
        case 7: recentMetadata(&input)
        default: duration(&input)
        }
    }

    private static func trace(_ input: inout FuzzInput) {
        let text = String(decoding: input.bytes(60), as: UTF8.self)
        if let caller = TraceContext(traceparent: text) {
            require(caller.traceID != 0 && caller.spanID != 0, "\(text) has ids of zero")
            require(TraceContext(traceparent: caller.traceparent) == caller, "\(text) became \(caller.traceparent)")
        }
        let state = input.remaining()
        let serving = TraceContext.serving(
            traceparent: text, tracestate: String(decoding: state, as: UTF8.self))
        require((serving.tracestate?.utf8.count ?? 0) <= TraceContext.tracestateBytesMax, "a long tracestate")
    }

    private static let names = [
        ":path", ":method", "te", "content-type", "grpc-timeout", "grpc-encoding", "grpc-accept-encoding",
        "authorization", "user-agent", "x-any", "x-any-bin", ":status", "grpc-status", "grpc-message",
        "grpc-status-details-bin", "traceparent",
    ]

    private static func name(_ input: inout FuzzInput) -> [UInt8] {
        let choice = Int(input.byte())
        return choice < 240 ? Array(names[choice % names.count].utf8) : input.counted()
    }

    private static func requestHead(_ input: inout FuzzInput) {
        var head = RequestHead()
        while !input.isEmpty {
            let (name, value) = (name(&input), input.counted())
            name.withUnsafeBytes { name in value.withUnsafeBytes { _ = head.add(name: name, value: $0) } }
        }
        if case .after(let duration) = head.timeout { require(duration >= .zero, "a timeout of \(duration)") }
        head.reset()
        require(head.metadata.isEmpty && !head.isUnusual, "a head was not reset")
    }

    /// The headers of several calls: what is remembered of the ones before must not show.
    private static func recentMetadata(_ input: inout FuzzInput) {
        var recent = RecentMetadata()
        while !input.isEmpty {
            recent.begin()
            var expected = Metadata()
            for _ in 0..<input.number(below: 12) {
                let name = "x-\(input.byte() & 3)"
                let value = [UInt8](repeating: 0x61, count: input.number(below: 3) * (input.byte() == 0 ? 3000 : 1))
                expected.add(name, String(decoding: value, as: UTF8.self))
                Array(name.utf8).withUnsafeBytes { name in value.withUnsafeBytes { recent.add(name: name, value: $0) } }
            }
            // A block that is cut off is never finished.
            if input.byte() & 7 == 1 { continue }
            let metadata = recent.finish()
            require(metadata == expected, "\(metadata) in place of \(expected)")
        }
    }

    private static func responseHead(_ input: inout FuzzInput) {
        var head = ResponseHead()
        while !input.isEmpty {
            let (name, value) = (name(&input), input.counted())
            name.withUnsafeBytes { name in value.withUnsafeBytes { head.add(name: name, value: $0) } }
        }
        if case .success = head.outcome { require(head.status == 0, "OK without a status of 0") }
    }

    private static func timeout(_ bytes: [UInt8]) {
        guard let duration = bytes.withUnsafeBytes({ GRPCTimeout.parse($0) }) else { return }
        require(duration >= .zero, "a timeout of \(duration)")
        checkFormat(duration)
    }

    private static func duration(_ input: inout FuzzInput) {
        let seconds = Int64(bitPattern: UInt64(input.word()) << 32 | UInt64(input.word())) >> (input.byte() & 63)
        checkFormat(.seconds(seconds) + .nanoseconds(Int64(input.word() & 0x3fff_ffff)))
    }

    /// Nobody gives up too early, and what we send we understand.
    private static func checkFormat(_ duration: Duration) {
        let text = GRPCTimeout.format(duration)
        let again = Array(text.utf8).withUnsafeBytes { GRPCTimeout.parse($0) }
        guard let again else { return require(false, "\(text) is what we make of \(duration)") }
        require(again >= duration || text == "99999999H", "\(duration) became \(text)")
        require(GRPCTimeout.format(again) == text || duration < .zero, "\(text) became \(GRPCTimeout.format(again))")
    }

    private static func percentCoding(_ bytes: [UInt8]) {
        let text = PercentCoding.decode(bytes)
        let encoded = PercentCoding.encode(text)
        require(encoded.allSatisfy { (0x20...0x7e).contains($0) }, "a message has bytes that no header may have")
        require(PercentCoding.decode(encoded) == text, "\(text) does not survive")
    }

    private static func base64(_ bytes: [UInt8]) {
        let encoded = Metadata.encodeBase64(bytes)
        require(Metadata.decodeBase64(encoded[...]) == bytes, "\(bytes) does not survive")
        let text = String(decoding: bytes, as: UTF8.self)
        if let decoded = Metadata.decodeBase64(text[...]) {
            require(Metadata.decodeBase64(Metadata.encodeBase64(decoded)[...]) == decoded, "\(text) does not survive")
        }
        var metadata = Metadata()
        metadata.add("x-bin", text)
        metadata.addBinary("x-bin", bytes)
        require(metadata.binaryValues("X-Bin").last == bytes, "the last value is another")
    }

    /// Whatever a handler sets, what goes out is legal.
    private static func metadata(_ input: inout FuzzInput) {
        var metadata = Metadata()
        while !input.isEmpty { metadata.add(String(decoding: name(&input), as: UTF8.self), input.text()) }
        for entry in metadata where StatusHeaders.isLegal(entry) {
            require(!entry.name.hasPrefix(":"), "\(entry.name) is no metadata")
            require(entry.value.utf8.allSatisfy { (0x20...0x7e).contains($0) }, "\(entry.name) has an illegal value")
        }
    }
}
