import API
import Crypto
import FoundationEssentials
import Logging
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing
import Tokens

@testable import AuthBackend

/// Steps that many tests of the audit chains need.
extension AuthFixture {
    /// Those of `AuthFixture.settings`, where nothing else is said.
    static func auditKeys(_ settings: [String: String] = [:]) throws -> AuditKeys {
        try AuditKeys(
            AuthSettings(SettingValues(environment: AuthFixture.settings.merging(settings) { $1 })))
    }

    func chain(_ keys: AuditKeys? = nil) throws -> AuditChain {
        try AuditChain(pool: pool, keys: keys ?? Self.auditKeys(), clock: time.clock)
    }

    /// The service's own token, as it gets it for its secret.
    func service(_ name: String) async throws -> CallOptions {
        bearer(try await serviceToken(name, "the secret of \(name)"))
    }

    func event(
        _ action: String = "datasets.upload", tenant: UUID, id: UUID = UUID(), service: String = "dataset",
        actor: String = "users/nobody", resource: String = "datasets/d"
    ) -> AuthV1.RecordedAuditEvent {
        AuthV1.RecordedAuditEvent(
            eventId: id.text, tenant: tenant.text,
            event: AuthV1.AuditEvent(
                eventTime: GoogleProtobuf.Timestamp(seconds: time.seconds - 5, nanos: 123_456_000), service: service,
                actor: actor, sessionId: "s", action: action, resource: resource, result: .succeeded, detail: "d",
                clientAddress: "192.0.2.7", requestId: "r"))
    }

    /// A chain of that many events of an administrator's tenant, and nothing on its way.
    func makeChain(_ count: Int, of tenant: UUID) async throws {
        try await chain().record((1...count).map { event("act.\($0)", tenant: tenant, resource: "things/\($0)") })
    }

    /// Returns when all events that were written down are in their chains.
    func allRecorded() async throws {
        let owner = try await database.connect()
        try await eventually { try await owner.query("SELECT 1 FROM auth.audit_queue").isEmpty }
    }

    func tenant(of admin: SignedIn) async throws -> UUID {
        let claims = try await claims(of: admin.token)
        return try #require(UUID(uuidString: claims.tenant))
    }

    func events(_ filter: String = "", pageSize: Int32 = 1000, options: CallOptions) async throws -> [AuthV1.AuditEvent]
    {
        try await allRecorded()
        let request = AuthV1.ListAuditEventsRequest(pageSize: pageSize, filter: filter)
        return try await audit.listAuditEvents(request, options: options).auditEvents
    }

    func verifier(_ keys: AuditKeys? = nil) throws -> AuditVerifier {
        try AuditVerifier(
            pool: pool, keys: keys ?? Self.auditKeys(), clock: time.clock, cpuPool: CPUPool(threadCount: 1))
    }

    func retention(days: Int, _ recorder: LogRecorder = LogRecorder()) throws -> AuditRetention {
        try AuditRetention(
            pool: pool, keys: Self.auditKeys(), clock: time.clock, days: days, logger: recorder.logger)
    }

    /// The place that a head names.
    func place(_ head: String) throws -> AuditPlace {
        try AuditMark.read(head, purpose: .head, keys: Self.auditKeys()).place
    }
}

extension AuthV1.VerifyAuditChainResponse {
    var isIntact: Bool { valid == true && firstBadNumber == 0 && problem.isEmpty }
}
