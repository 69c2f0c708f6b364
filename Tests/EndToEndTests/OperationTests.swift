import FoundationEssentials
import Messages
import NIOHTTP1
import ServiceKit
import TestKit
import Testing

/// How the programs behave towards whoever runs them.
@Suite(.timeLimit(.minutes(4))) struct OperationTests {
    private struct LogLine: Decodable {
        var time: String
        var level: String
        var service: String
        var message: String
    }

    @Test func `every log line is JSON, none holds a secret, and all services end well`() async throws {
        try await TestPlatform.with { platform in
            let rest = RESTClient(caller: HTTPCaller(port: platform.gatewayPort))
            let token = try await SignIn(rest: rest).run().token
            let client = RESTClient(caller: HTTPCaller(port: platform.gatewayPort, token: token))
            _ = try await client.upload(try DemoData.csv(), .init(displayName: "logged"))
            _ = try? await client.dataset("datasets/none")
            for (service, code) in await platform.stop() { #expect(code == 0, "\(service)") }
            for service in PlatformService.allCases {
                let text = platform.logText(of: service)
                #expect(!text.isEmpty)
                #expect(!text.contains(TestPlatform.secretMark), "\(service)")
                #expect(!text.contains(token), "\(service)")
                for line in text.split(separator: "\n") {
                    let parsed = try? JSONDecoder().decode(LogLine.self, from: Data(line.utf8))
                    #expect(parsed?.service == service.rawValue, "\(line)")
                }
            }
        }
    }

    @Test func `the guide's metrics exist in a live scrape`() async throws {
        let shared = try await SharedPlatform.get()
        _ = try await shared.rest.algorithms()
        let gateway = try await HTTPCaller(port: shared.platform.adminPort(.gateway)).call(.GET, "/metrics")
        #expect(gateway.text.contains("http_requests_total{"))
        #expect(gateway.text.contains(#"endpoint="/v1/algorithms""#))
        #expect(gateway.text.contains("http_request_duration_seconds_bucket{"))
        let detection = try await HTTPCaller(port: shared.platform.adminPort(.detection)).call(.GET, "/metrics")
        #expect(detection.text.contains("pynomaly_active_detection_jobs "))
        #expect(
            detection.text.contains(
                #"grpc_server_call_started_total{grpc_method="pynomaly.detection.v1.DetectorService/ListAlgorithms"}"#)
        )
        let outside = try await shared.anonymous.caller.call(.GET, "/metrics")
        #expect(outside.status == 404)
    }

    @Test(arguments: PlatformService.allCases)
    func `a port in use is one sentence and exit code 69`(service: PlatformService) async throws {
        let shared = try await SharedPlatform.get()
        let taken = shared.platform.adminPort(service)
        let (code, output) = try await exit(of: service, ["ADMIN_PORT": String(taken)])
        #expect(code == 69)
        #expect(output.contains("127.0.0.1:\(taken) is already in use"))
        #expect(output.split(separator: "\n").count == 1, "\(output)")
    }

    @Test(arguments: [
        ("RPC_PORT", "eighty"), ("LOG_LEVEL", "loud"), ("WORKER_COUNT", "-1"), ("AUTH_ENDPOINT", "auth"),
        ("DATABASE_URL", "postgresql://u:hunter2@[x"),
    ])
    func `a bad setting is one sentence that names it, and exit code 78`(name: String, value: String) async throws {
        let (code, output) = try await exit(of: .dataset, [name: value])
        #expect(code == 78)
        #expect(output.hasPrefix("pynomaly-dataset: \(name) "), "\(output)")
        #expect(!output.contains("hunter2"))
        #expect(output.split(separator: "\n").count == 1)
    }

    @Test func `a bad option is exit code 64`() async throws {
        let (code, output) = try await exit(of: .auth, [:], arguments: ["serve", "--no-such-option", "1"])
        #expect(code == 64)
        #expect(output.contains("--no-such-option"))
    }

    @Test func `a dead database at the start leaves a service up and not ready`() async throws {
        let shared = try await SharedPlatform.get()
        let folder = shared.platform.folder.file("dead-\(UUID().uuidString).log")
        let port = FreePorts.take()
        var environment = shared.platform.environment(of: .dataset)
        environment["DATABASE_URL"] = "postgresql://pynomaly_dataset@127.0.0.1:1/pynomaly"
        environment["ADMIN_PORT"] = String(port)
        environment["RPC_PORT"] = String(FreePorts.take())
        let process = try ChildProcess(Programs.path(of: .dataset), environment: environment, output: folder)
        let caller = HTTPCaller(port: port)
        var health = try? await caller.call(.GET, "/health")
        while health?.text.contains("degraded") != true {
            try await Task.sleep(for: .milliseconds(50))
            health = try? await caller.call(.GET, "/health")
        }
        let ready = try await caller.call(.GET, "/ready")
        #expect(ready.status == 503)
        #expect(await process.stop() == 0)
    }

    private func exit(
        of service: PlatformService, _ extra: [String: String], arguments: [String] = ["serve"]
    ) async throws -> (Int32, String) {
        let shared = try await SharedPlatform.get()
        let output = shared.platform.folder.file("exit-\(UUID().uuidString).out")
        let free = ["RPC_PORT", "ADMIN_PORT", "HTTP_PORT"].map { ($0, String(FreePorts.take())) }
        let environment = shared.platform.environment(of: service)
            .merging(free) { $1 }.merging(extra) { $1 }
        let process = try ChildProcess(
            Programs.path(of: service), arguments, environment: environment, output: output)
        let code = await process.exitCode()
        return (code, String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self))
    }
}
