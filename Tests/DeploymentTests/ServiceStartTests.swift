import ServiceKit
import Subprocess
import TestKit
import Testing

/// The services, started with what `k8s/base` tells them: every setting that is needed is there, and the probes ask for
/// what is served.
@Suite struct ServiceStartTests {
    @Test(arguments: PlatformService.allCases)
    func `a service starts with its Deployment's settings and serves its probes`(service: PlatformService) async throws {
        let manifests = try await Manifests.rendered()
        let (running, workload) = try await start(service, manifests)
        let answers = try await answers(workload, port: running.adminPort)
        await running.stop()
        // Alive, but not ready: there is no database here. Only the gateway needs none.
        #expect(answers["startupProbe"] == "200")
        #expect(answers["livenessProbe"] == "200")
        #expect(answers["readinessProbe"] == (service == .gateway ? "200" : "503"))
    }

    /// Taking away what a service can't be without is noticed, by its position among the container's variables.
    @Test(arguments: [
        (PlatformService.auth, "DATABASE_URL"), (.auth, "SECRET_KEY_FILE"), (.dataset, "DATABASE_URL"),
        (.detection, "MODEL_SIGNING_KEY_FILE"), (.metrics, "DATABASE_URL"),
    ])
    func `a setting that is needed and missing is noticed`(service: PlatformService, name: String) async throws {
        let sound = try await Manifests.rendered()
        let container = try #require(sound.object("Deployment", "pynomaly-\(service)").map(Workload.init)).container
        let index = try #require(container["env"].list.firstIndex { $0["name"].string == name })
        let path = ["spec", "template", "spec", "containers", "0", "env", "\(index)"]
        let mistaken = sound.replacing("Deployment", "pynomaly-\(service)", path, with: nil)
        await #expect(throws: SettingsError.self) {
            try await start(service, mistaken).0.stop()
        }
    }

    private func start(_ service: PlatformService, _ manifests: Manifests) async throws -> (RunningService, Workload) {
        let definition = try #require(SettingCheck.definitions[service])
        let workload = try #require(manifests.object("Deployment", "pynomaly-\(service)").map(Workload.init))
        let secrets = try TemporaryDirectory()
        var environment = workload.environment(workload.container, in: manifests)
        for (name, path) in environment where name.hasSuffix("_FILE") {
            let key = try #require(workload.secretKey(atPath: path, in: workload.container), "\(name) is not mounted")
            environment[name] = try secrets.write("\(key)-\(String(repeating: "0123456789abcdef", count: 3))\n", to: key)
        }
        // A test has free ports for the fixed ones, and no Services: nobody answers at port 1.
        for name in ["RPC_PORT", "ADMIN_PORT", "HTTP_PORT"] where environment[name] != nil { environment[name] = "0" }
        for name in environment.keys where name.hasSuffix("_ENDPOINT") { environment[name] = "127.0.0.1:1" }
        environment["DATABASE_URL"] = environment["DATABASE_URL"]?.replacing("@postgres:5432", with: "@127.0.0.1:1")
        return (try await ServiceHarness.start(definition, environment), workload)
    }

    /// What the paths of the probes answer at the admin port.
    private func answers(_ workload: Workload, port: Int) async throws -> [String: String] {
        var answers: [String: String] = [:]
        for probe in PodCheck.paths.map(\.key) {
            let path = try #require(workload.container[probe]["httpGet"]["path"].string)
            let result = try await run(
                .name("curl"),
                arguments: ["-s", "-o", "/dev/null", "-w", "%{http_code}", "http://127.0.0.1:\(port)\(path)"],
                output: .string(limit: 16))
            answers[probe] = result.standardOutput
        }
        return answers
    }
}
