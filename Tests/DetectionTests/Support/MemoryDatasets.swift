import FoundationEssentials
import Messages
import RPC
import ServiceKit
import Synchronization

@testable import DetectionBackend

/// Tables in memory in place of the dataset service, with a gate before each reading and errors on demand.
final class MemoryDatasets: DatasetSource {
    private struct Version: Sendable {
        var tenant: UUID
        var description: DatasetDescription
        var table: TestTable
    }

    private struct State {
        var versions: [Version] = []
        var readings = 0
        /// What each of the next readings fails with.
        var failures: [any Error] = []
    }

    /// Every reading passes it.
    let gate = Gate()
    private let state = Mutex(State())

    /// How often a reading was begun.
    var readings: Int { state.withLock { $0.readings } }

    /// Adds a table of a tenant and returns the name of its version.
    func add(_ table: TestTable, tenant: String) -> String {
        let dataset = UUID()
        let version = "datasets/\(dataset.text)/versions/\(UUID().text)"
        let columns = table.columns.map { DatasetV1.Column(name: $0.name, type: $0.values.type, role: $0.role) }
        state.withLock { state in
            state.versions.append(
                Version(
                    tenant: UUID(uuidString: tenant) ?? UUID(),
                    description: DatasetDescription(
                        dataset: dataset, version: version, rowCount: Int64(table.rowCount), columns: columns),
                    table: table))
        }
        return version
    }

    func remove(_ version: String) {
        state.withLock { $0.versions.removeAll { $0.description.version == version } }
    }

    func fail(_ times: Int, with error: any Error) {
        state.withLock { $0.failures = Array(repeating: error, count: times) }
    }

    func describe(_ name: String, tenant: UUID) async throws(RPCError) -> DatasetDescription {
        guard let version = find(name, tenant) else { throw RPCError(.notFound, "\"\(name)\" does not exist") }
        return version.description
    }

    func read(
        _ version: String, columns: [String], rows: Range<Int64>, tenant: UUID,
        each: (DatasetV1.ColumnBlock) async throws -> Void
    ) async throws {
        let failure: (any Error)? = state.withLock { state in
            state.readings += 1
            return state.failures.isEmpty ? nil : state.failures.removeFirst()
        }
        try await gate.pass()
        if let failure { throw failure }
        guard let found = find(version, tenant) else { throw RPCError(.notFound, "\"\(version)\" does not exist") }
        for block in try found.table.blocks(columns, rows: rows) { try await each(block) }
    }

    private func find(_ name: String, _ tenant: UUID) -> Version? {
        state.withLock { state in
            state.versions.first { version in
                version.tenant == tenant
                    && (version.description.version == name || version.description.version.hasPrefix(name + "/"))
            }
        }
    }
}
