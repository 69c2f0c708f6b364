internal import Messages
internal import Protobuf
internal import RPC

/// Streams a version as a file. It holds one chunk, the blocks that are read ahead, and one message.
struct Export {
    let parts: DatasetParts
    let source: DatasetRecord
    let tenant: String
    let columns: [Int]
    let format: ExportFormat

    func run(_ responses: ResponseWriter<DatasetV1.ExportDatasetResponse>) async throws {
        let version = source.version
        let first = DatasetV1.ExportDatasetResponse(
            chunk: ByteSlice(header), contentType: format.contentType,
            fileName: "\(source.displayName).\(format.rawValue)")
        try await responses.write(first)
        let chunks = try await parts.catalog.chunks(of: version.id, rows: 0..<version.rowCount, tenant: tenant)
        let limit = parts.limits.exportMessageBytes
        try await BlockReader(parts: parts, version: version.id, tenant: tenant)
            .forEachTable(chunks: chunks, columns: columns, of: version) { table in
                let text = await withTaskExecutorPreference(parts.cpuPool) { TableText(table, format) }
                var row = 0
                while row < text.rowCount {
                    let start = row
                    let (end, bytes) = await withTaskExecutorPreference(parts.cpuPool) {
                        var buffer = TextBuffer(capacity: limit + limit / 4)
                        let end = text.write(from: start, to: &buffer, limit: limit)
                        return (end, buffer.take())
                    }
                    row = end
                    // A wide row may be larger than a message may be.
                    for piece in bytes.batches(of: 2 * limit) {
                        try await responses.write(DatasetV1.ExportDatasetResponse(chunk: ByteSlice(piece)))
                    }
                }
            }
    }

    private var header: [UInt8] {
        guard format == .csv else { return [] }
        return FieldText.csvHeader(columns.map { source.version.columns[$0].name })
    }
}
