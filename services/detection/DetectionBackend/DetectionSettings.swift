import Crypto
import ServiceKit

/// The settings that only detection reads.
struct DetectionSettings: Sendable {
    var modelSigningKey: Secret
    var taskRows: Int64
    var lease: Duration
    var modelCacheBytes: Int
    var trainingBytes: Int
    /// Names this process in the queue.
    var workerName: String

    init(_ settings: ServiceSettings) throws {
        guard let key = try settings.values.secret("MODEL_SIGNING_KEY") else {
            throw SettingsError("MODEL_SIGNING_KEY is not set.")
        }
        guard key.count >= DetectionBackend.signingKeyBytesMin else {
            throw SettingsError(
                "MODEL_SIGNING_KEY has \(key.count) bytes; at least \(DetectionBackend.signingKeyBytesMin) are needed.")
        }
        modelSigningKey = key
        taskRows = Int64(
            try settings.values.integer("TASK_ROWS", default: Int(DetectionLimits.taskRowsMax), in: 1...1_000_000))
        lease = try settings.values.duration(
            "TASK_LEASE", default: DetectionLimits.lease, in: .milliseconds(500) ... .seconds(600))
        modelCacheBytes = try settings.values.integer(
            "MODEL_CACHE_BYTES", default: DetectionLimits.cachedModelBytesMax, in: 0...(1 << 40))
        trainingBytes = try settings.values.integer(
            "TRAINING_BYTES_MAX", default: DetectionLimits.trainingBytesMax, in: (1 << 20)...(1 << 40))
        workerName = "\(settings.instanceName)/\(Hex.encode(try SecureRandom.bytes(4)))"
    }
}
