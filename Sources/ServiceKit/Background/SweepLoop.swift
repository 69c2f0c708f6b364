package import Logging
import ServiceLifecycle

/// Runs a service's sweep, which removes what is beyond its retention, again and again until the service stops. Replicas
/// sweep side by side: a sweep shares its work or repeats it without harm.
package struct SweepLoop: Service {
    private let interval: Duration
    private let logger: Logger
    private let sweep: @Sendable () async throws -> Int

    /// - Parameter sweep: Returns how many it removed, for the log.
    package init(interval: Duration, logger: Logger, sweep: @escaping @Sendable () async throws -> Int) {
        self.interval = interval
        self.logger = logger
        self.sweep = sweep
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let pause = await sweepOnce() ? interval : min(interval, ServiceLimits.sweepRetryPause)
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// False when it failed: the database may be away, and what is to be removed stays to be.
    private func sweepOnce() async -> Bool {
        do {
            let removed = try await sweep()
            if removed > 0 { logger.info("swept", metadata: ["removed": "\(removed)"]) }
            return true
        } catch {
            if !Task.isCancelled { logger.warning("the sweep failed", metadata: ["error": "\(error)"]) }
            return false
        }
    }
}
