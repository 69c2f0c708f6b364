internal import FoundationEssentials
internal import Messages
internal import RPC
internal import ServiceKit

/// Makes two datasets of the rows of one version, in memory that does not grow with it; both appear at once or neither.
/// Used by one task.
final class Split {
    private let parts: DatasetParts
    private let source: DatasetRecord
    private let request: SplitRequest
    private let reader: BlockReader
    private let actor: AuditActor
    private let repeatable: RepeatableRequest?
    private let train: PartWriter
    private let test: PartWriter
    private var hasBegun = false
    private var lastStep = ContinuousClock.now

    init(
        _ request: SplitRequest, of source: DatasetRecord, tenant: String, actor: AuditActor, parts: DatasetParts,
        repeatable: RepeatableRequest? = nil
    ) {
        self.repeatable = repeatable
        self.request = request
        self.source = source
        self.actor = actor
        self.parts = parts
        reader = BlockReader(parts: parts, version: source.version.id, tenant: tenant)
        train = PartWriter(source.version, tenant: tenant, parts: parts)
        test = PartWriter(source.version, tenant: tenant, parts: parts)
    }

    /// What is to be left to the sweep when the split fails.
    var begunDrafts: [DraftVersion] { hasBegun ? [train.draft, test.draft] : [] }

    func run() async throws -> DatasetV1.SplitDatasetResponse {
        let version = source.version
        let chunks = try await parts.catalog.chunks(
            of: version.id, rows: 0..<version.rowCount, tenant: reader.tenant)
        var membership = try await membership(chunks)
        hasBegun = true
        for draft in begunDrafts { try await parts.drafts.begin(draft) }
        try await reader.forEachTable(chunks: chunks, columns: Array(version.columns.indices), of: version) { table in
            let isTest = membership.next(keyColumn.map { table.columns[$0] }, rowCount: table.rowCount)
            try await write(table, isTest)
        }
        try await train.store(onlyFull: false)
        try await test.store(onlyFull: false)
        return try await publish()
    }

    private var keyColumn: Int? {
        switch request.rule {
        case .random: nil
        case .stratified(let column), .byTime(let column): column
        }
    }

    private func membership(_ chunks: [Int]) async throws -> Membership {
        let version = source.version
        let generator = SplitMix64(seed: request.seed)
        switch request.rule {
        case .random:
            return .random(SelectionSampling(request.testRows, of: version.rowCount), generator)
        case .stratified(let column):
            var strata = Strata()
            try await reader.forEachTable(chunks: chunks, columns: [column], of: version) { table in
                guard strata.add(table.columns[0], limit: parts.limits.strataMax) != nil else { throw tooManyValues }
            }
            let samplings = zip(strata.apportion(request.testRows), strata.counts)
                .map { SelectionSampling($0, of: $1) }
            return .stratified(strata, samplings, generator)
        case .byTime(let column):
            var rank = EventTimeRank(last: request.testRows)
            for _ in 0..<EventTimeRank.passes {
                try await reader.forEachTable(chunks: chunks, columns: [column], of: version) { table in
                    rank.add(table.columns[0])
                }
                rank.endPass()
            }
            return .byTime(key: rank.threshold.key, skip: rank.threshold.skip)
        }
    }

    private var tooManyValues: RPCError {
        .invalidArgument(
            field: "stratify", "the column has more than \(parts.limits.strataMax) different values (strata_max)")
    }

    private func write(_ table: ChunkTable, _ isTest: [Bool]) async throws {
        for (writer, wanted) in [(train, false), (test, true)] {
            var row = 0
            while row < table.rowCount {
                let start = row
                row = await withTaskExecutorPreference(parts.cpuPool) {
                    writer.take(table, from: start, where: isTest, is: wanted)
                }
                try await writer.store(onlyFull: true)
            }
        }
        // A part that gets no row for long must live as well.
        guard ContinuousClock.now - lastStep > parts.limits.leaseRenewal else { return }
        for draft in begunDrafts { try await parts.drafts.renew(draft) }
        lastStep = .now
    }

    private func publish() async throws -> DatasetV1.SplitDatasetResponse {
        let total = source.version
        let testBytes = Int64(Double(total.byteSize) * Double(test.rowCount) / Double(total.rowCount))
        let halves = [
            (writer: train, suffix: " (train)", bytes: total.byteSize - testBytes),
            (writer: test, suffix: " (test)", bytes: testBytes),
        ]
        var publications: [Publication] = []
        for half in halves {
            publications.append(
                Publication(
                    draft: half.writer.draft,
                    version: try await half.writer.version(of: total, byteSize: half.bytes),
                    dataset: NewDataset(
                        displayName: source.displayName.prefix(
                            parts.limits.displayNameCharactersMax - half.suffix.count) + half.suffix,
                        description: source.description, labels: source.labels)))
        }
        return try await parts.drafts.publish(publications, by: actor, action: "datasets.split") {
            (records, connection) in
            let response = DatasetV1.SplitDatasetResponse(
                train: DatasetName.dataset(records[0].id), test: DatasetName.dataset(records[1].id),
                trainRows: records[0].version.rowCount, testRows: records[1].version.rowCount)
            try await parts.requests.book(repeatable, response, on: connection)
            return response
        }
    }
}
