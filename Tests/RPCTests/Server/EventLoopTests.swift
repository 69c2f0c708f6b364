import Messages
import NIOCore
import NIOPosix
import Synchronization
import TestKit
import Testing

@testable import RPC

@Suite("Several event loops") struct EventLoopTests {
    /// Runs a server on loops of its own.
    private func withLoops<R>(
        _ count: Int, _ fixture: EchoFixture, _ body: (RPCServer) async throws -> R
    ) async throws -> R {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: count)
        let result = await Result {
            try await withServer(ServerConfiguration(eventLoopGroup: group), [fixture.service], body)
        }
        try await group.shutdownGracefully()
        return try result.get()
    }

    @Test("connections are handed to the loops in turns, and handlers stay on the loop of their connection")
    func spread() async throws {
        let loops = Mutex<[Int: Set<ObjectIdentifier?>]>([:])
        @Sendable func note(_ context: ServerContext) {
            let loop = MultiThreadedEventLoopGroup.currentEventLoop.map { ObjectIdentifier($0) }
            loops.withLock { _ = $0[context.peer.port, default: []].insert(loop) }
        }
        var fixture = EchoFixture()
        fixture.onUnary = { request, context in
            note(context)
            await Task.yield()
            note(context)
            // Something elsewhere, and back.
            await Task { @concurrent in await Task.yield() }.value
            note(context)
            return request
        }
        try await withLoops(2, fixture) { server in
            var clients: [RawHTTP2Client] = []
            for _ in 0..<6 { clients.append(try await RawHTTP2Client.connect(port: server.port)) }
            for client in clients + clients {
                let answer = try await client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
                #expect(answer.status == "0")
            }
            for client in clients { await client.close() }
        }
        let seen = loops.withLock { $0 }
        #expect(seen.count == 6)
        #expect(seen.values.allSatisfy { $0.count == 1 && !$0.contains(nil) })
        let connections = seen.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(connections.values.sorted() == [3, 3])
    }

    @Test("what the loops share is whole again after many calls on all of them")
    func shared() async throws {
        try await withLoops(4, EchoFixture()) { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await withChannel(server) { channel in
                            for round in 0..<20 {
                                try await callAtOnce(25, channel, bytes: round.isMultiple(of: 4) ? 40_000 : number)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let runtime = server.runtime
            try await eventually { runtime.connections.count == 0 }
            #expect(runtime.bufferedBytes.available == runtime.bufferedBytes.total)
            #expect(runtime.calls.available >= runtime.calls.total - 4 * CallShare.keptMax)
            #expect(server.statistics.callsShed == 0)
        }
    }

    private func callAtOnce(_ count: Int, _ channel: RPCChannel, bytes: Int) async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<count {
                group.addTask {
                    let answer: Blob = try await channel.unary(EchoFixture.unary, Blob(size: bytes))
                    return answer.bytes.count
                }
            }
            for try await size in group { #expect(size == bytes) }
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
