import CAllocationCount
import Logging
import Protobuf
import ServiceKit
import Telemetry
import Testing

@testable import RPC

/// What calls ask of malloc, on the one thread that serves them in memory.
@Suite("Observability that is switched off costs nothing", .serialized)
struct AllocationTests {
    private static let calls = 2000

    /// Allocations of so many calls, after as many that have filled every pool.
    private func allocations(
        _ configuration: ServerConfiguration = InMemoryServer.quiet, observers: [any CallObserver] = []
    ) throws -> Int {
        let server = try InMemoryServer(EchoFixture(), configuration, observers: observers)
        let message = Blob("hello").serialized()
        var before: UInt = 0
        var answers = 0
        for _ in 0..<2 {
            let requests = (0..<Self.calls).map { _ in server.callBytes(message) }
            before = allocation_count()
            for request in requests {
                try server.receive(request)
                answers += try server.drop()
            }
        }
        let count = allocation_count() - before
        try server.close()
        // Each answers with two blocks of headers around the message that it got.
        #expect(answers > 2 * Self.calls * message.count)
        return Int(count)
    }

    @Test("a counter that counts: an array is an allocation")
    func counter() {
        let before = allocation_count()
        var arrays: [[Int]] = []
        arrays.reserveCapacity(100)
        for index in 0..<100 { arrays.append([index, index]) }
        #expect(allocation_count() - before >= 101)
        #expect(arrays.count == 100)
    }

    @Test("a log whose level is off allocates nothing")
    func log() throws {
        let plain = try allocations()
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let logged = try allocations(observers: [CallLog(logger: logger)])
        #expect(abs(logged - plain) < Self.calls / 100, "\(plain) allocations without, \(logged) with the log")
    }

    @Test("metrics allocate nothing, even switched on")
    func metrics() throws {
        let plain = try allocations()
        var configuration = InMemoryServer.quiet
        configuration.metrics = PrometheusRegistry()
        let measured = try allocations(configuration)
        #expect(abs(measured - plain) < Self.calls / 100, "\(plain) allocations without, \(measured) with metrics")
    }
}
