import NIOHTTP1
import NIOPosix
import ServiceKit
import Telemetry
import Testing

@Suite struct AdminServerTests {
    private let health = HealthBoard(service: "test")
    private let registry = PrometheusRegistry()

    private func withServer<R>(_ body: (AdminServer) async throws -> R) async throws -> R {
        let server = try await AdminServer.start(
            host: "127.0.0.1", port: 0, group: .singleton, health: health, registry: registry)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    @Test func `readiness is 503 until ready and after draining began, health is 200 all the time`() async throws {
        try await withServer { server in
            for (phase, status) in [(HealthBoard.Phase.starting("x"), 503), (.ready, 200), (.draining, 503)] {
                health.enter(phase)
                let ready = try await AdminClient.request(.GET, "/ready", port: server.port)
                let health = try await AdminClient.request(.GET, "/health", port: server.port)
                #expect(ready.status == status)
                #expect(health.status == 200)
            }
        }
    }

    @Test func `metrics are the registry's text, hooks included`() async throws {
        let registry = registry
        registry.onScrape { registry.gauge("pynomaly_active_detection_jobs").set(2) }
        let answer = try await withServer { try await AdminClient.request(.GET, "/metrics?x=1", port: $0.port) }
        #expect(answer.headers["content-type"] == ["text/plain; version=0.0.4; charset=utf-8"])
        #expect(answer.body.contains("pynomaly_active_detection_jobs 2\n"))
    }

    @Test func `HEAD has the headers and no body`() async throws {
        health.enter(.ready)
        let answer = try await withServer { try await AdminClient.request(.HEAD, "/ready", port: $0.port) }
        #expect(answer.status == 200)
        #expect(answer.headers.first(name: "content-length").flatMap(Int.init) ?? 0 > 0)
        #expect(answer.body.isEmpty)
    }

    @Test(arguments: [HTTPMethod.POST, .PUT, .DELETE, .OPTIONS])
    func `other methods are refused`(method: HTTPMethod) async throws {
        let answer = try await withServer { try await AdminClient.request(method, "/health", port: $0.port) }
        #expect(answer.status == 405)
        #expect(answer.headers["allow"] == ["GET, HEAD"])
    }

    @Test func `other paths do not exist`() async throws {
        #expect(try await withServer { try await AdminClient.request(.GET, "/debug", port: $0.port) }.status == 404)
    }

    @Test func `a port in use is one sentence that names the setting`() async throws {
        try await withServer { server in
            let error = await #expect(throws: ListenError.self) {
                try await AdminServer.start(
                    host: "127.0.0.1", port: server.port, group: .singleton, health: health, registry: registry)
            }
            #expect(
                error?.description == "The admin port 127.0.0.1:\(server.port) is already in use; "
                    + "stop whatever listens there or set ADMIN_PORT.")
        }
    }
}
