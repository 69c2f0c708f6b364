package import Logging

extension TraceContext {
    /// What a log line of the work says.
    package var logMetadata: Logger.Metadata {
        ["trace_id": .string(traceIDText), "span_id": .string(spanIDText)]
    }
}

extension Logger.MetadataProvider {
    /// The trace of the work that logs. Asked only for lines that are written.
    static let traces = Logger.MetadataProvider { TraceContext.current?.logMetadata ?? [:] }
}
