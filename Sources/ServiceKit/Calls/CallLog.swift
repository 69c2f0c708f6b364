package import Logging
package import RPC
import Telemetry

/// One line a call: which method, how it ended, how long it took and who asked; never what was asked.
package struct CallLog: CallObserver {
    private let logger: Logger
    private let lowestLevel: Logger.Level

    package init(logger: Logger) {
        self.logger = logger
        lowestLevel = logger.logLevel
    }

    package func finished(_ context: ServerContext, status: StatusCode, duration: Duration) {
        // What is not written costs no look at the method, and no dictionary.
        guard lowestLevel <= Self.highestLevel(status) else { return }
        let level = Self.level(context.method, status)
        guard lowestLevel <= level else { return }
        var metadata = context.trace?.logMetadata ?? [:]
        metadata["method"] = .string(context.method.path)
        metadata["code"] = .string(status.name)
        metadata["duration_ms"] = .stringConvertible(duration.milliseconds)
        metadata["request_id"] = .string(context.requestID)
        metadata["peer"] = .string(context.peer.address)
        if let principal = context.principal {
            metadata["principal"] = .string(principal.subject)
            if !principal.tenantID.isEmpty { metadata["tenant"] = .string(principal.tenantID) }
        }
        logger.log(level: level, "call", metadata: metadata)
    }

    /// Probes are too many to be read about; what is the service's own fault is an error.
    private static func level(_ method: MethodDescriptor, _ status: StatusCode) -> Logger.Level {
        if status == .ok && method.service == "grpc.health.v1.Health" { return .debug }
        return highestLevel(status)
    }

    private static func highestLevel(_ status: StatusCode) -> Logger.Level {
        switch status {
        case .unknown, .internalError, .dataLoss: .error
        case .unavailable, .resourceExhausted: .warning
        default: .info
        }
    }
}

extension Duration {
    /// Milliseconds with three digits after the point.
    package var milliseconds: Double {
        let (seconds, attoseconds) = components
        let microseconds = Double(seconds) * 1e6 + Double(attoseconds / 1_000_000_000_000)
        return microseconds / 1000
    }
}
