import API
import FoundationEssentials
import Logging
import Messages
import Postgres
import RPC
import ServiceKit

/// `pynomaly.auth.v1.AuditService`.
struct AuditEndpoints: AuthV1.AuditService {
    let chain: AuditChain
    let reader: AuditReader
    let verifier: AuditVerifier
    let exports = AuditScans.exports()
    let verifications: AuditScans
    let logger: Logger

    func listAuditEvents(
        _ request: AuthV1.ListAuditEventsRequest, context: ServerContext
    ) async throws -> AuthV1.ListAuditEventsResponse {
        try await reader.page(request, tenant: context.tenant())
    }

    func exportAuditEvents(
        _ request: AuthV1.ExportAuditEventsRequest, responses: ResponseWriter<AuthV1.AuditEvent>, context: ServerContext
    ) async throws {
        let tenant = try Self.tenant(context)
        let filter = try Filter(request.filter, over: AuditReader.fields)
        try await exports.run(of: tenant) {
            try await chain.pool.withTransaction(tenant: tenant.text) { connection in
                try await AuthSchema.outbox.record(
                    AuditEvent(
                        tenant: tenant, time: chain.clock.date, actor: context.auditActor, action: "auditEvents.export",
                        resource: "auditEvents", detail: request.filter), on: connection)
            }
            try await reader.export(filter, tenant: tenant) { try await responses.write($0) }
        }
    }

    func verifyAuditChain(
        _ request: AuthV1.VerifyAuditChainRequest, context: ServerContext
    ) async throws -> AuthV1.VerifyAuditChainResponse {
        let tenant = try Self.tenant(context)
        let known = try known(request.head, tenant)
        let report = try await verifications.run(of: tenant) { try await verifier.verify(tenant, through: known) }
        var response = AuthV1.VerifyAuditChainResponse(
            valid: report.problem == nil, firstBadNumber: report.problem?.number ?? 0, problem: report.note,
            checkedCount: report.checkedCount, firstNumber: report.firstNumber)
        guard let problem = report.problem else {
            let mark = AuditMark(purpose: .head, tenant: tenant, place: report.head, time: chain.clock.seconds())
            response.head = try mark.text(chain.keys.current)
            return response
        }
        response.problem = "Event \(problem.number): \(problem.reason)."
        logger.error(
            "an audit chain is not as it was recorded",
            metadata: [
                "tenant": .string(tenant.text), "number": "\(problem.number)", "problem": .string(problem.reason),
            ])
        return response
    }

    func recordAuditEvents(
        _ request: AuthV1.RecordAuditEventsRequest, context: ServerContext
    ) async throws -> AuthV1.RecordAuditEventsResponse {
        guard request.events.count <= ServiceLimits.auditBatchMax else {
            throw RPCError.invalidArgument(field: "events", "are more than \(ServiceLimits.auditBatchMax)")
        }
        let service = try context.requirePrincipal().subject
        guard request.events.allSatisfy({ $0.event?.service == service }) else {
            throw RPCError.invalidArgument(field: "events.event.service", "is not the caller, \(service)")
        }
        try await chain.record(request.events)
        return AuthV1.RecordAuditEventsResponse()
    }

    private static func tenant(_ context: ServerContext) throws(RPCError) -> UUID {
        guard let tenant = UUID(uuidString: try context.tenant()) else {
            throw RPCError(.unauthenticated, "The token names no tenant.")
        }
        return tenant
    }

    /// The place that a kept head names.
    private func known(_ head: String, _ tenant: UUID) throws -> AuditPlace? {
        guard !head.isEmpty else { return nil }
        do {
            let mark = try AuditMark.read(head, purpose: .head, keys: chain.keys)
            guard mark.tenant == tenant else {
                throw RPCError.invalidArgument(field: "head", "is of another tenant's chain")
            }
            return mark.place
        } catch AuditMark.Problem.unknownKey(let id) {
            throw RPCError.invalidArgument(
                field: "head", "was given under the audit key \(id), which is not known here")
        } catch is AuditMark.Problem {
            throw RPCError.invalidArgument(field: "head", "is not a head that this platform gave")
        }
    }
}
