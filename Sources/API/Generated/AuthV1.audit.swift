// Generated from pynomaly/auth/v1/audit.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension AuthV1 {
    /// What was done in the caller's tenant, by whom: a chain in which nothing can be changed, removed or moved unseen.
    package protocol AuditService: Sendable {
        /// Newest first.
        func listAuditEvents(
            _ request: AuthV1.ListAuditEventsRequest, context: ServerContext
        ) async throws -> AuthV1.ListAuditEventsResponse
        /// Oldest first, all that match, as a stream.
        func exportAuditEvents(
            _ request: AuthV1.ExportAuditEventsRequest, responses: ResponseWriter<AuthV1.AuditEvent>, context: ServerContext
        ) async throws
        /// Recomputes the chain, and holds it against a head that the caller kept: a tail cut off is found by that.
        func verifyAuditChain(
            _ request: AuthV1.VerifyAuditChainRequest, context: ServerContext
        ) async throws -> AuthV1.VerifyAuditChainResponse
        /// Takes over events from other services' outboxes. One that was recorded already is left as it is.
        func recordAuditEvents(
            _ request: AuthV1.RecordAuditEventsRequest, context: ServerContext
        ) async throws -> AuthV1.RecordAuditEventsResponse
    }

    /// Calls pynomaly.auth.v1.AuditService.
    package struct AuditServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        /// Newest first.
        package func listAuditEvents(
            _ request: AuthV1.ListAuditEventsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ListAuditEventsResponse {
            try await channel.unary(AuditServiceMethods.listAuditEvents, request, options: options)
        }

        /// Oldest first, all that match, as a stream.
        package func exportAuditEvents(
            _ request: AuthV1.ExportAuditEventsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> ResponseStream<AuthV1.AuditEvent> {
            try await channel.serverStreaming(AuditServiceMethods.exportAuditEvents, request, options: options)
        }

        /// Recomputes the chain, and holds it against a head that the caller kept: a tail cut off is found by that.
        package func verifyAuditChain(
            _ request: AuthV1.VerifyAuditChainRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.VerifyAuditChainResponse {
            try await channel.unary(AuditServiceMethods.verifyAuditChain, request, options: options)
        }

        /// Takes over events from other services' outboxes. One that was recorded already is left as it is.
        package func recordAuditEvents(
            _ request: AuthV1.RecordAuditEventsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.RecordAuditEventsResponse {
            try await channel.unary(AuditServiceMethods.recordAuditEvents, request, options: options)
        }
    }

    /// What the proto says about pynomaly.auth.v1.AuditService.
    package enum AuditServiceMethods {
        package static let listAuditEvents = MethodDescriptor(
            service: "pynomaly.auth.v1.AuditService", method: "ListAuditEvents", kind: .unary,
            inputType: "pynomaly.auth.v1.ListAuditEventsRequest", outputType: "pynomaly.auth.v1.ListAuditEventsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("audit.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/auditEvents")])

        package static let exportAuditEvents = MethodDescriptor(
            service: "pynomaly.auth.v1.AuditService", method: "ExportAuditEvents", kind: .serverStreaming,
            inputType: "pynomaly.auth.v1.ExportAuditEventsRequest", outputType: "pynomaly.auth.v1.AuditEvent",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("audit.read"), stepUp: true),
            http: [HTTPRule(verb: "GET", template: "/v1/auditEvents:export")])

        package static let verifyAuditChain = MethodDescriptor(
            service: "pynomaly.auth.v1.AuditService", method: "VerifyAuditChain", kind: .unary,
            inputType: "pynomaly.auth.v1.VerifyAuditChainRequest", outputType: "pynomaly.auth.v1.VerifyAuditChainResponse",
            policy: MethodPolicy(access: .permission("audit.read")),
            http: [HTTPRule(verb: "POST", template: "/v1/auditEvents:verify", body: "*")])

        package static let recordAuditEvents = MethodDescriptor(
            service: "pynomaly.auth.v1.AuditService", method: "RecordAuditEvents", kind: .unary,
            inputType: "pynomaly.auth.v1.RecordAuditEventsRequest", outputType: "pynomaly.auth.v1.RecordAuditEventsResponse",
            policy: MethodPolicy(access: .internal, services: ["dataset", "detection", "metrics"]))

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.auth.v1.AuditService",
            methods: [listAuditEvents, exportAuditEvents, verifyAuditChain, recordAuditEvents])
    }
}

extension RPCService {
    /// pynomaly.auth.v1.AuditService, served by `service`.
    package static func authV1AuditService(_ service: some AuthV1.AuditService) -> RPCService {
        var rpc = RPCService(AuthV1.AuditServiceMethods.descriptor)
        rpc.register(AuthV1.AuditServiceMethods.listAuditEvents) { call, context in
            call.respond(try await service.listAuditEvents(call.request(AuthV1.ListAuditEventsRequest.self), context: context))
        }
        rpc.register(AuthV1.AuditServiceMethods.exportAuditEvents) { call, context in
            try await service.exportAuditEvents(call.request(AuthV1.ExportAuditEventsRequest.self), responses: call.responses(), context: context)
        }
        rpc.register(AuthV1.AuditServiceMethods.verifyAuditChain) { call, context in
            call.respond(try await service.verifyAuditChain(call.request(AuthV1.VerifyAuditChainRequest.self), context: context))
        }
        rpc.register(AuthV1.AuditServiceMethods.recordAuditEvents) { call, context in
            call.respond(try await service.recordAuditEvents(call.request(AuthV1.RecordAuditEventsRequest.self), context: context))
        }
        return rpc
    }
}
