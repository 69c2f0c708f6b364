import Messages
import NIOCore
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Places")
struct PlacesTests {
    @Test("a tenant has as many of a replica's places as its share; the others are left to other tenants")
    func tenantShare() async throws {
        let places = Places(for: "uploads", max: 3, perTenantMax: 2)
        let first = try places.take(for: "a")
        _ = try places.take(for: "a")
        let share = try await rpcError { _ = try places.take(for: "a") }
        #expect(share.code == .resourceExhausted && share.message.contains("uploads_per_tenant_max"))
        _ = try places.take(for: "b")
        let all = try await rpcError { _ = try places.take(for: "b") }
        #expect(all.code == .resourceExhausted && all.message.contains("uploads_max"))
        first.giveBack()
        _ = try places.take(for: "a")
    }

    @Test("a stream of columns holds one of few places until its end")
    func reads() async throws {
        try await TestService.with(limits: DatasetLimits(readsMax: 1)) { service in
            let name = try #require(try await service.upload("a\n1\n").dataset).name
            let sink = ActingSink {
                let error = try await rpcError { _ = try await service.blocks(name) }
                #expect(error.code == .resourceExhausted && error.message.contains("reads_max"))
            }
            try await service.handlers.readColumns(
                .init(name: name), responses: ResponseWriter(sink: sink), context: service.context())
            #expect(try await service.blocks(name).count == 1)
        }
    }

    @Test("an export holds one of few places until its end")
    func exports() async throws {
        try await TestService.with(limits: DatasetLimits(exportsMax: 1)) { service in
            let name = try #require(try await service.upload("a\n1\n").dataset).name
            let export: @Sendable (any MessageSink) async throws -> Void = { sink in
                try await service.handlers.exportDataset(
                    .init(name: name, format: "csv"), responses: ResponseWriter(sink: sink), context: service.context())
            }
            let sink = ActingSink {
                let error = try await rpcError { try await export(ActingSink {}) }
                #expect(error.code == .resourceExhausted && error.message.contains("exports_max"))
            }
            try await export(sink)
            try await export(ActingSink {})
        }
    }
}

/// A client that does something while it is sent an answer.
private final class ActingSink: MessageSink {
    private let act: @Sendable () async throws -> Void

    init(_ act: @escaping @Sendable () async throws -> Void) { self.act = act }

    func send(_ frame: ByteBuffer) async throws(RPCError) {
        do {
            try await act()
        } catch {
            throw RPCError(.internalError, "\(error)")
        }
    }
}
