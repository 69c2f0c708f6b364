import API
import FoundationEssentials
import Glibc
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Heads of audit chains and retention", .timeLimit(.minutes(5)))
struct AuditHeadTests {
    @Test("a head that was kept verifies, and one that was changed, is another tenant's or made up is refused")
    func heads() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let options = auth.bearer(admin.token)
            try await auth.allRecorded()
            func verify(_ head: String = "") async throws -> AuthV1.VerifyAuditChainResponse {
                try await auth.audit.verifyAuditChain(AuthV1.VerifyAuditChainRequest(head: head), options: options)
            }
            let head = try await verify().head
            #expect(try await verify(head).isIntact)
            try await auth.makeChain(3, of: auth.tenant(of: admin))
            #expect(try await verify(head).isIntact)
            let number = try auth.place(head).number
            let stranger = UUID()
            try await auth.makeChain(3, of: stranger)
            let foreign = try await auth.verifier().verify(stranger, through: nil).head
            let foreignHead = try AuditMark(purpose: .head, tenant: stranger, place: foreign, time: 0)
                .text(AuthFixture.auditKeys().current)
            let changed = head.replacing(".\(number).", with: ".\(number + 1).")
            for bad in [foreignHead, changed, "x", head + "x", String(repeating: "x", count: 5000)] {
                let error = try await failure { try await verify(bad) }
                #expect(error?.code == .invalidArgument)
                #expect(error?.fields == ["head"])
            }
        }
    }

    @Test("a chain that is broken gets no head, and the answer says where it is broken")
    func broken() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            try await auth.allRecorded()
            let owner = try await auth.database.connect()
            try await owner.execute("UPDATE auth.audit_events SET detail = 'nothing happened' WHERE number = 2")
            let response = try await auth.audit.verifyAuditChain(
                AuthV1.VerifyAuditChainRequest(), options: auth.bearer(admin.token))
            #expect(response.valid == false && response.firstBadNumber == 2 && response.head.isEmpty)
            #expect(response.problem == "Event 2: its fields are not those that were recorded.")
            #expect(response.checkedCount == 1)
        }
    }

    @Test("the log and the file are told each head that changed, and of a chain that is shorter than before")
    func published() async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            let (tenant, folder, recorder) = (UUID(), try TemporaryDirectory(), LogRecorder())
            let blockingPool = BlockingPool(threadCount: 1)
            let log = try AuditHeadLog(
                pool: auth.pool, keys: AuthFixture.auditKeys(), clock: auth.time.clock,
                file: AuditHeadFile(path: folder.file("heads"), blockingPool: blockingPool), logger: recorder.logger)
            func heads() throws -> [String] {
                try String(contentsOfFile: folder.file("heads"), encoding: .utf8).split(separator: "\n").map(
                    String.init)
            }
            try await log.publish()
            #expect(recorder.lines.isEmpty)
            try await auth.makeChain(1, of: tenant)
            try await log.publish()
            try await log.publish()
            try await auth.makeChain(4, of: tenant)
            try await log.publish()
            #expect(try heads().map { try auth.place($0).number } == [1, 5])
            #expect(recorder.lines.count == 2)
            for (line, head) in zip(recorder.lines, try heads()) {
                #expect(line.hasPrefix("notice audit head") && line.contains("head=\(head)"))
            }
            let owner = try await auth.database.connect()
            try await owner.script(
                """
                DELETE FROM auth.audit_events WHERE number > 3;
                UPDATE auth.audit_heads h SET number = 3, link = e.link FROM auth.audit_events e WHERE e.number = 3;
                """)
            try await log.publish()
            #expect(try heads().count == 2)
            #expect(recorder.lines.last?.contains("error an audit chain is not as it was recorded") == true)
            await blockingPool.shutdown()
        }
    }

    @Test("a head is not told when the file can't be written, and told when it can again")
    func fileFails() async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            let (tenant, folder, recorder) = (UUID(), try TemporaryDirectory(), LogRecorder())
            let blockingPool = BlockingPool(threadCount: 1)
            let path = folder.file("later/heads")
            let log = try AuditHeadLog(
                pool: auth.pool, keys: AuthFixture.auditKeys(), clock: auth.time.clock,
                file: AuditHeadFile(path: path, blockingPool: blockingPool), logger: recorder.logger)
            try await auth.makeChain(1, of: tenant)
            let failed = await #expect(throws: TenantRound.Failure.self) { try await log.publish() }
            #expect(failed?.error is AuditHeadFile.Failure)
            #expect(recorder.lines.isEmpty)
            try FileManager.default.createDirectory(atPath: folder.file("later"), withIntermediateDirectories: false)
            try await log.publish()
            #expect(recorder.lines.count == 1)
            await blockingPool.shutdown()
        }
    }

    @Test("a line that a full disk cuts short is taken back, and leaves the others whole")
    func tornLine() async throws {
        let folder = try TemporaryDirectory()
        let blockingPool = BlockingPool(threadCount: 1)
        let path = folder.file("heads")
        let file = AuditHeadFile(path: path, blockingPool: blockingPool)
        var full = file
        full.write = { Glibc.write($0, $1, $2 / 2) }
        try await file.append("one")
        await #expect(throws: AuditHeadFile.Failure.self) { try await full.append("two") }
        try await file.append("three")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "one\nthree\n")
        await blockingPool.shutdown()
    }

    @Test("a head that is made up in the database is not told")
    func madeUp() async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            let (tenant, recorder) = (UUID(), LogRecorder())
            let log = try AuditHeadLog(
                pool: auth.pool, keys: AuthFixture.auditKeys(), clock: auth.time.clock, file: nil,
                logger: recorder.logger)
            try await auth.makeChain(1, of: tenant)
            let owner = try await auth.database.connect()
            try await owner.execute("UPDATE auth.audit_heads SET link = sha256(link)")
            try await log.publish()
            #expect(recorder.lines.map { $0.hasPrefix("error") } == [true])
        }
    }

    @Test("retention removes from the front, and what is left verifies from the mark that it leaves")
    func retention() async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            let tenant = UUID()
            let (verifier, owner) = (try auth.verifier(), try await auth.database.connect())
            auth.time.advance(by: -400 * 86_400)
            for _ in 0..<6 { try await auth.makeChain(100, of: tenant) }
            let old = try await verifier.verify(tenant, through: nil).head
            auth.time.advance(by: 340 * 86_400)
            try await auth.makeChain(3, of: tenant)
            let newer = try await verifier.verify(tenant, through: nil).head
            auth.time.advance(by: 60 * 86_400)
            #expect(try await auth.retention(days: 0).run() == 0)
            #expect(try await auth.retention(days: 401).run() == 0)
            #expect(try await auth.retention(days: 365).run() == 600)
            #expect(try await auth.retention(days: 365).run() == 0)
            let left = try await verifier.verify(tenant, through: newer)
            #expect(left.problem == nil && left.firstNumber == 601 && left.checkedCount == 3 && left.note.isEmpty)
            #expect(try await verifier.verify(tenant, through: old).problem == nil)
            let older = AuditPlace(number: 10, link: old.link)
            #expect(try await !verifier.verify(tenant, through: older).note.isEmpty)
            // The next run takes the mark up, to the last event of all; the chain goes on after it.
            #expect(try await auth.retention(days: 30).run() == 3)
            #expect(try await verifier.verify(tenant, through: newer).problem == nil)
            try await auth.makeChain(2, of: tenant)
            let end = try await verifier.verify(tenant, through: newer)
            #expect(end.problem == nil && end.firstNumber == 604 && end.head.number == 605)
            try await owner.execute("DELETE FROM auth.audit_checkpoints")
            #expect(try await verifier.verify(tenant, through: nil).problem?.number == 1)
        }
    }

    @Test("retention leaves a chain that was tampered with as it is, and says so")
    func tampered() async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            let (tenant, recorder) = (UUID(), LogRecorder())
            let owner = try await auth.database.connect()
            auth.time.advance(by: -400 * 86_400)
            try await auth.makeChain(4, of: tenant)
            auth.time.advance(by: 400 * 86_400)
            try await auth.makeChain(1, of: tenant)
            try await owner.execute("UPDATE auth.audit_events SET actor = 'users/x' WHERE number = 3")
            #expect(try await auth.retention(days: 365, recorder).run() == 0)
            #expect(recorder.lines.count == 1 && recorder.lines[0].contains("number=3"))
            // A young event made old in the database is not removed before its time.
            try await owner.script(
                """
                UPDATE auth.audit_events SET actor = 'users/nobody' WHERE number = 3;
                UPDATE auth.audit_events SET record_time = record_time - interval '400 days' WHERE number = 5;
                """)
            #expect(try await auth.retention(days: 365, recorder).run() == 0)
            #expect(recorder.lines.last?.contains("number=5") == true)
        }
    }
}
