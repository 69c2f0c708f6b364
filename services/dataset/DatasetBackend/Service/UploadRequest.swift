internal import Messages
internal import RPC

/// The spec of an upload, checked.
struct UploadRequest: Sendable {
    var dataset: NewDataset
    var ingest: IngestSpec
    var file: FileSpec

    init(dataset: NewDataset, ingest: IngestSpec, file: FileSpec) {
        self.dataset = dataset
        self.ingest = ingest
        self.file = file
    }

    init(_ spec: DatasetV1.UploadSpec, limits: DatasetLimits) throws(RPCError) {
        dataset = try Self.dataset(spec, limits)
        file = try FileSpec(spec)
        ingest = try IngestSpec(spec, limits: limits)
        if !ingest.targetColumn.isEmpty, ingest.idColumns.contains(ingest.targetColumn) {
            throw Self.invalid("id_columns", "the target column can't identify rows as well")
        }
    }

    /// For a file whose rows follow those of a dataset, whose columns hold. What the spec says of the dataset is not read.
    init(_ spec: DatasetV1.UploadSpec, following version: VersionRecord, limits: DatasetLimits) throws(RPCError) {
        for (field, isGiven) in [
            ("target_column", !spec.targetColumn.isEmpty), ("id_columns", !spec.idColumns.isEmpty),
            ("schema", spec.schema != nil),
        ] where isGiven {
            throw Self.invalid(field, "can't be given with append_to: the dataset's columns hold")
        }
        dataset = NewDataset(displayName: "")
        file = try FileSpec(spec)
        ingest = try IngestSpec(spec, limits: limits)
        ingest.columns = version.columns.map(GivenColumn.init)
        ingest.allowsAbsentColumns = true
    }

    /// What the spec says of the dataset itself.
    static func dataset(_ spec: DatasetV1.UploadSpec, _ limits: DatasetLimits) throws(RPCError) -> NewDataset {
        let name = spec.displayName.trimmingSpaces
        guard !name.isEmpty else { throw invalid("display_name", "must not be empty") }
        try check("display_name", name, limits.displayNameCharactersMax)
        try check("description", spec.description, limits.descriptionCharactersMax)
        try check(spec.labels, limits)
        return NewDataset(displayName: name, description: spec.description, labels: spec.labels)
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

extension GivenColumn {
    init(_ column: ColumnRecord) {
        self.init(
            name: column.name, type: column.valueType, role: column.ingestRole,
            isMissingRejected: column.missingRejected == true, unit: column.unit ?? "")
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
