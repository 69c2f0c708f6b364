/// Where a piece of work stands in a distributed trace, as W3C Trace Context has it.
package struct TraceContext: Sendable, Equatable {
    /// The work that runs now: log lines carry it, and calls made meanwhile continue it.
    @TaskLocal package static var current: TraceContext?

    package static let traceparentName = "traceparent"
    package static let tracestateName = "tracestate"
    /// More is not passed on (section 3.3.1.5 asks for at least 512).
    package static let tracestateBytesMax = 512

    package let traceID: UInt128
    package let spanID: UInt64
    /// The span that caused this one; nil for the first of a trace.
    package let parentSpanID: UInt64?
    /// Bit 0 says that the caller records the trace.
    package let flags: UInt8
    /// What vendors along the way have noted.
    package let tracestate: String?

    package init(
        traceID: UInt128, spanID: UInt64, parentSpanID: UInt64? = nil, flags: UInt8 = 0, tracestate: String? = nil
    ) {
        self.traceID = traceID
        self.spanID = spanID
        self.parentSpanID = parentSpanID
        self.flags = flags
        self.tracestate = tracestate
    }

    package var isSampled: Bool { flags & 1 == 1 }

    /// The first span of a trace of its own.
    package static func root() -> TraceContext {
        TraceContext(traceID: .random(in: 1 ... .max), spanID: .random(in: 1 ... .max))
    }

    /// A span within this one.
    package func child() -> TraceContext {
        TraceContext(
            traceID: traceID, spanID: .random(in: 1 ... .max), parentSpanID: spanID, flags: flags,
            tracestate: tracestate)
    }

    /// The span of a call that arrives with these header values: a child of the caller's, or the first of a trace when
    /// the caller names none that is valid.
    package static func serving(traceparent: String?, tracestate: @autoclosure () -> String?) -> TraceContext {
        guard let traceparent, let caller = TraceContext(traceparent: traceparent) else { return root() }
        let state = tracestate().flatMap { $0.isEmpty || $0.utf8.count > tracestateBytesMax ? nil : $0 }
        return TraceContext(
            traceID: caller.traceID, spanID: .random(in: 1 ... .max), parentSpanID: caller.spanID, flags: caller.flags,
            tracestate: state)
    }
}
