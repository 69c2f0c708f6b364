internal import FoundationEssentials
internal import Messages
internal import Protobuf
internal import RPC
internal import ServiceKit

/// Reads a version chunk by chunk and writes its profile.
struct ProfileTask: Sendable {
    let parts: DatasetParts
    /// Tasks that share the work of a chunk.
    let workers: Int

    func run(_ claim: ProfileClaim) async throws {
        guard let (dataset, version) = try await parts.profiles.subject(of: claim),
            let record = try await parts.catalog.dataset(dataset, version: version, tenant: claim.tenant)
        else { throw RPCError(.notFound, "The dataset was deleted.") }
        var profile = try await profile(of: record, claim)
        profile.name = DatasetName.version(version, of: dataset) + "/profile"
        profile.createTime = GoogleProtobuf.Timestamp(Date())
        let judgement = QualityRule.judge(TableFacts(profile))
        profile.qualityScore = judgement.score
        profile.findings = judgement.findings
        try await parts.profiles.succeed(claim, profile.serialized())
    }

    private func profile(of record: DatasetRecord, _ claim: ProfileClaim) async throws -> DatasetV1.DatasetProfile {
        let statistics = try await parts.profiles.statistics(of: record.version.id, tenant: claim.tenant)
        let profiler = TableProfiler(ProfiledColumn.all(record.version, statistics), workers: workers)
        let chunks = try await parts.catalog.chunks(
            of: record.version.id, rows: 0..<record.version.rowCount, tenant: claim.tenant)
        var (written, last) = (0, ContinuousClock.now)
        var blocks = try await load(chunks.first, of: record.version, claim)
        for place in chunks.indices {
            // The next chunk is fetched while this one is worked on; there are never more than these two.
            let following = chunks[place...].dropFirst().first
            async let next = load(following, of: record.version, claim)
            let current = blocks
            try await withTaskExecutorPreference(parts.cpuPool) { try await profiler.add(current) }
            blocks = try await next
            let percent = (place + 1) * 100 / chunks.count
            if percent > written, ContinuousClock.now - last >= parts.limits.profileProgressInterval {
                try await parts.profiles.writeProgress(min(99, percent), of: claim)
                (written, last) = (percent, ContinuousClock.now)
            }
        }
        return profiler.profile
    }

    private func load(_ chunk: Int?, of version: VersionRecord, _ claim: ProfileClaim) async throws -> [EncodedBlock] {
        guard let chunk else { return [] }
        let reader = BlockReader(parts: parts, version: version.id, tenant: claim.tenant)
        var blocks: [EncodedBlock] = []
        try await reader.forEach(chunk: chunk, columns: Array(version.columns.indices)) { _, blob in
            blocks.append(try EncodedBlock(blob: blob))
        }
        return blocks
    }
}

extension ProfiledColumn {
    static func all(_ version: VersionRecord, _ statistics: [ColumnStatistics]) -> [ProfiledColumn] {
        let known = statistics.reduce(into: [Int: ColumnStatistics]()) { $0[$1.column] = $1 }
        return version.columns.enumerated().map { index, column in
            ProfiledColumn(
                name: column.name, type: column.valueType, role: column.ingestRole, minimum: known[index]?.minimum,
                maximum: known[index]?.maximum)
        }
    }
}
