import DequeModule
import NIOCore
import Synchronization

/// Whoever feeds an `InboundQueue`; called on any thread.
protocol InboundFlow: AnyObject, Sendable {
    /// A message was read: the peer may send `windowBytes` more.
    func consumed(frameBytes: Int, windowBytes: Int, from queue: InboundQueue)
    /// The reader waits, and part of a message is there: its bytes should not hold the window closed.
    func readerWaits(for queue: InboundQueue)
    /// The reading task was cancelled.
    func readerCancelled(_ queue: InboundQueue)
}

/// Messages between a stream, which puts them in on its loop, and a reader, which may be anywhere.
///
/// Bounded by the stream's window: the peer sends no more before `next` has taken something out.
final class InboundQueue: MessageSource {
    private struct Item {
        let message: InboundMessage
        /// How much of the window it still holds.
        let windowBytes: Int
    }

    private enum End {
        case open
        case finished
        case failed(RPCError)
    }

    private struct State {
        var items: Deque<Item> = []
        var waiter: UnsafeContinuation<Void, Never>?
        var end: End = .open
        /// The loop holds part of a message whose bytes are not given back yet.
        var hasPartial = false
        var lastWasCompressed = false
        /// The flow, until the stream is gone.
        var flow: (any InboundFlow)?
    }

    private enum Step {
        case message(InboundMessage, Int)
        case end
        case failure(RPCError)
        case wait
    }

    /// Of a message decompressed; the size on the wire is limited before.
    private let messageBytesMax: Int
    private let state = Mutex(State())

    init(messageBytesMax: Int) {
        self.messageBytesMax = messageBytesMax
    }

    /// To be called once, before anything is put in.
    func attach(_ flow: any InboundFlow) {
        state.withLock { $0.flow = flow }
    }

    // MARK: The reader's side

    func next() async throws(RPCError) -> ByteBuffer? {
        while true {
            let (step, flow) = state.withLock { state in (takeStep(&state), state.flow) }
            switch step {
            case .message(let message, let windowBytes):
                let frameBytes = MessageCoding.prefixBytes + message.bytes.readableBytes
                flow?.consumed(frameBytes: frameBytes, windowBytes: windowBytes, from: self)
                return try message.plainBytes(bytesMax: messageBytesMax)
            case .end: return nil
            case .failure(let error): throw error
            case .wait:
                try await wait(flow)
            }
        }
    }

    var lastWasCompressed: Bool { state.withLock { $0.lastWasCompressed } }

    private func takeStep(_ state: inout State) -> Step {
        if let item = state.items.popFirst() {
            state.lastWasCompressed = item.message.encoding != nil
            return .message(item.message, item.windowBytes)
        }
        return switch state.end {
        case .open where state.waiter != nil:
            .failure(RPCError(.internalError, "Two tasks read the messages of one call at the same time."))
        case .open: .wait
        case .finished: .end
        case .failed(let error): .failure(error)
        }
    }

    private func wait(_ flow: (any InboundFlow)?) async throws(RPCError) {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                enum Outcome { case ready, waiting(hasPartial: Bool) }
                let outcome = state.withLock { state -> Outcome in
                    guard state.items.isEmpty, case .open = state.end, !Task.isCancelled else {
                        return .ready
                    }
                    state.waiter = continuation
                    defer { state.hasPartial = false }
                    return .waiting(hasPartial: state.hasPartial)
                }
                switch outcome {
                case .ready: continuation.resume()
                case .waiting(let hasPartial): if hasPartial { flow?.readerWaits(for: self) }
                }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume()
        }
        if Task.isCancelled {
            flow?.readerCancelled(self)
            throw RPCError(.cancelled, "The reading task was cancelled.")
        }
    }

    // MARK: The loop's side

    /// Whether a reader waits, so that bytes of an incomplete message may be given back at once.
    var isAwaited: Bool { state.withLock { $0.waiter != nil } }

    func notePartial() {
        state.withLock { $0.hasPartial = true }
    }

    func push(_ message: InboundMessage, windowBytes: Int) {
        let waiter = state.withLock { state -> UnsafeContinuation<Void, Never>? in
            guard case .open = state.end else { return nil }
            state.hasPartial = false
            state.items.append(Item(message: message, windowBytes: windowBytes))
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// The last message is in. Messages that wait can still be read.
    func finish() {
        end(.finished, dropping: false)
    }

    /// The call is over; messages that wait are dropped unless `afterMessages`.
    func fail(_ error: RPCError, afterMessages: Bool = false) {
        end(.failed(error), dropping: !afterMessages)
    }

    /// The stream is gone: nothing is to be given back any more.
    func detach() {
        state.withLock { $0.flow = nil }
    }

    private func end(_ end: End, dropping: Bool) {
        let waiter = state.withLock { state -> UnsafeContinuation<Void, Never>? in
            guard case .open = state.end else { return nil }
            state.end = end
            if dropping { state.items.removeAll() }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
