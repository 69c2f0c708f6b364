internal import Logging
internal import ServiceLifecycle

/// Runs the sweep again and again until the service stops.
struct SweepLoop: Service {
    let sweep: Sweep
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let collected = try await sweep.run()
                    if collected > 0 { logger.info("collected versions", metadata: ["count": "\(collected)"]) }
                } catch is CancellationError {
                    return
                } catch {
                    // The database may be away; what is to be collected stays to be.
                    logger.warning("the sweep failed", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: interval)
            }
        }
    }
}
