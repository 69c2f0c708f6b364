import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Audit chains", .timeLimit(.minutes(5)))
struct AuditChainTests {
    @Test("the steps of signing in are in the chain, with who, what and where")
    func signingIn() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let events = try await auth.events(options: auth.bearer(admin.token))
            #expect(events.map(\.number) == (1...Int64(events.count)).reversed())
            #expect(events.map(\.name) == events.map { "auditEvents/\($0.number)" })
            #expect(Set(events.map(\.link)).count == events.count)
            let login = try #require(events.first { $0.action == "auth.login" })
            let me = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(admin.token))
            #expect(login.actor == me.name)
            #expect(login.actorUsername == "admin")
            #expect(login.resource == me.name)
            #expect(login.service == "auth")
            #expect(login.result == .succeeded)
            #expect(!login.clientAddress.isEmpty && !login.sessionId.isEmpty && !login.requestId.isEmpty)
            #expect(login.eventTime?.seconds == auth.time.seconds && login.recordTime != nil)
            let verified = try await auth.audit.verifyAuditChain(
                AuthV1.VerifyAuditChainRequest(), options: auth.bearer(admin.token))
            #expect(verified.isIntact)
            #expect(verified.checkedCount == Int64(events.count) && verified.firstNumber == 1)
        }
    }

    @Test("one connection to the database is enough for the acts, their relay and the chain")
    func smallestPool() async throws {
        try await withAuth(["DATABASE_POOL_SIZE": "1"]) { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let events = try await auth.events(options: auth.bearer(admin.token))
            #expect(events.contains { $0.action == "users.create" })
        }
    }

    @Test("replicas that append at once leave no gap and lose nothing, whatever arrives twice")
    func concurrent() async throws {
        try await withAuth(replicas: 2) { auth in
            let tenants = [UUID(), UUID()]
            let dataset = try await auth.service("dataset")
            let batches = (0..<16).map { batch in
                (0..<20).map { auth.event("act.\(batch).\($0)", tenant: tenants[(batch + $0) % 2]) }
            }
            try await withThrowingTaskGroup { group in
                for (index, batch) in (batches + batches.reversed()).enumerated() {
                    group.addTask {
                        _ = try await auth.audit(index % 2).recordAuditEvents(
                            AuthV1.RecordAuditEventsRequest(events: batch), options: dataset)
                    }
                }
                try await group.waitForAll()
            }
            for tenant in tenants {
                let report = try await auth.verifier().verify(tenant, through: nil)
                #expect(report.problem == nil)
                #expect(report.checkedCount == 160 && report.head.number == 160)
            }
        }
    }

    @Test("an event that is delivered again stays as it is, twice in one message included")
    func idempotent() async throws {
        try await withAuth { auth in
            let (tenant, dataset) = (UUID(), try await auth.service("dataset"))
            let first = auth.event("one", tenant: tenant)
            var again = first
            again.event?.action = "two"
            for events in [[first, again], [again], [auth.event("three", tenant: tenant), first]] {
                _ = try await auth.audit.recordAuditEvents(
                    AuthV1.RecordAuditEventsRequest(events: events), options: dataset)
            }
            let rows = try await auth.database.connect().query("SELECT action FROM auth.audit_events ORDER BY number")
            #expect(try rows.map { try $0.decode(String.self, 0) } == ["one", "three"])
            #expect(try await auth.verifier().verify(tenant, through: nil).problem == nil)
        }
    }

    @Test("a service can record its own acts only, no more than a batch, and nothing malformed")
    func recording() async throws {
        try await withAuth { auth in
            let (tenant, dataset) = (UUID(), try await auth.service("dataset"))
            func answer(_ events: [AuthV1.RecordedAuditEvent], _ options: CallOptions? = nil) async throws
                -> StatusCode?
            {
                try await status {
                    try await auth.audit.recordAuditEvents(
                        AuthV1.RecordAuditEventsRequest(events: events), options: options ?? dataset)
                }
            }
            #expect(try await answer([auth.event(tenant: tenant, service: "detection")]) == .invalidArgument)
            #expect(
                try await answer([auth.event(tenant: tenant, service: "detection")], auth.service("detection")) == nil)
            let full = (0..<ServiceLimits.auditBatchMax).map { _ in auth.event(tenant: tenant) }
            #expect(try await answer(full) == nil)
            #expect(try await answer(full + [auth.event(tenant: tenant)]) == .invalidArgument)
            let longest = String(repeating: "x", count: ServiceLimits.auditTextBytesMax)
            #expect(try await answer([auth.event(tenant: tenant, resource: longest)]) == nil)
            #expect(try await answer([auth.event(tenant: tenant, resource: longest + "x")]) == .invalidArgument)
            var changes: [AuthV1.RecordedAuditEvent] = []
            for change: (inout AuthV1.RecordedAuditEvent) -> Void in [
                { $0.eventId = "x" }, { $0.tenant = "" }, { $0.event = nil }, { $0.event?.eventTime = nil },
                { $0.event?.eventTime?.seconds = -1 }, { $0.event?.eventTime?.seconds = Int64.max },
                { $0.event?.result = .unspecified },
            ] {
                var event = auth.event(tenant: tenant)
                change(&event)
                changes.append(event)
            }
            for event in changes { #expect(try await answer([event]) == .invalidArgument) }
            let admin = try await auth.makeAdmin()
            #expect(try await answer([auth.event(tenant: tenant)], auth.bearer(admin.token)) == .permissionDenied)
            #expect(try await auth.verifier().verify(tenant, through: nil).checkedCount == Int64(full.count) + 2)
        }
    }

    @Test("a changed audit key verifies old events as long as it is told of the former one, and else says which lacks")
    func keyChange() async throws {
        try await withAuth { auth in
            let tenant = UUID()
            let (old, new) = (String(repeating: "o", count: 32), String(repeating: "n", count: 32))
            try await auth.makeChain(2, of: tenant)
            let derived = try AuthFixture.auditKeys()
            let first = try AuthFixture.auditKeys(["AUDIT_KEY": old])
            try await auth.chain(first).record([auth.event(tenant: tenant)])
            let second = try AuthFixture.auditKeys(["AUDIT_KEY": new, "AUDIT_KEY_PREVIOUS": old])
            try await auth.chain(second).record([auth.event(tenant: tenant)])
            #expect(try await auth.verifier(second).verify(tenant, through: nil).checkedCount == 4)
            #expect(try await auth.verifier(second).verify(tenant, through: nil).problem == nil)
            let forgetful = try AuthFixture.auditKeys(["AUDIT_KEY": new])
            let problem = try await auth.verifier(forgetful).verify(tenant, through: nil).problem
            #expect(problem?.number == 3)
            #expect(problem?.reason.contains("\(first.current.id), which is not known") == true)
            #expect(try await auth.verifier(derived).verify(tenant, through: nil).problem?.number == 3)
        }
    }

    @Test(
        "settings of the audit that can't be meant are named",
        arguments: [
            ("AUDIT_KEY", "short"), ("AUDIT_KEY", String(repeating: "k", count: 40) + ","),
            ("AUDIT_KEY_PREVIOUS", String(repeating: "k", count: 40) + ",short"),
            (
                "AUDIT_KEY_PREVIOUS",
                Array(repeating: String(repeating: "k", count: 32), count: 21).joined(separator: ",")
            ),
            ("AUDIT_RETENTION_DAYS", "29"), ("AUDIT_RETENTION_DAYS", "-1"), ("AUDIT_RETENTION_DAYS", "x"),
        ])
    func settings(name: String, value: String) {
        let values = SettingValues(environment: AuthFixture.settings.merging([name: value]) { $1 })
        let error = #expect(throws: SettingsError.self) { try AuthSettings(values) }
        #expect(error?.description.contains(name) == true)
        #expect(error?.description.contains("kkk") != true)
    }

    @Test("retention is a year, and may be from 30 days to for ever")
    func retentionSettings() throws {
        func days(_ text: String?) throws -> Int {
            let own = ["AUDIT_RETENTION_DAYS": text ?? ""]
            return try AuthSettings(SettingValues(environment: AuthFixture.settings.merging(own) { $1 }))
                .auditRetentionDays
        }
        #expect(try days(nil) == 365)
        #expect(try days("30") == 30)
        #expect(try days("0") == 0)
    }
}
