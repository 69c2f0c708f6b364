import FoundationEssentials
import Testing

@testable import GatewayBackend

@Suite struct LimitsPageTests {
    @Test func docsTellTheLimitsOfUploadsAsTheyAre() throws {
        // Tests/GatewayTests/LimitsPageTests.swift lies three levels below the root.
        let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }
        let page = try String(contentsOfFile: root + "/docs/LIMITS.md", encoding: .utf8).filter { $0 != "," }
        let limits = GatewayLimits()
        let rows = [
            ("uploadBytesMax", "\(limits.uploadBytesMax >> 20) MiB"),
            ("uploadChunkBytesMax", "\(limits.uploadChunkBytesMax >> 10) KiB"), ("partsMax", "\(limits.partsMax)"),
            ("partHeaderBytesMax", "\(limits.partHeaderBytesMax >> 10) KiB"),
            ("partFieldBytesMax", "\(limits.partFieldBytesMax >> 10) KiB"),
            ("bodyTimeout", "\(limits.bodyTimeout.components.seconds) s"),
            ("bodyProgressBytesMin", "\(limits.bodyProgressBytesMin >> 10) KiB"),
            ("uploadTimeout", "\(limits.uploadTimeout.components.seconds / 3600) h"),
            ("connectionsMax", "\(limits.connectionsMax)"),
        ]
        for (name, value) in rows { #expect(page.contains("\n| `\(name)` | \(value) |"), "\(name)") }
    }
}
