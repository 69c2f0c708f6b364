import Messages
import Protobuf
import Telemetry
import TestKit
import Testing

@testable import RPC

@Suite("Calls are measured under the names of gRFC A66")
struct CallMetricsTests {
    private let registry = PrometheusRegistry()

    private var server: ServerConfiguration {
        var configuration = InMemoryServer.quiet
        configuration.metrics = registry
        return configuration
    }

    private var client: ChannelConfiguration {
        var configuration = ChannelConfiguration()
        configuration.metrics = registry
        return configuration
    }

    private func value(_ name: String, _ labels: [(String, String)]) -> Double? {
        let labels = MetricLabels(labels)
        return registry.samples().first { $0.name == name && $0.labels == labels }?.value
    }

    @Test("a server counts calls and their bytes, by method and status")
    func onServer() async throws {
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            if request.text == "no" { throw RPCError(.notFound, "no") }
            return request
        }
        try await withLoopback(.plain, fixture, server: server) { _, channel in
            let _: Blob = try await channel.unary(EchoFixture.unary, Blob("hello"))
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob("no")) }
            #expect(error?.code == .notFound)
            for try await _ in try await channel.serverStreaming(EchoFixture.expand, Blob("abc"))
                as ResponseStream<Blob>
            {}
        }
        let unary = ("grpc_method", "test.Echo/Unary")
        #expect(value("grpc_server_call_started_total", [unary]) == 2)
        #expect(value("grpc_server_call_duration_seconds_count", [unary, ("grpc_status", "OK")]) == 1)
        #expect(value("grpc_server_call_duration_seconds_count", [unary, ("grpc_status", "NOT_FOUND")]) == 1)
        let size = Double(Blob("hello").serialized().count)
        let sizes = "total_compressed_message_size_bytes_sum"
        #expect(value("grpc_server_call_rcvd_\(sizes)", [unary, ("grpc_status", "OK")]) == size)
        #expect(value("grpc_server_call_sent_\(sizes)", [unary, ("grpc_status", "OK")]) == size)
        #expect(value("grpc_server_call_sent_\(sizes)", [unary, ("grpc_status", "NOT_FOUND")]) == 0)
        let expand = [("grpc_method", "test.Echo/Expand"), ("grpc_status", "OK")]
        #expect(value("grpc_server_call_sent_\(sizes)", expand) == Double(3 * Blob("a").serialized().count))
    }

    @Test("methods that nobody serves are counted together, whatever they are called")
    func otherMethods() throws {
        let embedded = try InMemoryServer(EchoFixture(), server)
        for name in ["A", "B"] { try embedded.receive(embedded.callBytes(path: "/made.Up/\(name)", [])) }
        try embedded.close()
        #expect(value("grpc_server_call_started_total", [("grpc_method", "other")]) == 2)
        let ended = [("grpc_method", "other"), ("grpc_status", "UNIMPLEMENTED")]
        #expect(value("grpc_server_call_duration_seconds_count", ended) == 2)
        #expect(!registry.render().contains("made.Up"))
    }

    @Test("a call whose client goes before its request is complete is CANCELLED")
    func abandoned() throws {
        let embedded = try InMemoryServer(EchoFixture(), server)
        // The frame before the last, which is the request.
        let bytes = embedded.callBytes([1, 2, 3])
        try embedded.receive(Array(bytes.dropLast(9 + 5 + 3)))
        try embedded.close()
        let ended = [("grpc_method", "test.Echo/Unary"), ("grpc_status", "CANCELLED")]
        #expect(value("grpc_server_call_duration_seconds_count", ended) == 1)
    }

    @Test("a client counts attempts and calls, by method, target and status")
    func onClient() async throws {
        var target = ""
        try await withLoopback(.plain, EchoFixture(), channel: client) { server, channel in
            target = "127.0.0.1:\(server.port)"
            let _: Blob = try await channel.unary(EchoFixture.unary, Blob("hello"))
            let answers: ResponseStream<Blob> = try await channel.serverStreaming(EchoFixture.expand, Blob("ab"))
            for try await _ in answers {}
        }
        let size = Double(Blob("hello").serialized().count)
        let sizes = "total_compressed_message_size_bytes_sum"
        for (method, sent, received) in [
            ("Unary", size, size),
            ("Expand", Double(Blob("ab").serialized().count), 2 * Double(Blob("a").serialized().count)),
        ] {
            let labels = [("grpc_method", "test.Echo/\(method)"), ("grpc_target", target)]
            let ended = labels + [("grpc_status", "OK")]
            #expect(value("grpc_client_attempt_started_total", labels) == 1)
            #expect(value("grpc_client_attempt_duration_seconds_count", ended) == 1)
            #expect(value("grpc_client_call_duration_seconds_count", ended) == 1)
            #expect(value("grpc_client_attempt_sent_\(sizes)", ended) == sent)
            #expect(value("grpc_client_attempt_rcvd_\(sizes)", ended) == received)
        }
    }

    @Test("a call that is repeated is one call and several attempts")
    func attempts() async throws {
        var fixture = EchoFixture()
        fixture.onUnary = { request, context in
            guard context.requestMetadata[RetryMachine.attemptsName] == nil else { return request }
            throw RPCError(.unavailable, "try again", metadata: [RetryMachine.pushbackName: "0"])
        }
        var method = EchoFixture.unary
        method.idempotency = .idempotent
        try await withLoopback(.plain, fixture, channel: client) { _, channel in
            let _: Blob = try await channel.unary(method, Blob("hello"))
        }
        let samples = registry.samples()
        func total(_ name: String, _ status: String? = nil) -> Double {
            samples.filter { sample in
                sample.name == name && (status == nil || sample.labels.pairs.contains { $0.value == status })
            }.reduce(0) { $0 + $1.value }
        }
        #expect(total("grpc_client_attempt_started_total") == 2)
        #expect(total("grpc_client_attempt_duration_seconds_count", "UNAVAILABLE") == 1)
        #expect(total("grpc_client_attempt_duration_seconds_count", "OK") == 1)
        #expect(total("grpc_client_call_duration_seconds_count") == 1)
    }

    @Test("a channel keeps instruments for so many methods, and one for the others")
    func methodsMax() {
        let metrics = ClientMetrics(registry, target: "test")
        let known = (0..<ClientMetrics.methodsMax).map { metrics.method("/a.B/\($0)") }
        #expect(Set(known.map(ObjectIdentifier.init)).count == ClientMetrics.methodsMax)
        #expect(metrics.method("/a.B/7") === known[7])
        #expect(metrics.method("/a.B/one") === metrics.method("/a.B/two"))
    }

    @Test("the buckets are A66's")
    func buckets() {
        #expect(CallMetricNames.latencyBounds.count == 41 && CallMetricNames.latencyBounds.last == 100)
        #expect(CallMetricNames.sizeBounds.count == 14 && CallMetricNames.sizeBounds.last == 4_294_967_296)
        #expect(CallMetricNames.latencyBounds == CallMetricNames.latencyBounds.sorted())
    }
}
