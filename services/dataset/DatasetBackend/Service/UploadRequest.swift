internal import Messages
internal import RPC

/// The spec of an upload, checked.
struct UploadRequest: Sendable {
    var dataset: NewDataset
    var ingest: IngestSpec

    init(_ spec: DatasetV1.UploadSpec, limits: DatasetLimits) throws(RPCError) {
        let name = spec.displayName.trimmingSpaces
        guard !name.isEmpty else { throw Self.invalid("display_name", "must not be empty") }
        try Self.check("display_name", name, limits.displayNameCharactersMax)
        try Self.check("description", spec.description, limits.descriptionCharactersMax)
        try Self.check(spec.labels, limits)
        guard spec.format.isEmpty || spec.format.lowercased() == "csv" else {
            throw Self.invalid("format", "\"\(spec.format.prefix(40))\" is not known; csv is")
        }
        dataset = NewDataset(displayName: name, description: spec.description, labels: spec.labels)
        ingest = IngestSpec(
            delimiter: try Self.delimiter(spec.delimiter), targetColumn: spec.targetColumn.trimmingSpaces,
            idColumns: spec.idColumns.map(\.trimmingSpaces))
        if !ingest.targetColumn.isEmpty, ingest.idColumns.contains(ingest.targetColumn) {
            throw Self.invalid("id_columns", "the target column can't identify rows as well")
        }
    }

    private static func check(_ labels: [String: String], _ limits: DatasetLimits) throws(RPCError) {
        guard labels.count <= limits.labelsMax else {
            throw invalid("labels", "more than \(limits.labelsMax)")
        }
        for (key, value) in labels {
            guard !key.isEmpty else { throw invalid("labels", "a label without a name") }
            try check("labels", key, limits.labelCharactersMax)
            try check("labels", value, limits.labelCharactersMax)
        }
    }

    private static func check(_ field: String, _ text: String, _ limit: Int) throws(RPCError) {
        guard text.count <= limit else { throw invalid(field, "longer than \(limit) characters") }
    }

    /// One printable ASCII character or a tab, which may be written `\t`.
    private static func delimiter(_ text: String) throws(RPCError) -> UInt8 {
        if text.isEmpty { return ASCII.comma }
        if text == "\\t" { return ASCII.tab }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte == ASCII.tab || (0x20..<0x7F).contains(byte),
            byte != ASCII.quote
        else { throw invalid("delimiter", "must be one ASCII character other than a quote") }
        return byte
    }

    private static func invalid(_ field: String, _ description: String) -> RPCError {
        .invalidArgument(field: "spec.\(field)", description)
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
