import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Reading audit events", .timeLimit(.minutes(5)))
struct AuditReadingTests {
    @Test("only administrators read them, and each those of their tenant")
    func readers() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("dora", roles: ["data_scientist"], by: admin.token)
            let dora = try await need(auth.login("dora").tokens).accessToken
            for options in [auth.bearer(dora), CallOptions()] {
                let expected: StatusCode = options.metadata.isEmpty ? .unauthenticated : .permissionDenied
                #expect(
                    try await status {
                        try await auth.audit.listAuditEvents(AuthV1.ListAuditEventsRequest(), options: options)
                    } == expected)
                #expect(
                    try await status {
                        try await auth.audit.verifyAuditChain(AuthV1.VerifyAuditChainRequest(), options: options)
                    } == expected)
            }
            _ = try await auth.makeUser("tom", roles: ["tenant_admin"], by: admin.token)
            let tom = try await auth.enroll(with: need(auth.login("tom").enrollment).challengeToken)
            #expect(try await !auth.events(options: auth.bearer(tom.token)).isEmpty)
            let stranger = UUID()
            try await auth.makeChain(3, of: stranger)
            let own = try await auth.events(options: auth.bearer(tom.token))
            #expect(!own.contains { $0.action.hasPrefix("act.") })
            var elsewhere = auth.bearer(tom.token)
            elsewhere.metadata.add("x-tenant", stranger.text)
            #expect(
                try await status {
                    try await auth.audit.listAuditEvents(AuthV1.ListAuditEventsRequest(), options: elsewhere)
                } == .permissionDenied)
        }
    }

    @Test("a super_admin who enters another tenant leaves an event there for each call, before it runs")
    func entering() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let stranger = try await auth.makeTenant("Other", by: admin.token)
            try await auth.allRecorded()
            try await auth.makeChain(2, of: ResourceName.id(stranger.name, in: "tenants"))
            let options = auth.bearer(admin.token, in: stranger.name)
            // Each list is an entry, too, which may or may not be in the chain when the list is read.
            let first = try await auth.events(options: options)
            #expect(first.map(\.action).suffix(3) == ["act.2", "act.1", "tenants.create"])
            let events = try await auth.events(options: options)
            #expect(events.map(\.action).suffix(4) == ["tenants.enter", "act.2", "act.1", "tenants.create"])
            let enter = try #require(events.dropLast(3).last)
            #expect(enter.resource == "/pynomaly.auth.v1.AuditService/ListAuditEvents")
            #expect(enter.actorUsername == "admin")
            let home = try await auth.tenant(of: admin)
            #expect(enter.detail == "from tenants/\(home.text)")
            #expect(
                try await !auth.events(options: auth.bearer(admin.token)).contains { $0.action == "tenants.enter" })
        }
    }

    @Test("a tenant that a super_admin makes up is NOT_FOUND, and gets no chain")
    func inventedTenant() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let options = auth.bearer(admin.token, in: "tenants/\(UUID().text)")
            for call: () async throws -> Void in [
                { _ = try await auth.audit.listAuditEvents(AuthV1.ListAuditEventsRequest(), options: options) },
                { _ = try await auth.tenants.getMfaPolicy(AuthV1.GetMfaPolicyRequest(), options: options) },
            ] { #expect(try await status(call) == .notFound) }
            try await auth.allRecorded()
            let chains = try await auth.database.connect().query("SELECT tenant_id FROM auth.audit_chains")
            #expect(try await chains.map { try $0.decode(UUID.self, 0) } == [auth.tenant(of: admin)])
        }
    }

    @Test("pages follow each other from the newest to the oldest")
    func pages() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            try await auth.allRecorded()
            try await auth.makeChain(7, of: auth.tenant(of: admin))
            var numbers: [Int64] = []
            var request = AuthV1.ListAuditEventsRequest(pageSize: 3)
            repeat {
                let page = try await auth.audit.listAuditEvents(request, options: auth.bearer(admin.token))
                #expect(page.auditEvents.count <= 3)
                numbers += page.auditEvents.map(\.number)
                request.pageToken = page.nextPageToken
            } while !request.pageToken.isEmpty
            #expect(numbers.count >= 7 && numbers == (1...Int64(numbers.count)).reversed())
            for bad in [
                AuthV1.ListAuditEventsRequest(pageSize: -1), AuthV1.ListAuditEventsRequest(pageToken: "="),
                AuthV1.ListAuditEventsRequest(filter: "detail = x"),
            ] {
                #expect(
                    try await status {
                        try await auth.audit.listAuditEvents(bad, options: auth.bearer(admin.token))
                    } == .invalidArgument)
            }
        }
    }

    @Test("a page looks through so many events and no more; the token leads on, over pages that may be empty")
    func bounded() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            try await auth.allRecorded()
            let tenant = try await auth.tenant(of: admin)
            try await auth.makeChain(7, of: tenant)
            let count = try await auth.events(options: auth.bearer(admin.token)).count
            var request = AuthV1.ListAuditEventsRequest(filter: "number = 1")
            func page(lookingThrough limit: Int) async throws -> AuthV1.ListAuditEventsResponse {
                try await AuditReader(pool: auth.pool, filteredMax: Int64(limit)).page(request, tenant: tenant.text)
            }
            let whole = try await page(lookingThrough: count)
            #expect(whole.auditEvents.map(\.number) == [1] && whole.nextPageToken.isEmpty)
            let short = try await page(lookingThrough: count - 1)
            #expect(short.auditEvents.isEmpty && !short.nextPageToken.isEmpty)
            request.pageToken = short.nextPageToken
            let rest = try await page(lookingThrough: count - 1)
            #expect(rest.auditEvents.map(\.number) == [1] && rest.nextPageToken.isEmpty)

            // Where everything is meant, nothing is left out or told twice.
            request = AuthV1.ListAuditEventsRequest(pageSize: 2)
            var numbers: [Int64] = []
            repeat {
                let page = try await page(lookingThrough: 3)
                numbers += page.auditEvents.map(\.number)
                request.pageToken = page.nextPageToken
            } while !request.pageToken.isEmpty
            #expect(numbers == (1...Int64(count)).reversed())
        }
    }

    @Test(
        "an export in small steps gives what one in large steps gives", arguments: ["", "action = act.7", "number = 1"])
    func exportSteps(filter: String) async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            try await auth.allRecorded()
            let tenant = try await auth.tenant(of: admin)
            try await auth.makeChain(7, of: tenant)
            func export(lookingThrough limit: Int64) async throws -> [Int64] {
                let reader = try AuditReader(pool: auth.pool, filteredMax: limit)
                var numbers: [Int64] = []
                try await reader.export(Filter(filter, over: AuditReader.fields), tenant: tenant) {
                    numbers.append($0.number)
                }
                return numbers
            }
            let whole = try await export(lookingThrough: AuthLimits.auditFilteredMax)
            #expect(!whole.isEmpty)
            for limit: Int64 in [1, 3] { #expect(try await export(lookingThrough: limit) == whole) }
        }
    }

    @Test("filters choose by each field")
    func filters() async throws {
        let cases: [(filter: String, expected: [String])] = [
            ("number <= 2", ["act.2", "act.1"]), ("action = \"act.3\"", ["act.3"]),
            ("action = act.* AND NOT action = act.1 number < 4", ["act.3", "act.2"]),
            ("resource : \"things/2\" OR resource = things/4", ["act.4", "act.2"]),
            ("service = dataset AND actor = \"users/nobody\" AND number = 1", ["act.1"]),
            ("result = DENIED", []), ("result = SUCCEEDED AND number > 3", ["act.4"]),
            ("client_address = 192.0.2.7 AND number = 4", ["act.4"]), ("actor_username = x", []),
            ("session_id = s AND number = 2", ["act.2"]), ("session_id = t", []),
            ("request_id = r AND number = 1", ["act.1"]), ("request_id = q", []),
            ("event_time < 1999-01-01T00:00:00Z", []),
            ("event_time > 1999-01-01T00:00:00Z AND number = 2", ["act.2"]),
        ]
        try await withAuth { (auth: AuthFixture) async throws in
            let tenant = UUID()
            try await auth.makeChain(4, of: tenant)
            for (filter, expected) in cases {
                let page = try await AuditReader(pool: auth.pool).page(
                    AuthV1.ListAuditEventsRequest(filter: filter), tenant: tenant.text)
                #expect(page.auditEvents.map(\.action) == expected, "\(filter)")
            }
        }
    }

    @Test("an export streams all that match, oldest first, and is audited itself")
    func export() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let options = auth.bearer(admin.token)
            try await auth.allRecorded()
            let tenant = try await auth.tenant(of: admin)
            for _ in 0..<11 { try await auth.makeChain(100, of: tenant) }
            let before = try await auth.audit.verifyAuditChain(AuthV1.VerifyAuditChainRequest(), options: options)
            #expect(before.checkedCount > 2 * Int64(AuthLimits.auditScanRows))
            var numbers: [Int64] = []
            let all = try await auth.audit.exportAuditEvents(AuthV1.ExportAuditEventsRequest(), options: options)
            for try await event in all { numbers.append(event.number) }
            #expect(numbers.starts(with: 1...before.checkedCount))
            var actions: [String] = []
            let some = try await auth.audit.exportAuditEvents(
                AuthV1.ExportAuditEventsRequest(filter: "action = act.7"), options: options)
            for try await event in some { actions.append(event.action) }
            #expect(actions == Array(repeating: "act.7", count: 11))
            let exports = try await auth.events("action = auditEvents.export", options: options)
            #expect(exports.map(\.detail) == ["action = act.7", ""])
        }
    }
}
