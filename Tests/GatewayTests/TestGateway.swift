import Logging
import NIOPosix
import RPC
import ServiceKit
import Testing

@testable import GatewayBackend

/// A gateway on a free port in front of a fake service.
struct TestGateway: Sendable {
    let port: Int
    let upstream: FakeUpstream
    let server: GatewayServer

    static func with<R: Sendable>(
        _ upstream: FakeUpstream, auth: FakeUpstream? = nil, limits: GatewayLimits = GatewayLimits(),
        hasEnded: @escaping @Sendable (TokenTies) -> Bool = { _ in false },
        ownToken: @escaping @Sendable (_ callee: String) async -> String? = { _ in nil },
        isReady: @escaping @Sendable () -> Bool = { true }, _ body: (TestGateway) async throws -> R
    ) async throws -> R {
        var channels = ["library": RPCChannel(transport: upstream)]
        if let auth { channels["auth"] = RPCChannel(transport: auth) }
        let context = try GatewayContext(
            services: Library.services, pool: Library.pool, upstreams: Upstreams(channels), limits: limits,
            hasEnded: hasEnded, ownToken: ownToken, isReady: isReady)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = GatewayServer(
            context, host: "127.0.0.1", port: 0, group: MultiThreadedEventLoopGroup.singleton, logger: logger)
        try await server.start()
        do {
            let result = try await body(TestGateway(port: server.port, upstream: upstream, server: server))
            await server.shutdown(grace: .seconds(1))
            return result
        } catch {
            await server.shutdown(grace: .zero)
            throw error
        }
    }

    /// One request on a connection of its own, signed in unless told otherwise.
    func request(
        _ method: String, _ target: String, _ headers: [String] = [], body: String? = nil, isSignedIn: Bool = true
    ) async throws -> TestResponse {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: test", "Connection: close"] + headers
        if isSignedIn { lines.append("Authorization: Bearer token") }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        let text = lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
        return try await TestConnection.with(port: port) { connection in
            try await connection.send(text)
            return try await connection.response(toHEAD: method == "HEAD")
        }
    }

    /// A request of which only the status matters.
    func expect(
        _ status: Int, _ method: String, _ target: String, _ headers: [String] = [], body: String? = nil,
        isSignedIn: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let response = try await request(method, target, headers, body: body, isSignedIn: isSignedIn)
        #expect(response.status == status, "\(response.body)", sourceLocation: sourceLocation)
    }
}
