import DequeModule
import NIOCore
import Synchronization

/// Whoever empties an `OutboundQueue`; called on any thread.
protocol OutboundFlow: AnyObject, Sendable {
    /// There is something to send in a queue that was empty.
    func filled(_ queue: OutboundQueue)
}

/// Framed messages between a writer, which may be anywhere, and a stream, which takes them out on its loop as the
/// peer's window and the socket allow.
///
/// What was taken out is kept, up to `replayBytesMax`, until `forgetSent`: another stream can send it again.
final class OutboundQueue: MessageSink {
    /// A writer waits while this many bytes are queued.
    static let queuedBytesMax = 256 << 10

    private struct State {
        var frames: Deque<ByteBuffer> = []
        /// Not sent.
        var bytes = 0
        /// Of all messages that were put in, without their prefixes.
        var messageBytes = 0
        /// Of `frames`, those that are sent and kept.
        var sentFrames = 0
        /// Sent of the frame after those.
        var sentBytesOfFrame = 0
        /// Sent and kept.
        var keptBytes = 0
        /// Everything that was sent is kept.
        var isReplayable = true
        var waiters: Deque<(id: UInt64, continuation: UnsafeContinuation<Void, Never>)> = []
        var lastWaiterID: UInt64 = 0
        /// Set when nothing more is sent: an error for later writers, or nil where their messages are just dropped.
        var end: RPCError??
        var flow: (any OutboundFlow)?
    }

    private enum Step {
        case done
        case wake(any OutboundFlow)
        case wait
        case refused(RPCError)
    }

    private let replayBytesMax: Int
    private let state = Mutex(State())

    init(replayBytesMax: Int = 0) {
        self.replayBytesMax = replayBytesMax
    }

    /// To be called once, before anything is put in.
    func attach(_ flow: any OutboundFlow) {
        state.withLock { $0.flow = flow }
    }

    // MARK: The writer's side

    func send(_ frame: ByteBuffer) async throws(RPCError) {
        while true {
            switch state.withLock({ put(frame, in: &$0) }) {
            case .done: return
            case .wake(let flow): return flow.filled(self)
            case .refused(let error): throw error
            case .wait: await wait()
            }
            if Task.isCancelled { throw RPCError(.cancelled, "The writing task was cancelled.") }
        }
    }

    private func put(_ frame: ByteBuffer, in state: inout State) -> Step {
        if let end = state.end { return end.map { .refused($0) } ?? .done }
        guard state.bytes < Self.queuedBytesMax else { return .wait }
        let wasEmpty = state.bytes == 0
        state.frames.append(frame)
        state.bytes += frame.readableBytes
        state.messageBytes += frame.readableBytes - MessageCoding.prefixBytes
        guard wasEmpty, let flow = state.flow else { return .done }
        return .wake(flow)
    }

    private func wait() async {
        let id = state.withLock { state in
            state.lastWaiterID += 1
            return state.lastWaiterID
        }
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let isWaiting = state.withLock { state in
                    guard state.end == nil, state.bytes >= Self.queuedBytesMax, !Task.isCancelled else { return false }
                    state.waiters.append((id, continuation))
                    return true
                }
                if !isWaiting { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume()
        }
    }

    // MARK: The loop's side

    var queuedBytes: Int { state.withLock { $0.bytes } }
    var messageBytesSent: Int { state.withLock { $0.messageBytes } }

    /// Of what was sent.
    var keptBytes: Int { state.withLock { $0.keptBytes } }

    /// Moves exactly `count` queued bytes to `buffer`.
    func take(_ count: Int, to buffer: inout ByteBuffer) {
        var taken = buffer
        buffer = ByteBuffer()
        let waiters = state.withLock { state in
            if state.isReplayable && state.keptBytes + count <= replayBytesMax {
                Self.copy(count, of: &state, to: &taken)
            } else {
                Self.forgetSent(&state)
                Self.move(count, of: &state, to: &taken)
            }
            state.bytes -= count
            return state.bytes < Self.queuedBytesMax ? takeWaiters(&state) : []
        }
        buffer = taken
        for waiter in waiters { waiter.continuation.resume() }
    }

    private static func move(_ count: Int, of state: inout State, to buffer: inout ByteBuffer) {
        var rest = count
        while rest > 0, var frame = state.frames.popFirst() {
            if var part = frame.readSlice(length: min(rest, frame.readableBytes)) {
                rest -= part.readableBytes
                buffer.writeBuffer(&part)
            }
            if frame.readableBytes > 0 { state.frames.prepend(frame) }
        }
    }

    private static func copy(_ count: Int, of state: inout State, to buffer: inout ByteBuffer) {
        var rest = count
        while rest > 0, state.sentFrames < state.frames.count {
            let frame = state.frames[state.sentFrames]
            let part = min(rest, frame.readableBytes - state.sentBytesOfFrame)
            if let slice = frame.getSlice(at: frame.readerIndex + state.sentBytesOfFrame, length: part) {
                buffer.writeImmutableBuffer(slice)
            }
            rest -= part
            state.sentBytesOfFrame += part
            if state.sentBytesOfFrame == frame.readableBytes {
                state.sentFrames += 1
                state.sentBytesOfFrame = 0
            }
        }
        state.keptBytes += count
    }

    private static func forgetSent(_ state: inout State) {
        guard state.isReplayable else { return }
        state.isReplayable = false
        if state.sentFrames > 0 { state.frames.removeFirst(state.sentFrames) }
        if state.sentBytesOfFrame > 0 { state.frames[0].moveReaderIndex(forwardBy: state.sentBytesOfFrame) }
        state.sentFrames = 0
        state.sentBytesOfFrame = 0
        state.keptBytes = 0
    }

    /// What was sent will not be sent again.
    func forgetSent() {
        state.withLock { Self.forgetSent(&$0) }
    }

    /// Everything is to be sent from the beginning; false when not everything is there any more.
    func rewind() -> Bool {
        state.withLock { state in
            guard state.isReplayable, state.end == nil else { return false }
            state.bytes += state.keptBytes
            state.sentFrames = 0
            state.sentBytesOfFrame = 0
            state.keptBytes = 0
            return true
        }
    }

    /// Nothing more is taken in: later writers get the error, or are ignored when there is none. What is queued still
    /// goes out unless `dropping`.
    func close(_ refusal: RPCError?, dropping: Bool) {
        let waiters = state.withLock { state in
            if state.end == nil { state.end = .some(refusal) }
            if dropping {
                Self.forgetSent(&state)
                state.frames.removeAll()
                state.bytes = 0
                state.flow = nil
            }
            return takeWaiters(&state)
        }
        for waiter in waiters { waiter.continuation.resume() }
    }

    private func takeWaiters(_ state: inout State) -> Deque<(id: UInt64, continuation: UnsafeContinuation<Void, Never>)>
    {
        defer { state.waiters = [] }
        return state.waiters
    }
}
