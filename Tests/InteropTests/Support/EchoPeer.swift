import API
import Crypto
import Messages
import Protobuf
import RPC

/// `pynomaly.testing.v1.EchoService` as the checks of the other side want it; Python/echo_service.py is the same.
/// The text of a request says what is to happen.
struct EchoPeer: TestingV1.EchoService {
    /// Stops the server; calls under way may end.
    let stop: @Sendable () -> Void
    private let events = CallEvents()

    init(stop: @escaping @Sendable () -> Void) {
        self.stop = stop
    }

    func echo(_ request: TestingV1.EchoMessage, context: ServerContext) async throws -> TestingV1.EchoMessage {
        sendBack(context)
        let words = request.text.split(separator: " ", maxSplits: 1)
        switch words.first {
        case "refuse": throw Self.refusal
        case "wait": try await waitForever(String(words[1]))
        case "has", "was":
            await events.wait(for: request.text)
            return TestingV1.EchoMessage(text: "yes")
        case "time": return TestingV1.EchoMessage(numbers: PackedSlice(Self.secondsLeft(context)))
        case "cancel": throw RPCError(.cancelled, "The server has cancelled the call.")
        case "large":
            return TestingV1.EchoMessage(payload: ByteSlice([UInt8](repeating: 0, count: Int(request.count))))
        case "stop": stop()
        default: break
        }
        return request
    }

    func collect(
        _ requests: RequestStream<TestingV1.EchoMessage>, context: ServerContext
    ) async throws -> TestingV1.EchoMessage {
        var iterator = requests.makeAsyncIterator()
        guard let first = try await iterator.next() else { return TestingV1.EchoMessage() }
        return try await events.during(first.text) {
            var digest = SHA256()
            var count: Int32 = 0
            var next: TestingV1.EchoMessage? = first
            while let request = next {
                digest.update(request.payload)
                count += 1
                next = try await iterator.next()
            }
            return TestingV1.EchoMessage(payload: ByteSlice(digest.finalize()), count: count)
        }
    }

    func expand(
        _ request: TestingV1.EchoMessage, responses: ResponseWriter<TestingV1.EchoMessage>, context: ServerContext
    ) async throws {
        try await events.during(request.text) {
            for index in 0..<request.count {
                try await responses.write(TestingV1.EchoMessage(payload: request.payload, count: index))
            }
        }
        if request.text == "refuse" { throw Self.refusal }
    }

    func chat(
        _ requests: RequestStream<TestingV1.EchoMessage>, responses: ResponseWriter<TestingV1.EchoMessage>,
        context: ServerContext
    ) async throws {
        var iterator = requests.makeAsyncIterator()
        guard let first = try await iterator.next() else { return }
        try await events.during(first.text) {
            var next: TestingV1.EchoMessage? = first
            while let request = next {
                try await responses.write(request)
                next = try await iterator.next()
            }
        }
    }

    private func sendBack(_ context: ServerContext) {
        var metadata: Metadata = [:]
        for entry in context.requestMetadata where entry.name.hasPrefix("x-echo-") {
            metadata.add(entry.name, entry.value)
        }
        guard !metadata.isEmpty else { return }
        context.trailingMetadata = metadata
        context.sendInitialMetadata(metadata)
    }

    private func waitForever(_ name: String) async throws {
        try await events.during(name) {
            await events.wait(for: "nothing")
            try Task.checkCancellation()
        }
    }

    private static func secondsLeft(_ context: ServerContext) -> [Double] {
        context.deadline.map { [ContinuousClock.now.duration(to: $0) / .seconds(1)] } ?? []
    }

    static let refusal = RPCError(
        .failedPrecondition, "no: 100 % of \u{201C}ü\u{201D} 🙂\n",
        details: [
            GoogleRpc.BadRequest(fieldViolations: [
                GoogleRpc.BadRequest.FieldViolation(field: "text", description: "refused")
            ])
        ], metadata: ["why": "because"])
}
