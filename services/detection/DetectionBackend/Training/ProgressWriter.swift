import Synchronization

/// Writes how far work is to where its users look, now and then while it goes on.
///
/// The work only leaves a number behind, so that its threads never wait for the database. A number that can't be written
/// is written with the next one: no work fails for want of its progress.
struct ProgressWriter: Sendable {
    var interval: Duration = DetectionLimits.progressInterval
    var write: @Sendable (Double) async throws -> Void

    /// - Parameter work: Told where to report the share of it that is done.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable (_ report: @escaping @Sendable (Double) -> Void) async throws -> Result
    ) async throws -> Result {
        let latest = Latest()
        return try await withThrowingTaskGroup(of: Void.self) { writing in
            writing.addTask { await follow(latest) }
            defer { writing.cancelAll() }
            return try await work { latest.set($0) }
        }
    }

    private func follow(_ latest: Latest) async {
        var written = 0.0
        while (try? await Task.sleep(for: interval)) != nil {
            let share = latest.get()
            guard share > written, (try? await write(share)) != nil else { continue }
            written = share
        }
    }

    private final class Latest: Sendable {
        private let share = Mutex(0.0)

        func set(_ share: Double) { self.share.withLock { $0 = share } }

        func get() -> Double { share.withLock { $0 } }
    }
}
