import FoundationEssentials
import Logging
import Telemetry
import Testing

@Suite struct TraceContextTests {
    private static let example = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test func `a valid traceparent is read, and written as it was`() throws {
        let caller = try #require(TraceContext(traceparent: Self.example))
        #expect(caller.traceIDText == "0af7651916cd43dd8448eb211c80319c")
        #expect(caller.spanIDText == "b7ad6b7169203331")
        #expect(caller.isSampled)
        #expect(caller.traceparent == Self.example)
    }

    @Test(arguments: [
        "", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
        "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319-cb7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c8031äc-b7ad6b7169203331-01",
    ])
    func `a value that is not valid names no trace`(text: String) {
        #expect(TraceContext(traceparent: text) == nil)
    }

    @Test func `a later version may go on, and only its known flag is believed`() throws {
        let later = try #require(TraceContext(traceparent: "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff-x"))
        #expect(later.traceparent == Self.example)
    }

    @Test func `a call is a new span of its caller's trace, and its own calls are told so`() {
        let call = TraceContext.serving(traceparent: Self.example, tracestate: "a=1")
        #expect(call.traceIDText == "0af7651916cd43dd8448eb211c80319c")
        #expect(call.parentSpanID == 0xb7ad_6b71_6920_3331)
        #expect(call.spanID != call.parentSpanID && call.spanID != 0)
        #expect(call.isSampled)
        #expect(call.tracestate == "a=1")
        #expect(call.child().parentSpanID == call.spanID)
        #expect(call.child().traceID == call.traceID)
    }

    @Test func `a caller without a valid trace makes the call the first of a new one`() {
        for text in [nil, "00-0-0-00"] {
            let call = TraceContext.serving(traceparent: text, tracestate: "a=1")
            #expect(call.parentSpanID == nil && call.traceID != 0 && call.spanID != 0)
            #expect(!call.isSampled && call.tracestate == nil)
        }
    }

    @Test func `a tracestate is passed on up to its limit`() {
        let longest = String(repeating: "a", count: TraceContext.tracestateBytesMax)
        #expect(TraceContext.serving(traceparent: Self.example, tracestate: longest).tracestate == longest)
        #expect(TraceContext.serving(traceparent: Self.example, tracestate: longest + "a").tracestate == nil)
    }

    @Test func `log lines of traced work carry its ids`() throws {
        let sink = CollectedLines()
        let logger = TelemetryBootstrap.logger(service: "auth", level: .info, sink: sink)
        let trace = try #require(TraceContext(traceparent: Self.example))
        TraceContext.$current.withValue(trace) { logger.info("inside") }
        logger.info("outside")
        let lines = sink.lines
        #expect(lines.first?.contains(#""trace_id":"0af7651916cd43dd8448eb211c80319c""#) == true)
        #expect(lines.first?.contains(#""span_id":"b7ad6b7169203331""#) == true)
        #expect(lines.last?.contains("trace_id") == false)
    }
}
