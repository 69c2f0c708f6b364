internal import Messages

/// What rules look at: a finished profile, or, before there is one, what the blocks' statistics say. What isn't known is nil,
/// and a rule that needs it finds nothing.
struct TableFacts: Sendable {
    struct Column: Sendable {
        var name: String
        var type: ValueType
        var role: IngestRole
        var present: Int64
        var missing: Int64
        /// Whether all present values are the same.
        var isConstant: Bool?
        var hasNonFinite: Bool?
        var distinct: Int64?
        /// Of the finite values; of infinite ones too where only statistics are known.
        var minimum: Double?
        var maximum: Double?
        /// 5 and 95 % quantile.
        var bulk: ClosedRange<Double>?

        var isNumeric: Bool { type == .integer || type == .float || type == .boolean }
        var isFeature: Bool { role == .feature && isNumeric }
    }

    var rows: Int64
    var columns: [Column]
    var duplicateRows: Int64?
    var correlations: [DatasetV1.Correlation]?

    var isProfiled: Bool { correlations != nil }
}

extension TableFacts {
    init(_ profile: DatasetV1.DatasetProfile) {
        rows = profile.rowCount
        duplicateRows = profile.duplicateRowsEstimate
        correlations = profile.correlations
        columns = profile.columns.map { column in
            let quantiles = column.numbers?.quantiles ?? []
            let low = quantiles.first { $0.probability == 0.05 }?.value
            let high = quantiles.first { $0.probability == 0.95 }?.value
            var facts = Column(
                name: column.name, type: ValueType(column.type) ?? .string, role: IngestRole(column.role) ?? .feature,
                present: column.count, missing: column.missingCount)
            facts.isConstant = column.constant
            facts.hasNonFinite = column.nonFiniteCount > 0
            facts.distinct = column.distinctEstimate
            facts.minimum = column.numbers?.minimum
            facts.maximum = column.numbers?.maximum
            if let low, let high, low <= high { facts.bulk = low...high }
            return facts
        }
    }

    init(_ version: VersionRecord, _ statistics: [ColumnStatistics]) {
        rows = version.rowCount
        let known = statistics.reduce(into: [Int: ColumnStatistics]()) { $0[$1.column] = $1 }
        columns = version.columns.enumerated().map { index, column in
            var facts = Column(
                name: column.name, type: column.valueType, role: column.ingestRole,
                present: version.rowCount - (known[index]?.missing ?? column.missing),
                missing: known[index]?.missing ?? column.missing)
            facts.minimum = known[index]?.minimum
            facts.maximum = known[index]?.maximum
            if let minimum = facts.minimum, let maximum = facts.maximum {
                facts.hasNonFinite = !minimum.isFinite || !maximum.isFinite
                // Integers beyond 2^53 are rounded in statistics, so that different ones may look equal.
                facts.isConstant =
                    minimum == maximum ? (column.valueType == .float || abs(minimum) < 0x1p53 ? true : nil) : false
            }
            return facts
        }
    }
}
