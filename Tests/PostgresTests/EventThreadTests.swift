import Glibc
import Synchronization
import TestKit
import Testing

@testable import Postgres

/// Waiting for a socket whose input the event thread takes in.
@Suite struct EventThreadTests {
    private let events: EventThread
    private let ends: SocketPair

    init() throws {
        events = try EventThread.shared.get()
        ends = SocketPair()
    }

    @Test func `a task sleeps on until what has come is complete`() async throws {
        let reader = ByteReader(ends.near)
        async let wake = events.wait(socket: ends.near, for: .read, until: nil, cancellable: true) {
            reader.take() == 3
        }
        for count in 1...3 {
            ends.send(1)
            // The task is not woken in between, as then nobody would take the next byte.
            try await eventually { reader.taken == count }
        }
        #expect(await wake == .ready)
        #expect(reader.calls == 3)
    }

    @Test func `a cancelled task is woken, and nothing is taken for it any more`() async throws {
        let reader = ByteReader(ends.near)
        let task = Task { [events, ends] in
            await events.wait(socket: ends.near, for: .read, until: nil, cancellable: true) { reader.take() == 100 }
        }
        ends.send(1)
        try await eventually { reader.taken == 1 }
        task.cancel()
        #expect(await task.value == .cancelled)
        let calls = reader.calls
        ends.send(1)
        // The next wait gets the socket, and the byte.
        #expect(await events.wait(socket: ends.near, for: .read, until: nil, cancellable: true) == .ready)
        #expect(reader.calls == calls)
    }

    @Test func `a task that is cancelled while the thread takes something is woken after that`() async throws {
        let gate = Gate()
        let task = Task { [events, ends] in
            await events.wait(socket: ends.near, for: .read, until: nil, cancellable: true) {
                gate.pass()
                return false
            }
        }
        ends.send(1)
        try await eventually { gate.isEntered }
        task.cancel()
        gate.open()
        #expect(await task.value == .cancelled)
        #expect(gate.isLeft)
    }

    @Test func `the deadline ends a wait that goes on and on`() async throws {
        let reader = ByteReader(ends.near)
        ends.send(1)
        let wake = await events.wait(
            socket: ends.near, for: .read, until: .now + .milliseconds(50), cancellable: true
        ) { reader.take() == 2 }
        #expect(wake == .timedOut)
        #expect(reader.taken == 1)
    }
}

/// Both ends of a connection.
private final class SocketPair: Sendable {
    let near: Int32
    private let far: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        let made = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
        precondition(made == 0)
        (near, far) = (ends[0], ends[1])
    }

    deinit {
        close(near)
        close(far)
    }

    func send(_ count: Int) {
        let written = write(far, [UInt8](repeating: 7, count: count), count)
        precondition(written == count)
    }
}

/// Takes a byte at each call.
private final class ByteReader: Sendable {
    private struct Counts {
        var calls = 0
        var taken = 0
    }

    private let socket: Int32
    private let counts = Mutex(Counts())

    init(_ socket: Int32) { self.socket = socket }

    var calls: Int { counts.withLock { $0.calls } }
    var taken: Int { counts.withLock { $0.taken } }

    /// The bytes taken so far.
    func take() -> Int {
        counts.withLock { counts in
            counts.calls += 1
            var byte: UInt8 = 0
            counts.taken += max(0, recv(socket, &byte, 1, Int32(MSG_DONTWAIT)))
            return counts.taken
        }
    }
}

/// Keeps a thread inside until it is opened.
private final class Gate: Sendable {
    private let entered = Atomic(false)
    private let opened = Atomic(false)
    private let left = Atomic(false)

    var isEntered: Bool { entered.load(ordering: .sequentiallyConsistent) }
    var isLeft: Bool { left.load(ordering: .sequentiallyConsistent) }

    func open() { opened.store(true, ordering: .sequentiallyConsistent) }

    func pass() {
        entered.store(true, ordering: .sequentiallyConsistent)
        while !opened.load(ordering: .sequentiallyConsistent) { sched_yield() }
        left.store(true, ordering: .sequentiallyConsistent)
    }
}
