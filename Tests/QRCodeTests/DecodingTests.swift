import FoundationEssentials
import QRCode
import Subprocess
import Testing

/// Our codes read by another implementation (zxing-cpp, in the environment of scripts/python-env.sh).
@Suite("QR codes, decoded by zxing-cpp")
struct DecodingTests {
    private static let texts = [
        "x", "otpauth://totp/Pynomaly:vera%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Pynomaly",
        String(repeating: "0123456789", count: 100),
    ]

    @Test("the SVG holds the text", arguments: texts)
    func svg(text: String) async throws {
        #expect(try await decode(QRMatrix(text).svg) == text)
    }

    @Test("the half blocks of a terminal hold the text", arguments: texts)
    func halfBlocks(text: String) async throws {
        #expect(try await decode(QRMatrix(text).halfBlocks) == text)
    }

    private static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }

    private func decode(_ drawing: String) async throws -> String {
        let interpreter = Self.root + "/.build-py/bin/python"
        try #require(
            FileManager.default.isExecutableFile(atPath: interpreter), "run scripts/python-env.sh, which installs it")
        let result = try await Subprocess.run(
            .path(.init(interpreter)), arguments: ["-B", Self.root + "/Tests/QRCodeTests/decode.py"],
            environment: .inherit.updating(["PYTHONIOENCODING": "utf-8"]), input: .string(drawing),
            output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
        return String(result.standardOutput.dropLast())
    }
}
