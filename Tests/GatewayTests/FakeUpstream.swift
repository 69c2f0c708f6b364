import NIOCore
import RPC
import Synchronization

/// A service in memory: answers each call by a script, and keeps what it was asked.
final class FakeUpstream: CallTransport {
    struct Call: Sendable {
        var path: String
        var metadata: Metadata
        var timeout: Duration?
        /// Without their prefixes.
        var messages: [[UInt8]]
    }

    /// The answers as a stream, which ends well or with a status.
    typealias Script = @Sendable (Call) -> AsyncThrowingStream<[UInt8], any Error>

    private let script: Script
    /// Throws when the service has ended a call before the client's next message.
    private let beforeMessage: @Sendable (Int) async throws(RPCError) -> Void
    private let seen = Mutex<[Call]>([])

    init(
        beforeMessage: @escaping @Sendable (Int) async throws(RPCError) -> Void = { _ throws(RPCError) in },
        script: @escaping Script
    ) {
        self.script = script
        self.beforeMessage = beforeMessage
    }

    convenience init(_ answer: @escaping @Sendable (Call) throws -> [[UInt8]]) {
        self.init { call in
            AsyncThrowingStream { continuation in
                do {
                    for message in try answer(call) { continuation.yield(message) }
                    continuation.finish()
                } catch { continuation.finish(throwing: error) }
            }
        }
    }

    var calls: [Call] { seen.withLock { $0 } }

    func open(_ path: String, options: CallOptions) async throws(RPCError) -> any ClientTransportCall {
        FakeCall(Call(path: path, metadata: options.metadata, timeout: options.timeout, messages: []), owner: self)
    }

    func shutdown() async {}

    fileprivate func admit(_ count: Int) async throws(RPCError) { try await beforeMessage(count) }

    fileprivate func answer(_ call: Call) -> AsyncThrowingStream<[UInt8], any Error> {
        seen.withLock { $0.append(call) }
        return script(call)
    }
}

private final class FakeCall: ClientTransportCall {
    private struct State {
        var call: FakeUpstream.Call
        var answers: AsyncThrowingStream<[UInt8], any Error>?
    }

    private let owner: FakeUpstream
    private let state: Mutex<State>

    init(_ call: FakeUpstream.Call, owner: FakeUpstream) {
        self.owner = owner
        self.state = Mutex(State(call: call))
    }

    func send(_ frame: ByteBuffer) async throws(RPCError) {
        try await owner.admit(state.withLock { $0.call.messages.count })
        state.withLock { $0.call.messages.append(Array(frame.readableBytesView.dropFirst(5))) }
    }

    func closeSend() {}

    func receive() async throws(RPCError) -> ByteBuffer? {
        let answers = state.withLock { state in
            if state.answers == nil { state.answers = owner.answer(state.call) }
            return state.answers
        }
        do {
            var iterator = answers?.makeAsyncIterator()
            return try await iterator?.next().map { ByteBuffer(bytes: $0) }
        } catch let error as RPCError { throw error } catch { throw RPCError(.unknown, "\(error)") }
    }

    func initialMetadata() async throws(RPCError) -> Metadata { ["ratelimit-limit": "10", "x-internal-secret": "no"] }
    var trailingMetadata: Metadata { [:] }
    func cancel() {}
}
