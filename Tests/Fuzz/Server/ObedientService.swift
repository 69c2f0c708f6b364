import API
import Messages
import Protobuf
import RPC

/// The echo service, with handlers that do what the letters of a request's text tell them to.
struct ObedientService: TestingV1.EchoService {
    struct Failure: Error {}

    func echo(
        _ request: TestingV1.EchoMessage, context: ServerContext
    ) async throws -> TestingV1.EchoMessage {
        try await obey(request.text, context)
        return request
    }

    func collect(
        _ requests: RequestStream<TestingV1.EchoMessage>, context: ServerContext
    ) async throws -> TestingV1.EchoMessage {
        var answer = TestingV1.EchoMessage()
        for try await request in requests {
            try await obey(request.text, context)
            answer.count &+= request.count
            if request.text.contains("r") { break }
        }
        return answer
    }

    func expand(
        _ request: TestingV1.EchoMessage, responses: ResponseWriter<TestingV1.EchoMessage>, context: ServerContext
    ) async throws {
        try await obey(request.text, context)
        try await answer(request, responses)
    }

    func chat(
        _ requests: RequestStream<TestingV1.EchoMessage>, responses: ResponseWriter<TestingV1.EchoMessage>,
        context: ServerContext
    ) async throws {
        for try await request in requests {
            try await obey(request.text, context)
            try await answer(request, responses)
            if request.text.contains("r") { return }
        }
    }

    private func answer(
        _ request: TestingV1.EchoMessage, _ responses: ResponseWriter<TestingV1.EchoMessage>
    ) async throws {
        var answer = request
        // More than a stream's window and the queue hold, so that writers wait.
        if request.text.contains("b") { answer.payload = ByteSlice([UInt8](repeating: 7, count: 32 << 10)) }
        for _ in 0..<(request.count & 31) { try await responses.write(answer) }
    }

    private func obey(_ text: String, _ context: ServerContext) async throws {
        for letter in text.utf8 {
            switch letter {
            case UInt8(ascii: "i"): context.sendInitialMetadata(["x-initial": text])
            case UInt8(ascii: "t"): context.trailingMetadata.add("x-trailing", text)
            case UInt8(ascii: "z"): context.compressAnswers()
            case UInt8(ascii: "y"): await Task.yield()
            case UInt8(ascii: "d"):
                throw RPCError(.aborted, text, details: [TestingV1.EchoMessage(text: text)], metadata: [text: text])
            case UInt8(ascii: "e"): throw Failure()
            case UInt8(ascii: "c"): throw CancellationError()
            default: break
            }
        }
    }
}
