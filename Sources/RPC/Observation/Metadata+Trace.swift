package import Telemetry

extension TraceContext {
    /// The span of a call that arrives with these headers. `tracestate` may come in several.
    static func serving(_ metadata: Metadata) -> TraceContext {
        serving(
            traceparent: metadata[traceparentName],
            tracestate: metadata.values(tracestateName).joined(separator: ","))
    }
}

extension Metadata {
    /// Lets whoever is called continue the trace, unless the call names another one itself.
    package mutating func propagate(_ trace: TraceContext) {
        guard self[TraceContext.traceparentName] == nil else { return }
        addUnchecked(name: TraceContext.traceparentName, value: trace.traceparent)
        if let state = trace.tracestate { addUnchecked(name: TraceContext.tracestateName, value: state) }
    }
}
