import Logging
import ServiceKit
import ServiceLifecycle

/// What is done to keys while the service runs.
struct KeyUpkeep {
    var rotation: KeyRotation
    /// Nil unless there is a previous SECRET_KEY.
    var resealing: Resealing?

    func background(_ logger: Logger) -> [any Service] {
        let rotation = rotation
        let schedule = SweepLoop(interval: AuthLimits.signingKeyCheckInterval, logger: logger) {
            try await rotation.runSchedule()
        }
        guard let resealing else { return [schedule] }
        return [schedule, resealing]
    }
}
