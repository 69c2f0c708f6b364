import FoundationEssentials
import Subprocess
import TestKit
import Testing

/// What one check of Python/client.py has found about our server.
struct CheckOutcome: Sendable, CustomTestStringConvertible {
    let check: String
    let transport: Transport
    /// A traceback; nil when all is well.
    let trouble: String?

    var testDescription: String { "\(check) over \(transport.rawValue)" }

    struct RunFailure: Error, CustomStringConvertible {
        let description: String
    }

    private struct Line: Decodable {
        var check: String
        var trouble: String?
        /// The last line has it: how many outcomes there must be.
        var count: Int?
    }

    /// The outcomes of all checks: one run of the script for each transport.
    static func all() async throws -> [CheckOutcome] {
        var outcomes: [CheckOutcome] = []
        for transport in Transport.allCases { outcomes += try await run(transport) }
        return outcomes
    }

    private static func run(_ transport: Transport) async throws -> [CheckOutcome] {
        let output = try await withServer(transport) { port in
            var arguments = ["--target", "localhost:\(port)"]
            if transport == .tls { arguments += ["--authority", try await TestCertificates.shared().authority] }
            let command = try await Python.command("client", arguments)
            let result = try await Subprocess.run(
                .name("env"), arguments: Arguments(command), output: .string(limit: 1 << 20),
                error: .string(limit: 1 << 20))
            guard result.terminationStatus.isSuccess else {
                let output = result.standardOutput + result.standardError
                throw RunFailure(description: "client.py: \(result.terminationStatus)\n\(output)")
            }
            return result.standardOutput
        }
        var lines = try output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        let last = lines.popLast()
        guard let count = last?.count, count == lines.count, count > 0 else {
            throw RunFailure(description: "client.py told \(lines.count) outcomes of \(last?.count ?? 0)")
        }
        return lines.map { CheckOutcome(check: $0.check, transport: transport, trouble: $0.trouble) }
    }
}
