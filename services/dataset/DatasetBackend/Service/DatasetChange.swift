internal import Messages
internal import RPC
internal import ServiceKit

/// What an update changes, checked.
struct DatasetChange: Sendable {
    private let mask: UpdateMask
    private let dataset: NewDataset
    /// By what a column is called.
    private let columns: [DatasetV1.Column]

    static let changeable = ["display_name", "description", "labels", "schema"]

    /// - Parameter mask: empty means the fields that are set.
    init(
        _ given: DatasetV1.Dataset, mask: GoogleProtobuf.FieldMask?, limits: DatasetLimits
    ) throws(RPCError) {
        // Columns are changed by their names, so what a mask says of them it says of the schema.
        var paths = (mask?.paths ?? []).map { $0 == "schema.columns" ? "schema" : $0 }
        if paths.isEmpty {
            if !given.displayName.isEmpty { paths.append("display_name") }
            if !given.description.isEmpty { paths.append("description") }
            if !given.labels.isEmpty { paths.append("labels") }
            if given.schema != nil { paths.append("schema") }
            guard !paths.isEmpty else { throw .invalidArgument(field: "update_mask", "nothing is to be changed") }
        }
        self.mask = try UpdateMask(GoogleProtobuf.FieldMask(paths: paths), changeable: Self.changeable)
        var spec = DatasetV1.UploadSpec(displayName: "as it is")
        if self.mask.contains("display_name") { spec.displayName = given.displayName }
        if self.mask.contains("description") { spec.description = given.description }
        if self.mask.contains("labels") { spec.labels = given.labels }
        columns = self.mask.contains("schema") ? given.schema?.columns ?? [] : []
        spec.schema = DatasetV1.Schema(columns: columns)
        do {
            dataset = try UploadRequest.dataset(spec, limits)
            _ = try IngestSpec(spec, limits: limits)
        } catch {
            throw error.ofDataset
        }
    }

    @Sendable
    func apply(to record: inout DatasetRecord) throws(RPCError) {
        if mask.contains("display_name") { record.displayName = dataset.displayName }
        if mask.contains("description") { record.description = dataset.description }
        if mask.contains("labels") { record.labels = dataset.labels }
        for column in columns { try apply(column, to: &record.version.columns) }
    }

    private func apply(_ change: DatasetV1.Column, to columns: inout [ColumnRecord]) throws(RPCError) {
        let name = change.name.trimmingSpaces
        guard let index = columns.firstIndex(where: { $0.name == name }) else {
            throw .invalidArgument(field: "dataset.schema", "the dataset has no column \"\(name)\"")
        }
        guard change.type == .unspecified || change.type == DatasetV1.ColumnType(columns[index].valueType) else {
            throw .invalidArgument(field: "dataset.schema", "the type of column \"\(name)\" can't be changed")
        }
        if let role = IngestRole(change.role) { columns[index].role = role.rawValue }
        if change.missingPolicy != .unspecified {
            columns[index].missingRejected = change.missingPolicy == .missingRejected ? true : nil
        }
        let unit = change.unit.trimmingSpaces
        if !unit.isEmpty { columns[index].unit = unit }
    }
}

extension IngestRole {
    /// Nil if none is given.
    init?(_ role: DatasetV1.ColumnRole) {
        switch role {
        case .feature: self = .feature
        case .id: self = .identifier
        case .eventTime: self = .eventTime
        case .label: self = .label
        case .ignore: self = .ignored
        default: return nil
        }
    }
}

extension RPCError {
    /// What is wrong with a spec, where the caller gave a dataset.
    var ofDataset: RPCError {
        let violations = details.compactMap { try? $0.unpack(as: GoogleRpc.BadRequest.self) }.flatMap(\.fieldViolations)
        guard let violation = violations.first, violation.field.hasPrefix("spec.") else { return self }
        let field = String(violation.field.dropFirst("spec.".count))
        return .invalidArgument(
            field: field == "on_reject" ? field : "dataset.\(field)", violation.description)
    }
}
