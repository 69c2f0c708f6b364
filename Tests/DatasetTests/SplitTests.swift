import FoundationEssentials
import Messages
import Postgres
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Splitting")
struct SplitTests {
    /// 90 rows in chunks of ten: a row's number, a label of 60, 25 and 5 rows, and a time that falls by the row.
    static let text =
        "row,kind,at\n"
        + (0..<90).map { row in
            let kind = row % 18 == 17 ? "rare" : row % 18 >= 12 ? "some" : "many"
            return "\(row),\(kind),2026-01-01T00:\(59 - row / 2 < 10 ? "0" : "")\(59 - row / 2):00Z\n"
        }.joined()

    private func split(
        _ service: TestService, _ request: DatasetV1.SplitDatasetRequest
    ) async throws -> (train: [DatasetV1.Row], test: [DatasetV1.Row]) {
        let response = try await service.handlers.splitDataset(request, context: service.context())
        let parts = (try await service.rows(response.train), try await service.rows(response.test))
        #expect(Int64(parts.0.count) == response.trainRows && Int64(parts.1.count) == response.testRows)
        return parts
    }

    private func numbers(_ rows: [DatasetV1.Row]) -> [Double] { rows.map { $0.values?["row"]?.number ?? -1 } }

    @Test("each row is in one part, in its order, and the same seed splits alike")
    func random() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            let (train, test) = try await split(service, .init(name: name, testFraction: 0.3, seed: 7))
            #expect(test.count == 27)
            #expect((numbers(train) + numbers(test)).sorted() == (0..<90).map(Double.init))
            #expect(numbers(train) == numbers(train).sorted() && numbers(test) == numbers(test).sorted())
            let again = try await split(service, .init(name: name, testFraction: 0.3, seed: 7))
            #expect(again.train == train && again.test == test)
            #expect(try await split(service, .init(name: name, testFraction: 0.3, seed: 8)).test != test)
        }
    }

    @Test("a part is what an upload of its rows would be")
    func canonical() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let dataset = try #require(try await service.upload(Self.text).dataset)
            let response = try await service.handlers.splitDataset(
                .init(name: dataset.name, testFraction: 0.5, seed: 1), context: service.context())
            let lines = Self.text.split(separator: "\n")
            for name in [response.train, response.test] {
                let part = try await service.dataset(name)
                let kept = numbers(try await service.rows(name)).map { lines[Int($0) + 1] }
                let text = ([lines[0]] + kept).joined(separator: "\n")
                let uploaded = try await service.upload(text).dataset
                #expect(part.contentSha256 == uploaded?.contentSha256)
                #expect(part.schema == dataset.schema)
            }
            let train = try await service.dataset(response.train)
            #expect(train.displayName == "table (train)")
            #expect(try await service.dataset(response.test).displayName == "table (test)")
        }
    }

    @Test("stratified parts have each value in proportion, by largest remainder")
    func stratified() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            let (train, test) = try await split(
                service, .init(name: name, testFraction: 0.25, seed: 3, stratify: "kind"))
            func count(_ kind: String, _ rows: [DatasetV1.Row]) -> Int {
                rows.filter { $0.values?["kind"]?.string == kind }.count
            }
            // 90 × 0.25 = 22.5, rounded away from zero: 23 of 90, so shares are 15.33, 6.39 and 1.28.
            #expect(["many", "some", "rare"].map { count($0, test) } == [15, 7, 1])
            #expect(["many", "some", "rare"].map { count($0, train) } == [45, 18, 4])
            #expect((numbers(train) + numbers(test)).sorted() == (0..<90).map(Double.init))
        }
    }

    @Test("remainders go to the largest, then to the larger count, then to the earlier value")
    func apportion() throws {
        func strata(_ counts: [Int]) throws -> Strata {
            var strata = Strata()
            let values = counts.enumerated().flatMap { Array(repeating: UInt64($0.offset), count: $0.element) }
            let block = PlainBlock(type: .integer, values: values)
            let column = try ColumnValues(block.plainEncoding, name: "x")
            let isWithin = strata.add(column, limit: 10) != nil
            #expect(isWithin)
            return strata
        }
        #expect(try strata([5, 5, 10]).apportion(10) == [3, 2, 5])
        #expect(try strata([1, 3]).apportion(2) == [0, 2])
        #expect(try strata([7]).apportion(3) == [3])
        var full = try strata(Array(repeating: 1, count: 10))
        let another = try ColumnValues(PlainBlock(type: .integer, values: [99]).plainEncoding, name: "x")
        let isOne = full.add(another, limit: 10) != nil
        #expect(!isOne)
    }

    @Test("the last rows by time are the test rows; of equal times, the later rows")
    func byTime() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            let timeless = try #require(try await service.upload("a\n1\n2\n").dataset).name
            let error = try await rpcError {
                _ = try await split(service, .init(name: timeless, testFraction: 0.5, byTime: true))
            }
            #expect(error.code == .invalidArgument)
            // Times fall, two rows each: the first rows are the last in time, and of rows 4 and 5 only 5 is.
            let (train, test) = try await split(service, .init(name: name, testFraction: 5 / 90.0, byTime: true))
            #expect(numbers(test) == [0, 1, 2, 3, 5])
            #expect(numbers(train) == [4] + (6..<90).map(Double.init))
        }
    }

    @Test("times are ordered as numbers are, and a missing one is before all")
    func eventTimeRank() throws {
        let times: [Int64?] = [5, -3, nil, .max, .min, 5, 0, nil, -3, 5]
        let block = PlainBlock(
            type: .timestamp, values: times.map { UInt64(bitPattern: $0 ?? 0) }, isMissing: times.map { $0 == nil })
        let values = try ColumnValues(block.plainEncoding, name: "at")
        let order = times.indices.sorted { (times[$0] ?? .min, $0) < (times[$1] ?? .min, $1) }
        for count in 1..<times.count {
            var rank = EventTimeRank(last: Int64(count))
            for _ in 0..<EventTimeRank.passes {
                rank.add(values)
                rank.endPass()
            }
            var membership = Membership.byTime(key: rank.threshold.key, skip: rank.threshold.skip)
            let late = membership.next(values, rowCount: times.count)
            #expect(late.filter { $0 }.count == count)
            if count <= 7 { #expect(Set(late.indices.filter { late[$0] }) == Set(order.suffix(count))) }
        }
    }

    @Test("what can't be split is refused, and leaves nothing")
    func refused() async throws {
        try await TestService.with(
            limits: DatasetLimits(strataMax: 89), ingestLimits: ReadingTests.small
        ) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            let before = try await service.counts()
            for request in [
                DatasetV1.SplitDatasetRequest(name: name), .init(name: name, testFraction: 1),
                .init(name: name, testFraction: .nan), .init(name: name, testFraction: 0.001),
                .init(name: name, testFraction: 0.999), .init(name: name, testFraction: 0.5, stratify: "nope"),
                .init(name: name, testFraction: 0.5, stratify: "row"),
                .init(name: name, testFraction: 0.5, stratify: "kind", byTime: true),
            ] {
                let error = try await rpcError {
                    _ = try await service.handlers.splitDataset(request, context: service.context())
                }
                #expect(error.code == .invalidArgument)
            }
            #expect(try await service.counts() == before)
        }
        try await TestService.with(limits: DatasetLimits(strataMax: 90)) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            _ = try await split(service, .init(name: name, testFraction: 0.5, stratify: "row"))
        }
    }

    @Test("both parts appear or none, each with its audit event")
    func atomic() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            try await service.base.execute(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN IF NEW.display_name LIKE '%(test)' THEN RAISE 'no'; END IF; RETURN NEW; END $$
                """)
            try await service.base.execute(
                "CREATE TRIGGER refuse BEFORE INSERT ON dataset.datasets FOR EACH ROW EXECUTE FUNCTION refuse()")
            await #expect(throws: (any Error).self) {
                _ = try await split(service, .init(name: name, testFraction: 0.5))
            }
            #expect(try await service.counts()["datasets"] == 1)
            #expect(try await service.base.count("audit_outbox") == 1)
            _ = try await service.parts.sweep.run()
            #expect(try await service.counts()["version_leases"] == 0)
            #expect(try await service.counts()["dataset_versions"] == 1)
            try await service.base.execute("DROP TRIGGER refuse ON dataset.datasets")
            _ = try await split(service, .init(name: name, testFraction: 0.5))
            #expect(try await service.base.count("audit_outbox") == 3)
        }
    }
}

extension TestDatasetDatabase {
    /// As the owner.
    func execute(_ text: String) async throws {
        _ = try await database.connect().execute("\(unsafe: text)")
    }
}
