import API
import Crypto
import Detectors
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend

/// Fitted models: they outlive their process, and nobody else's bytes pass for them.
@Suite(.timeLimit(.minutes(5))) struct ModelTests {
    @Test func `a model survives a restart and scores as before`() async throws {
        try await DetectionFixture.with { fixture in
            let table = TestTable.strange(rows: 150)
            let detector = try await fixture.detector("isolation_forest").name
            let model = try await fixture.train(detector, on: fixture.add(table))
            let before = try await fixture.score(detector, table, explain: true)
            let after = try await fixture.restarted()
            #expect(try await after.score(detector, table, explain: true) == before)
            let read = try await after.replica.models.getModel(.init(name: model.name), options: after.scientist())
            #expect(read == model)
        }
    }

    @Test func `the hash is that of the stored bytes`() async throws {
        try await DetectionFixture.with { fixture in
            let model = try await fixture.train(fixture.detector().name, on: fixture.add(.strange(rows: 50)))
            let bytes = try await fixture.owner().query("SELECT snapshot FROM models")[0].decode([UInt8].self, 0)
            #expect(Hex.encode(SHA256.hash(bytes)) == model.contentSha256)
            #expect(Int64(bytes.count) == model.byteSize)
        }
    }

    /// One changed bit anywhere, a byte more, a byte less, or nothing at all.
    @Test(arguments: [
        "set_bit(snapshot, 0, 1 - get_bit(snapshot, 0))",
        "set_bit(snapshot, length(snapshot) * 8 - 1, 1 - get_bit(snapshot, length(snapshot) * 8 - 1))",
        "snapshot || '\\x00'", "substring(snapshot, 1, length(snapshot) - 1)", "''",
    ])
    func `a tampered snapshot is refused, in a request and in a job`(change: String) async throws {
        try await DetectionFixture.with { fixture in
            let table = TestTable.strange(rows: 50)
            let version = fixture.add(table)
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: version)
            try await fixture.owner().execute("UPDATE models SET snapshot = \(unsafe: change)")
            let after = try await fixture.restarted()
            let error = try await rpcError { try await after.score(detector, table) }
            #expect(error.code == .dataLoss)
            #expect(error.message.contains("signature"))
            let job = try await after.ended(after.startJob([detector], on: version).name)
            #expect(job.state == .failed)
            #expect(job.error?.code == Int32(StatusCode.dataLoss.rawValue))
            #expect(try await after.count("score_chunks") == 0)
        }
    }

    @Test func `a signature of another key, or of another model, is refused`() async throws {
        try await DetectionFixture.with { fixture in
            let table = TestTable.strange(rows: 50)
            let detector = try await fixture.detector(seed: 1).name
            let other = try await fixture.detector("ecod").name
            try await fixture.train(detector, on: fixture.add(table))
            try await fixture.train(other, on: fixture.add(table))
            let foreign = try await fixture.restarted(["MODEL_SIGNING_KEY": String(repeating: "z", count: 32)])
            #expect(try await rpcError { try await foreign.score(detector, table) }.code == .dataLoss)

            let owner = try await foreign.owner()
            try await owner.execute(
                """
                UPDATE models SET signature = (SELECT signature FROM models o WHERE o.id <> models.id)
                """)
            let own = try await foreign.restarted()
            for name in [detector, other] {
                #expect(try await rpcError { try await own.score(name, table) }.code == .dataLoss)
            }
        }
    }

    @Test func `a row is scored by the model that the request names, which must be the detector's`() async throws {
        try await DetectionFixture.with { fixture in
            let table = TestTable.strange(rows: 60)
            let detector = try await fixture.detector().name
            let first = try await fixture.train(detector, on: fixture.add(table))
            let early = try await fixture.score(detector, table)
            let second = try await fixture.train(detector, on: fixture.add(.strange(rows: 60, seed: 9)))
            let input = DetectionV1.ScoreRowsRequest.Input.matrix(table.matrix())
            let current = try await fixture.score(detector, input)
            #expect(current.model == second.name && current.scores != early)
            let named = try await fixture.score(detector, input, model: first.name)
            #expect(named.model == first.name && named.scores == early && named.threshold == first.threshold)

            let other = try await fixture.detector().name
            let theirs = try await fixture.train(other, on: fixture.add(table))
            let foreign = try await rpcError { try await fixture.score(detector, input, model: theirs.name) }
            #expect(foreign.code == .invalidArgument && foreign.fields == ["model"])
            // Their model under this detector's name, known to the process or not.
            let id = try #require(theirs.name.split(separator: "/").last)
            for _ in 0..<2 {
                let forged = try await rpcError {
                    try await fixture.score(detector, input, model: "\(detector)/models/\(id)")
                }
                #expect(forged.code == .notFound)
                _ = try await fixture.score(other, input)
            }
        }
    }

    @Test func `a detector without a model says that it must be trained first`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector().name
            let version = fixture.add(.strange(rows: 50))
            let calls: [() async throws -> Void] = [
                { _ = try await fixture.score(detector, .strange(rows: 1)) },
                { _ = try await fixture.startJob([detector], on: version) },
            ]
            for call in calls {
                let error = try await rpcError(call)
                #expect(error.code == .failedPrecondition && error.message.contains("train it first"))
            }
        }
    }

    @Test func `models of a detector are listed newest first, page by page`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 30))
            let detector = try await fixture.detector().name
            var names: [String] = []
            for _ in 0..<3 { names.append(try await fixture.train(detector, on: version).name) }
            try await fixture.train(fixture.detector().name, on: version)
            var listed: [String] = []
            var token = ""
            repeat {
                let page = try await fixture.replica.models.listModels(
                    .init(parent: detector, pageSize: 2, pageToken: token), options: fixture.scientist())
                listed += page.models.map(\.name)
                token = page.nextPageToken
            } while !token.isEmpty
            #expect(listed == names.reversed())
        }
    }

    /// Copies of one model, so that all are of one size, and that size.
    private func copies(_ count: Int, _ fixture: DetectionFixture) async throws -> (ids: [UUID], byteCount: Int) {
        try await fixture.train(fixture.detector().name, on: fixture.add(.strange(rows: 30)))
        let owner = try await fixture.owner()
        var ids: [UUID] = []
        for _ in 0..<count {
            let rows = try await owner.query(
                """
                INSERT INTO models (id, tenant_id, detector_id, dataset_version, summary, snapshot, signature)
                SELECT gen_random_uuid(), tenant_id, detector_id, dataset_version, summary, snapshot, signature
                FROM models LIMIT 1 RETURNING id
                """)
            ids.append(try rows[0].decode(UUID.self, 0))
        }
        let bytes = try await owner.query("SELECT snapshot FROM models LIMIT 1")[0].decode([UInt8].self, 0)
        return (ids, try TrainedModel(snapshot: bytes).byteCount)
    }

    private func cache(_ fixture: DetectionFixture, bytesMax: Int) throws -> ModelCache {
        let seal = try ModelSeal(signingKey: Secret(String(repeating: "k", count: 32)))
        return ModelCache(store: ModelStore(pool: try fixture.pool()), seal: seal, bytesMax: bytesMax)
    }

    @Test func `the cache holds models up to its bytes, and the one unused for longest goes first`() async throws {
        try await DetectionFixture.with { fixture in
            let tenant = try #require(UUID(uuidString: fixture.base.tenant))
            let (ids, byteCount) = try await copies(4, fixture)
            let exact = try cache(fixture, bytesMax: 3 * byteCount)
            let short = try cache(fixture, bytesMax: 3 * byteCount - 1)
            for cache in [exact, short] {
                for id in ids.prefix(3) { #expect(try await cache.model(id, tenant: tenant).byteCount == byteCount) }
            }
            let full = try cache(fixture, bytesMax: 3 * byteCount)
            for id in ids.prefix(3) { _ = try await full.model(id, tenant: tenant) }
            // Used again, so that the second is the one unused for longest; then one more than there is room for.
            _ = try await full.model(ids[0], tenant: tenant)
            _ = try await full.model(ids[3], tenant: tenant)
            try await fixture.owner().execute("DELETE FROM models")
            for id in ids.prefix(3) { _ = try await exact.model(id, tenant: tenant) }
            for id in ids[1..<3] { _ = try await short.model(id, tenant: tenant) }
            for id in [ids[0], ids[2], ids[3]] { _ = try await full.model(id, tenant: tenant) }
            for (cache, gone) in [(short, ids[0]), (full, ids[1])] {
                #expect(try await rpcError { try await cache.model(gone, tenant: tenant) }.code == .notFound)
            }
        }
    }

    @Test func `a model larger than the cache is used and not kept, and drives none out`() async throws {
        try await DetectionFixture.with { fixture in
            let tenant = try #require(UUID(uuidString: fixture.base.tenant))
            let (ids, byteCount) = try await copies(1, fixture)
            let exact = try cache(fixture, bytesMax: byteCount)
            let short = try cache(fixture, bytesMax: byteCount - 1)
            let none = try cache(fixture, bytesMax: 0)
            for cache in [exact, short, none] { _ = try await cache.model(ids[0], tenant: tenant) }
            let forest = try await fixture.train(
                fixture.detector("isolation_forest").name, on: fixture.add(.strange(rows: 60)))
            _ = try await exact.model(named: forest.name, tenant: tenant)
            try await fixture.owner().execute("DELETE FROM models")
            _ = try await exact.model(ids[0], tenant: tenant)
            for cache in [short, none] {
                #expect(try await rpcError { try await cache.model(ids[0], tenant: tenant) }.code == .notFound)
            }
        }
    }

    @Test func `a model in the cache is not there for another tenant`() async throws {
        try await DetectionFixture.with { fixture in
            let model = try await fixture.train(fixture.detector().name, on: fixture.add(.strange(rows: 30)))
            let id = try #require(model.name.split(separator: "/").last.flatMap { UUID(uuidString: String($0)) })
            let seal = try ModelSeal(signingKey: Secret(String(repeating: "k", count: 32)))
            let cache = ModelCache(store: ModelStore(pool: try fixture.pool()), seal: seal)
            _ = try await cache.model(id, tenant: #require(UUID(uuidString: fixture.base.tenant)))
            #expect(try await rpcError { try await cache.model(id, tenant: UUID()) }.code == .notFound)
        }
    }
}
