internal import Messages
internal import RPC

/// The spec of an upload, checked.
struct UploadRequest: Sendable {
    var dataset: NewDataset
    var ingest: IngestSpec
    var file: FileSpec

    init(_ spec: DatasetV1.UploadSpec, limits: DatasetLimits) throws(RPCError) {
        let name = spec.displayName.trimmingSpaces
        guard !name.isEmpty else { throw Self.invalid("display_name", "must not be empty") }
        try Self.check("display_name", name, limits.displayNameCharactersMax)
        try Self.check("description", spec.description, limits.descriptionCharactersMax)
        try Self.check(spec.labels, limits)
        file = try FileSpec(spec)
        dataset = NewDataset(displayName: name, description: spec.description, labels: spec.labels)
        ingest = try IngestSpec(spec, limits: limits)
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

    static func invalid(_ field: String, _ description: String) -> RPCError {
        .invalidArgument(field: "spec.\(field)", description)
    }
}

extension String {
    var trimmingSpaces: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
