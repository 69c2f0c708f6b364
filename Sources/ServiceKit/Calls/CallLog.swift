package import Logging
package import RPC

/// One line a call: which method, how it ended, how long it took and who asked; never what was asked.
package struct CallLog: ServerInterceptor {
    private let logger: Logger

    package init(logger: Logger) {
        self.logger = logger
    }

    package func finished(_ context: ServerContext, status: StatusCode, duration: Duration) {
        let level = Self.level(context.method, status)
        guard logger.logLevel <= level else { return }
        var metadata: Logger.Metadata = [
            "method": .string(context.method.path), "code": .string(status.name),
            "duration_ms": .stringConvertible(duration.milliseconds), "request_id": .string(context.requestID),
            "peer": .string(context.peer.address),
        ]
        // W3C Trace Context: fixed in length, so a caller can't fill the log with it.
        if let trace = context.requestMetadata["traceparent"], trace.utf8.count == 55 {
            metadata["traceparent"] = .string(trace)
        }
        if let principal = context.principal {
            metadata["principal"] = .string(principal.subject)
            if !principal.tenantID.isEmpty { metadata["tenant"] = .string(principal.tenantID) }
        }
        logger.log(level: level, "call", metadata: metadata)
    }

    /// Probes are too many to be read about; what is the service's own fault is an error.
    private static func level(_ method: MethodDescriptor, _ status: StatusCode) -> Logger.Level {
        switch status {
        case .ok where method.service == "grpc.health.v1.Health": .debug
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

    package var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
