import FoundationEssentials

/// A folder that is deleted with the last reference to it. What must also go when the process is killed needs more.
package final class TemporaryDirectory: Sendable {
    package let path: String

    package init() throws {
        path = "/tmp/pynomaly-test-" + UUID().uuidString.lowercased()
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try Array(text.utf8).withUnsafeBytes { try Data($0).write(to: URL(filePath: file(name))) }
        return file(name)
    }
}
