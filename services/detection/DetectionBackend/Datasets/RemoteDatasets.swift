import API
import FoundationEssentials
import Messages
import RPC
import ServiceKit

/// The dataset service, called with detection's own identity in a tenant's name.
struct RemoteDatasets: DatasetSource {
    static let describeTimeout: Duration = .seconds(10)

    var client: DatasetV1.DatasetServiceClient

    init(channel: RPCChannel) {
        client = DatasetV1.DatasetServiceClient(channel)
    }

    func describe(_ name: String, tenant: UUID) async throws(RPCError) -> DatasetDescription {
        let parts = name.split(separator: "/")
        guard parts.count == 2 || parts.count == 4 else { throw ResourceName.notFound(name) }
        let datasetName = parts.prefix(2).joined(separator: "/")
        let id = try ResourceName.id(datasetName, in: "datasets")
        let dataset = try await client.getDataset(
            DatasetV1.GetDatasetRequest(name: datasetName), options: options(tenant, timeout: Self.describeTimeout))
        guard parts.count == 2 || dataset.currentVersion == name else { throw ResourceName.notFound(name) }
        return DatasetDescription(
            dataset: id, version: dataset.currentVersion, rowCount: dataset.rowCount,
            columns: dataset.schema?.columns ?? [])
    }

    func read(
        _ version: String, columns: [String], rows: Range<Int64>, tenant: UUID,
        each: (DatasetV1.ColumnBlock) async throws -> Void
    ) async throws {
        let request = DatasetV1.ReadColumnsRequest(
            name: version, columns: columns, rowBegin: rows.lowerBound, rowEnd: rows.upperBound)
        let blocks = try await client.readColumns(request, options: options(tenant, timeout: nil))
        for try await block in blocks { try await each(block) }
    }

    private func options(_ tenant: UUID, timeout: Duration?) -> CallOptions {
        CallOptions(timeout: timeout, metadata: ["x-tenant": tenant.text])
    }
}
