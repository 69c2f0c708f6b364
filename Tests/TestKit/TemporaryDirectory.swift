import FoundationEssentials
import Glibc
import Synchronization

/// A folder that is deleted with the last reference to it, or when the process exits: one that a `static let` holds has
/// no last reference. What must also go when the process is killed needs more.
package final class TemporaryDirectory: Sendable {
    package let path: String

    private static let living: Mutex<Set<String>> = {
        atexit { TemporaryDirectory.removeAll() }
        return Mutex([])
    }()

    package init() throws {
        let path = "/tmp/pynomaly-test-" + UUID().uuidString.lowercased()
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
        self.path = path
        Self.living.withLock { _ = $0.insert(path) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        Self.living.withLock { [path] in _ = $0.remove(path) }
    }

    private static func removeAll() {
        for path in living.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
    }

    package func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try Array(text.utf8).withUnsafeBytes { try Data($0).write(to: URL(filePath: file(name))) }
        return file(name)
    }
}
