internal import Messages
internal import RPC

extension IngestSpec {
    /// What an upload's spec says about the table, checked; `FileSpec` has the delimiter and the rest.
    init(_ spec: DatasetV1.UploadSpec, limits: DatasetLimits) throws(RPCError) {
        dialect = try Self.dialect(spec)
        hasHeader = !spec.noHeader
        targetColumn = spec.targetColumn.trimmingSpaces
        idColumns = spec.idColumns.map(\.trimmingSpaces)
        columns = try Self.columns(spec.schema, limits)
        policy = try Self.policy(spec.onReject)
        missingTexts = try Self.missingTexts(spec.missingTexts, limits)
    }

    private static func dialect(_ spec: DatasetV1.UploadSpec) throws(RPCError) -> CSVDialect {
        var dialect = CSVDialect()
        if let quote = try character(spec.quote, "quote") { dialect.quote = quote }
        dialect.escape = try character(spec.escape, "escape")
        if dialect.escape == dialect.quote { dialect.escape = nil }
        // The delimiter may be told from the file instead; a mark is never taken for one.
        for (field, byte) in [("quote", dialect.quote), ("escape", dialect.escape)] {
            guard let byte, !spec.delimiter.isEmpty else { continue }
            let isTab = spec.delimiter == "\\t" && byte == ASCII.tab
            if isTab || spec.delimiter.utf8.elementsEqual([byte]) {
                throw UploadRequest.invalid(field, "must differ from the delimiter")
            }
        }
        return dialect
    }

    private static func character(_ text: String, _ field: String) throws(RPCError) -> UInt8? {
        if text.isEmpty { return nil }
        guard text.utf8.count == 1, let byte = text.utf8.first, (0x21..<0x7F).contains(byte), !isWord(byte) else {
            throw UploadRequest.invalid(field, "must be one ASCII character that is no letter, digit or space")
        }
        return byte
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        let character = Character(Unicode.Scalar(byte))
        return character.isLetter || character.isNumber
    }

    private static func policy(_ policy: DatasetV1.RejectPolicy) throws(RPCError) -> RejectPolicy {
        switch policy {
        case .unspecified, .skipRow: return .skipRow
        case .failUpload: return .failUpload
        case .nullValue: return .nullValue
        default: throw UploadRequest.invalid("on_reject", "is not known")
        }
    }

    private static func missingTexts(_ texts: [String], _ limits: DatasetLimits) throws(RPCError) -> MissingTexts {
        guard texts.count <= limits.missingTextsMax else {
            throw UploadRequest.invalid("missing_texts", "more than \(limits.missingTextsMax)")
        }
        for text in texts where text.count > limits.missingTextCharactersMax {
            throw UploadRequest.invalid("missing_texts", "longer than \(limits.missingTextCharactersMax) characters")
        }
        return MissingTexts(texts.map(\.trimmingSpaces).filter { !$0.isEmpty })
    }
}

// The columns that are given.
extension IngestSpec {
    private static func columns(
        _ schema: DatasetV1.Schema?, _ limits: DatasetLimits
    ) throws(RPCError) -> [GivenColumn] {
        guard let schema else { return [] }
        guard schema.columns.count <= CSVLimits.standard.columnsMax else {
            throw UploadRequest.invalid("schema", "more than \(CSVLimits.standard.columnsMax) columns")
        }
        var columns: [GivenColumn] = []
        var seen: Set<String> = []
        for column in schema.columns {
            let given = try given(column, limits)
            guard seen.insert(given.name).inserted else {
                throw UploadRequest.invalid("schema", "names column \"\(given.name)\" twice")
            }
            columns.append(given)
        }
        return columns
    }

    private static func given(_ column: DatasetV1.Column, _ limits: DatasetLimits) throws(RPCError) -> GivenColumn {
        var given = GivenColumn(name: column.name.trimmingSpaces, unit: column.unit.trimmingSpaces)
        guard !given.name.isEmpty, given.name.utf8.count <= CSVLimits.standard.columnNameBytesMax else {
            throw UploadRequest.invalid("schema", "a column without a name, or one longer than 200 bytes")
        }
        guard given.unit.count <= limits.unitCharactersMax else {
            throw UploadRequest.invalid("schema", "a unit longer than \(limits.unitCharactersMax) characters")
        }
        switch column.type {
        case .unspecified: break
        case .integer: given.type = .integer
        case .float: given.type = .float
        case .boolean: given.type = .boolean
        case .timestamp: given.type = .timestamp
        case .string: given.type = .string
        default: throw UploadRequest.invalid("schema", "the type of column \"\(given.name)\" is not known")
        }
        switch column.role {
        case .unspecified: break
        case .feature: given.role = .feature
        case .id: given.role = .identifier
        case .eventTime: given.role = .eventTime
        case .label: given.role = .label
        case .ignore: given.role = .ignored
        default: throw UploadRequest.invalid("schema", "the role of column \"\(given.name)\" is not known")
        }
        given.isMissingRejected = column.missingPolicy == .missingRejected
        return given
    }
}
