import HTTP2
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import RPC

@Suite("A connection of a client, in memory")
struct KeepaliveTests {
    private var configuration: ChannelConfiguration {
        var configuration = ChannelConfiguration()
        configuration.keepaliveInterval = .seconds(10)
        configuration.keepaliveTimeout = .seconds(5)
        return configuration
    }

    private func error(_ call: ClientCall) -> RPCError? {
        guard case .failure(let error) = call.shared.withLock({ $0.end }) else { return nil }
        return error
    }

    @Test("a server that answers PINGs keeps its calls, one that does not loses them as UNAVAILABLE")
    func deadServer() throws {
        let joined = try JoinedConnection(configuration)
        let call = try joined.startCall()
        for ping in 1...3 {
            joined.advance(by: .seconds(10))
            try joined.exchange()
            #expect(joined.server.pings == ping)
            #expect(joined.closeReason == nil)
        }
        joined.advance(by: .seconds(10))
        try joined.toServer()
        #expect(joined.server.pings == 4 && !call.isOver)
        joined.advance(by: .seconds(5))
        #expect(joined.closeReason == "The server does not answer PINGs.")
        #expect(call.isOver && error(call)?.code == .unavailable)
    }

    @Test("a connection without calls sends no PING")
    func unused() throws {
        let joined = try JoinedConnection(configuration)
        #expect(joined.isReady)
        joined.advance(by: .hours(1))
        try joined.exchange()
        #expect(joined.server.pings == 0 && joined.closeReason == nil)
    }

    @Test("a server that finds PINGs too many is heard")
    func complaint() throws {
        let joined = try JoinedConnection(configuration)
        joined.server.session.goAway(.enhanceYourCalm, message: "too_many_pings")
        try joined.exchange()
        #expect(joined.complaints == 1)
    }

    @Test("a connection that drains lets its call end and then closes")
    func drain() throws {
        let joined = try JoinedConnection(configuration)
        let call = try joined.startCall()
        joined.connection?.drain()
        try joined.exchange()
        #expect(!call.isOver && joined.channel.isActive)
        let stream = try #require(joined.server.streams.first)
        var headers = HTTP2Headers()
        for (name, value) in [(":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "5")] {
            headers.add(name, value)
        }
        joined.server.session.respondOnly(stream, headers)
        try joined.exchange()
        #expect(error(call)?.code == .notFound)
        #expect(!joined.channel.isActive)
    }
}
