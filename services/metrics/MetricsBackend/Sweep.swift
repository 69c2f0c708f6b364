import Logging
import ServiceLifecycle

/// Deletes what is beyond its retention, once an hour, in whichever replica gets there.
struct Sweep: Service {
    var store: SampleStore
    var logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await store.sweep(retentionSeconds: MetricsLimits.retention.seconds)
                    try await Task.sleep(for: MetricsLimits.sweepInterval)
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("old samples could not be deleted", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(60))
                }
            }
        }
    }
}
