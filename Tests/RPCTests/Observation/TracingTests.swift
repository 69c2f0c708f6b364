import Messages
import NIOPosix
import Synchronization
import Telemetry
import Testing

@testable import RPC

@Suite("Calls are spans of their callers' traces")
struct TracingTests {
    private static let caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    private var traced: ServerConfiguration {
        var configuration = InMemoryServer.quiet
        configuration.tracesCalls = true
        return configuration
    }

    @Test("a handler works in a child of the caller's span, and its calls continue it", arguments: [true, false])
    func propagation(hasDeadline: Bool) async throws {
        let seen = Mutex<(current: TraceContext?, context: TraceContext?)>((nil, nil))
        var inner = EchoFixture()
        inner.onUnary = { _, context in
            Blob((context.requestMetadata["traceparent"] ?? "") + " " + (context.requestMetadata["tracestate"] ?? ""))
        }
        try await withLoopback(.plain, inner) { _, innerChannel in
            var outer = EchoFixture()
            outer.onUnary = { request, context in
                seen.withLock { $0 = (TraceContext.current, context.trace) }
                return try await innerChannel.unary(EchoFixture.unary, request)
            }
            try await withLoopback(.plain, outer, server: traced) { _, channel in
                let options = CallOptions(
                    timeout: hasDeadline ? .seconds(60) : nil,
                    metadata: ["traceparent": Self.caller, "tracestate": "vendor=1"])
                let answer: Blob = try await channel.unary(EchoFixture.unary, Blob(), options: options)
                let (current, context) = seen.withLock { $0 }
                let span = try #require(current)
                #expect(context == span)
                #expect(span.parentSpanID == 0xb7ad_6b71_6920_3331)
                #expect(answer.text == "\(span.traceparent) vendor=1")
                #expect(span.traceparent.hasPrefix("00-0af7651916cd43dd8448eb211c80319c-"))
            }
        }
    }

    @Test("a call may name another trace than the one it is made in")
    func ownTrace() {
        var metadata: Metadata = ["traceparent": Self.caller]
        metadata.propagate(.root())
        #expect(metadata.values("traceparent") == [Self.caller])
    }

    @Test("a server that traces nothing leaves handlers without a trace")
    func off() async throws {
        var fixture = EchoFixture()
        fixture.onUnary = { _, context in
            Blob(context.trace == nil && TraceContext.current == nil ? "none" : "some")
        }
        try await withLoopback(.plain, fixture) { _, channel in
            let options = CallOptions(metadata: ["traceparent": Self.caller])
            let answer: Blob = try await channel.unary(EchoFixture.unary, Blob(), options: options)
            #expect(answer.text == "none")
        }
    }
}
