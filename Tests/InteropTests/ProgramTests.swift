import InteropCases
import Subprocess
import TestKit
import Testing

/// The programs that other implementations are tried with, tried with each other.
@Suite(.timeLimit(.minutes(5))) struct ProgramTests {
    @Test(arguments: Transport.allCases)
    func `interop-client passes every case against interop-server`(transport: Transport) async throws {
        let certificates = try await TestCertificates.shared()
        try await withServerProgram(transport) { port in
            for testCase in InteropCase.all {
                let output = try await runClient(
                    port, testCase.name,
                    transport == .plain
                        ? ["--use_tls=false", "--server_host_override=server.test"]
                        : ["--use_tls=true", "--custom_ca_file=\(certificates.authority)"])
                #expect(output.isSuccess, "\(testCase.name): \(output.text)")
            }
        }
    }

    @Test func `interop-client believes the authority and the name that it is told, and no other`() async throws {
        let certificates = try await TestCertificates.shared()
        try await withServerProgram(.tls) { port in
            let trusting = ["--use_tls=true", "--custom_ca_file=\(certificates.authority)"]
            let expected = [
                (trusting + ["--server_host_override=server.test"], true),
                (trusting + ["--server_host_override=other.test"], false),
                (["--use_tls=true", "--custom_ca_file=\(certificates.stranger)"], false),
                (["--use_tls=false", "--custom_ca_file=\(certificates.authority)"], false),
            ]
            for (flags, isSuccess) in expected {
                let output = try await runClient(port, "empty_unary", flags)
                #expect(output.isSuccess == isSuccess, "\(flags): \(output.text)")
            }
        }
    }

    private func runClient(
        _ port: Int, _ testCase: String, _ flags: [String]
    ) async throws -> (isSuccess: Bool, text: String) {
        let arguments = ["--server_host=127.0.0.1", "--server_port=\(port)", "--test_case=\(testCase)"]
        // On a machine that is busy, lateness says nothing.
        let patience = ["--soak_per_iteration_max_acceptable_latency_ms=30000", "--soak_overall_timeout_seconds=60"]
        let result = try await run(
            .name("env"), arguments: Arguments([builtProgram("interop-client")] + arguments + patience + flags),
            output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        return (result.terminationStatus.isSuccess, result.standardOutput + result.standardError)
    }

    private func withServerProgram(_ transport: Transport, _ body: (Int) async throws -> Void) async throws {
        let certificates = try await TestCertificates.shared()
        let tls = [
            "--use_tls=true", "--tls_cert_file=\(certificates.server)", "--tls_key_file=\(certificates.serverKey)",
        ]
        // Told to stop when the shell's standard input ends, thus at the latest with this process.
        let tethered = ["-c", #""$@" & cat; kill $!; wait $!"#, "sh", builtProgram("interop-server"), "--port=0"]
        let result = try await run(
            .name("sh"), arguments: Arguments(tethered + (transport == .tls ? tls : [])), input: .inputWriter,
            output: .sequence,
            error: .currentStandardError
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            let port = try await lines.next().flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body(try #require(port)))
            } catch {
                outcome = .failure(error)
            }
            try await execution.standardInputWriter.finish()
            return outcome
        }
        try result.closureResult.get()
        #expect(result.terminationStatus.isSuccess)
    }
}
