import FoundationEssentials
import Subprocess

/// The interpreter that has other implementations of what we speak; `scripts/python-env.sh` installs it.
package enum PythonEnvironment {
    package static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }

    private static let outputBytesMax = 1 << 20

    /// What the interpreter prints when run with `arguments`, without the last line break.
    package static func run(_ arguments: [String], input: String = "") async throws -> String {
        let interpreter = root + "/.build-py/bin/python"
        guard FileManager.default.isExecutableFile(atPath: interpreter) else {
            throw PythonFailure(reason: "there is no \(interpreter); run scripts/python-env.sh, which installs it")
        }
        // No .pyc files in the source tree.
        let result = try await Subprocess.run(
            .name("env"), arguments: Arguments([interpreter, "-B"] + arguments),
            environment: .inherit.updating(["PYTHONIOENCODING": "utf-8"]), input: .string(input),
            output: .string(limit: outputBytesMax), error: .string(limit: outputBytesMax))
        guard result.terminationStatus.isSuccess else { throw PythonFailure(reason: result.standardError) }
        return String(result.standardOutput.dropLast())
    }
}

package struct PythonFailure: Error {
    package var reason: String
}
