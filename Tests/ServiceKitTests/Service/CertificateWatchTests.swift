import API
import Glibc
import Logging
import Messages
import NIOHTTP1
import NIOPosix
import RPC
import Telemetry
import TestKit
import Testing

@testable import ServiceKit

@Suite("Certificates that are replaced", .timeLimit(.minutes(2))) struct CertificateWatchTests {
    private static let definition = ServiceDefinition(service: .gateway) { _ in
        let method = MethodDescriptor(
            service: "test.Probe", method: "Open", kind: .unary, inputType: "", outputType: "",
            policy: MethodPolicy(access: .public))
        var service = RPCService(ServiceDescriptor(name: "test.Probe", methods: [method]))
        service.register(method) { call, context in
            _ = try call.request(TestingV1.EchoMessage.self)
            call.respond(TestingV1.EchoMessage(text: context.peer.certificateNames.joined(separator: ",")))
        }
        return ServiceComponents(services: [service])
    }

    private func environment(_ files: ReplaceableIdentity) async throws -> [String: String] {
        [
            "TLS_CERT_FILE": files.certificate, "TLS_KEY_FILE": files.key,
            "TLS_CA_FILE": try await TestCertificates.shared().authority,
        ]
    }

    private func withMeans<R>(
        _ files: ReplaceableIdentity, _ log: LogRecorder, _ body: (ServiceMeans) async throws -> R
    ) async throws -> R {
        let values = SettingValues(environment: try await environment(files))
        let settings = try ServiceSettings(service: .gateway, values: values)
        let means = try ServiceMeans(Self.definition, settings, log.logger, PrometheusRegistry())
        let result = await Result(catching: { try await body(means) })
        await means.close()
        await means.closeLoops()
        return try result.get()
    }

    private func identity(_ name: String) async throws -> TestCertificates.Identity {
        try await TestCertificates.shared().issue(names: "DNS:localhost,IP:127.0.0.1,DNS:\(name)")
    }

    @Test func `are loaded once, for both roles; files that can't be used are told once and counted`() async throws {
        let files = try ReplaceableIdentity(try await identity("first.test"))
        let log = LogRecorder()
        try await withMeans(files, log) { means in
            let contexts = [means.serverTLS, means.clientTLS].compactMap { $0 }
            #expect(contexts.count == 2)
            let watch = CertificateWatch(
                contexts: contexts, interval: .seconds(600), registry: means.registry, logger: log.logger)
            watch.look()
            #expect(log.lines.isEmpty)

            try files.replace(with: try await identity("second.test"))
            watch.look()
            watch.look()
            #expect(log.lines.count == 1 && log.lines[0].hasPrefix("info "))
            #expect(metric(means, "tls_reloads_total", "loaded") == 1)

            try files.breakCertificate()
            watch.look()
            watch.look()
            #expect(log.lines.count == 2 && log.lines[1].hasPrefix("error "))
            #expect(metric(means, "tls_reloads_total", "failed") == 1)
            #expect(metric(means, "tls_reload_failing") == 1)

            try files.replace(with: try await identity("third.test"))
            watch.look()
            #expect(metric(means, "tls_reload_failing") == 0)
            #expect(metric(means, "tls_reloads_total", "loaded") == 2)
        }
    }

    @Test func `the end of the certificate in use is a metric`() async throws {
        let files = try ReplaceableIdentity(try await identity("first.test"))
        try await withMeans(files, LogRecorder()) { means in
            let watch = CertificateWatch(
                contexts: [means.serverTLS].compactMap { $0 }, interval: .seconds(600), registry: means.registry,
                logger: means.logger)
            watch.look()
            // Test certificates are valid for two days.
            let left = (metric(means, "tls_certificate_not_after_seconds") ?? 0) - Double(time(nil))
            #expect((86_400...2 * 86_400 + 60).contains(left))
        }
    }

    @Test func `are noticed while the service runs`() async throws {
        let files = try ReplaceableIdentity(try await identity("first.test"))
        let log = LogRecorder()
        try await withMeans(files, log) { means in
            let watch = CertificateWatch(
                contexts: [means.serverTLS].compactMap { $0 }, interval: .milliseconds(1), registry: means.registry,
                logger: log.logger)
            let running = Task { try await watch.run() }
            try files.replace(with: try await identity("second.test"))
            try await eventually { metric(means, "tls_reloads_total", "loaded") == 1 }
            running.cancel()
            try await running.value
        }
    }

    @Test func `a service with an authority demands certificates, shows their names to handlers, and watches`()
        async throws
    {
        let files = try ReplaceableIdentity(try await identity("caller.test"))
        let service = try await ServiceHarness.start(Self.definition, try await environment(files))
        try await withMeans(files, LogRecorder()) { means in
            let method = MethodDescriptor(
                service: "test.Probe", method: "Open", kind: .unary, inputType: "", outputType: "")
            let channel = RPCChannel(
                target: Endpoint(host: "127.0.0.1", port: service.rpcPort, tls: means.clientTLS),
                group: MultiThreadedEventLoopGroup.singleton)
            let answer: TestingV1.EchoMessage = try await channel.unary(method, TestingV1.EchoMessage())
            #expect(answer.text == "localhost,caller.test")
            let page = try await AdminClient.request(.GET, "/metrics", port: service.adminPort).body
            #expect(page.contains("\ntls_certificate_not_after_seconds "))
            #expect(page.contains("\ngrpc_server_connections 1\n"))
            #expect(page.contains("\ngrpc_server_calls_shed_total 0\n"))
            #expect(page.contains("\ngrpc_server_connections_given_up_total 0\n"))
            await channel.shutdown()
        }
        await service.stop()
    }

    private func metric(_ means: ServiceMeans, _ name: String, _ result: String? = nil) -> Double? {
        means.registry.samples().first { sample in
            sample.name == name && (result == nil || sample.labels.pairs.contains { $0.value == result })
        }?.value
    }
}
