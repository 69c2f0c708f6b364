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
        // An older version stands for itself, as long as its dataset is there.
        guard parts.count == 2 || dataset.currentVersion == name else {
            return try await describe(version: name, tenant: tenant)
        }
        return DatasetDescription(
            dataset: id, version: dataset.currentVersion, rowCount: dataset.rowCount,
            columns: dataset.schema?.columns ?? [])
    }

    func describe(version: String, tenant: UUID) async throws(RPCError) -> DatasetDescription {
        let id = try ResourceName.ids(version, "datasets", "versions")[0]
        let found = try await client.getDatasetVersion(
            DatasetV1.GetDatasetVersionRequest(name: version), options: options(tenant, timeout: Self.describeTimeout))
        return DatasetDescription(
            dataset: id, version: found.name, rowCount: found.rowCount, columns: found.schema?.columns ?? [])
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
