internal import Logging
internal import Messages
internal import Postgres
internal import Protobuf
internal import RPC

/// A dataset that a call describes itself, checked.
struct DatasetCreation {
    let upload: UploadRequest
    let rows: InlineRows
    /// Of a dataset without rows; nil if there are some.
    let columns: [IngestColumn]?

    init(_ request: DatasetV1.CreateDatasetRequest, limits: DatasetLimits) throws(RPCError) {
        guard let given = request.dataset else { throw .invalidArgument(field: "dataset", "must be given") }
        let spec = DatasetV1.UploadSpec(
            displayName: given.displayName, description: given.description, labels: given.labels, schema: given.schema,
            onReject: request.onReject)
        let dataset: NewDataset
        var ingest: IngestSpec
        do {
            dataset = try UploadRequest.dataset(spec, limits)
            ingest = try IngestSpec(spec, limits: limits)
        } catch {
            throw error.ofDataset
        }
        guard !ingest.columns.isEmpty else {
            throw .invalidArgument(field: "dataset.schema", "must name the columns")
        }
        ingest.hasHeader = false
        rows = try InlineRows(request.rows, columns: ingest.columns.map(\.name), limits: limits)
        columns = request.rows.isEmpty ? try Self.columns(ingest.columns) : nil
        upload = UploadRequest(dataset: dataset, ingest: ingest, file: InlineRows.file)
    }

    private static func columns(_ given: [GivenColumn]) throws(RPCError) -> [IngestColumn] {
        var columns: [IngestColumn] = []
        for column in given {
            guard let type = column.type else {
                throw .invalidArgument(
                    field: "dataset.schema", "column \"\(column.name)\" needs a type, for there is no row to tell it")
            }
            columns.append(
                IngestColumn(
                    name: column.name, role: column.role ?? .feature, type: type, isDecided: true, isGiven: true,
                    isMissingRejected: column.isMissingRejected, unit: column.unit))
        }
        // As a file's: the first times that nobody gave a role to tell when a row happened.
        let first = given.firstIndex { $0.type == .timestamp && $0.role == nil }
        if let first, !given.contains(where: { $0.role == .eventTime }) { columns[first].role = .eventTime }
        return columns
    }
}

extension IngestSpec {
    /// Of rows in a call, whose columns are these.
    init(inline columns: [GivenColumn], policy: DatasetV1.RejectPolicy, limits: DatasetLimits) throws(RPCError) {
        do {
            try self.init(DatasetV1.UploadSpec(noHeader: true, onReject: policy), limits: limits)
        } catch {
            throw error.ofDataset
        }
        self.columns = columns
    }
}

extension DatasetHandlers {
    /// Takes the rows of a call in and publishes them.
    func finish<Answer>(
        _ upload: Upload, _ rows: InlineRows, empty columns: [IngestColumn]?,
        booking: (DatasetV1.UploadDatasetResponse, PostgresConnection) async throws -> Void,
        answer: (DatasetV1.UploadDatasetResponse) -> Answer
    ) async throws -> Answer {
        do {
            if let columns { return answer(try await upload.finishEmpty(columns, booking)) }
            try await upload.receive(ByteSlice(rows.text))
            return answer(try await upload.finish(booking))
        } catch {
            await upload.abandon(logger)
            throw error
        }
    }
}
