import QRCode
import TestKit
import Testing

/// Our codes read by another implementation.
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

    private func decode(_ drawing: String) async throws -> String {
        try await PythonEnvironment.run(
            [PythonEnvironment.root + "/Tests/QRCodeTests/Python/decode.py"], input: drawing)
    }
}
