import RPC

/// What each kind of task does, and what becomes of its owner when it fails for good.
struct TaskHandlers: Sendable {
    var training: TrainingTask
    var scoring: ScoringTask

    func run(_ task: QueueTask) async throws {
        switch task.kind {
        case .train: try await training.run(task)
        case .score: try await scoring.run(task)
        }
    }

    func fail(_ task: QueueTask, _ reason: FailureReason) async throws {
        switch task.kind {
        case .train: try await training.fail(task, reason)
        case .score: try await scoring.fail(task, reason)
        }
    }
}

/// What the user of a failed operation or job reads. Errors that are not ours to explain stay in the log.
struct FailureReason: Sendable {
    var code: StatusCode
    var message: String

    init(_ error: any Error) {
        let known = (error as? RPCError) ?? (error as? any RPCErrorConvertible)?.rpcError
        code = known?.code ?? .internalError
        message = known?.message ?? "an internal error stopped it; the service's log has the details"
    }

    /// Whether the same task may succeed later.
    var isTransient: Bool {
        switch code {
        case .unavailable, .deadlineExceeded, .resourceExhausted, .aborted, .cancelled, .unknown, .internalError,
            .unauthenticated:
            true
        default: false
        }
    }
}
