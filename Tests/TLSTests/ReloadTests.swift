import Synchronization
import TestKit
import Testing

@testable import TLS

@Suite("Certificate files that are loaded anew") struct ReloadTests {
    /// What keeps files from being read although nothing is wrong with them.
    private static let obstacle = TLSError(.badConfiguration, "too many open files")

    private func identity() async throws -> TestCertificates.Identity {
        try await TestCertificates.shared().issue(names: "DNS:localhost")
    }

    @Test("what could not be loaded is told once, tried again each time, and loaded although the files are the same")
    func passingFailure() async throws {
        let files = try ReplaceableIdentity(try await identity())
        let isBlocked = Mutex(false)
        let context = try TLSContext(
            .server, TLSConfiguration(certificateFile: files.certificate, keyFile: files.key)
        ) { role, configuration throws(TLSError) in
            if isBlocked.withLock({ $0 }) { throw Self.obstacle }
            return try TLSMaterial(role, configuration)
        }
        #expect(context.reloadIfChanged() == .unchanged)
        let before = context.material

        try files.replace(with: try await identity())
        isBlocked.withLock { $0 = true }
        #expect(context.reloadIfChanged() == .failed(Self.obstacle, isNews: true))
        #expect(context.reloadIfChanged() == .failed(Self.obstacle, isNews: false))
        #expect(context.material === before)
        // Other files are other news.
        try files.replace(with: try await identity())
        #expect(context.reloadIfChanged() == .failed(Self.obstacle, isNews: true))

        isBlocked.withLock { $0 = false }
        #expect(context.reloadIfChanged() == .loaded)
        #expect(context.material !== before)
        #expect(context.reloadIfChanged() == .unchanged)
    }
}
