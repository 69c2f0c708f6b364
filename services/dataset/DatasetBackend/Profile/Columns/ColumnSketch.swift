internal import Messages

/// All that a profile says about one column, gathered chunk by chunk in row order.
struct ColumnSketch: Sendable {
    let column: ProfiledColumn
    private let salt: UInt64
    private var present: Int64 = 0
    private var missing: Int64 = 0
    private var distinct = DistinctCounter()
    private var frequent = FrequentValues()
    private var numbers: NumberSketch?
    private var texts: TextSketch?
    /// The mean of the first chunk that has finite numbers.
    private var firstMean: Double?

    /// Rows that are worked on at a time: their keys, hashes and numbers fit the first-level cache.
    static let rowsPerRun = 1024

    init(_ column: ProfiledColumn, index: Int) {
        self.column = column
        salt = ValueHash.of(UInt64(index))
        numbers = column.hasNumbers ? NumberSketch(column, seed: UInt64(index)) : nil
        texts = column.type == .string ? TextSketch() : nil
    }

    /// - Parameter rowHashes: one per row, to which each row's value is added; empty to leave that out.
    /// - Returns: what correlations need, if the column is among theirs.
    mutating func add(_ values: ProfiledValues, rowHashes: inout [UInt64], correlated: Bool) throws -> CenteredColumn? {
        guard values.type == column.type else {
            throw BlockError.damaged("a block of \(values.type) in a column of \(column.type)")
        }
        switch values.type {
        case .string: try addStrings(values, &rowHashes)
        case .boolean: addFlags(values, &rowHashes)
        case .float, .integer, .timestamp: return addNumbers(values, &rowHashes, correlated: correlated)
        }
        return nil
    }
}

// Numbers.
extension ColumnSketch {
    private mutating func addNumbers(
        _ values: ProfiledValues, _ rowHashes: inout [UInt64], correlated: Bool
    ) -> CenteredColumn? {
        var run = NumberRun()
        var chunk = Moments()
        var start = 0
        while start < values.rowCount {
            let end = min(start + Self.rowsPerRun, values.rowCount)
            run.load(values, start..<end, isFloat: column.type == .float, scale: numbers?.scale ?? 1)
            run.addHashes(of: values, start..<end, salt: salt, to: &rowHashes)
            let hashes = run.hashes.span.extracting(first: run.count)
            distinct.insert(hashes)
            frequent.insert(run.keys.span.extracting(first: run.count), hashes: hashes)
            present += Int64(run.count)
            missing += Int64(end - start - run.count)
            chunk.merge(numbers?.add(run) ?? Moments())
            start = end
        }
        guard correlated else { return nil }
        if firstMean == nil, chunk.count > 0 { firstMean = chunk.mean }
        return CenteredColumn(
            values, isFloat: column.type == .float, scale: numbers?.scale ?? 1, chunk, first: firstMean ?? 0)
    }
}

// Text and flags: counted per distinct value of the chunk first.
extension ColumnSketch {
    private mutating func addStrings(_ values: ProfiledValues, _ rowHashes: inout [UInt64]) throws {
        var counts = [Int64](repeating: 0, count: values.strings.count)
        let keys = values.strings.map { ValueHash.of(values.dictionary[$0]) }
        let isHashed = !rowHashes.isEmpty
        for row in 0..<values.rowCount {
            guard values.isPresent(row) else {
                missing += 1
                if isHashed { rowHashes[row] &+= ValueHash.contribution(ValueHash.missing, salt: salt) }
                continue
            }
            let index = values.index(row)
            guard index < counts.count else { throw BlockError.damaged("a string that is not in the dictionary") }
            counts[index] += 1
            if isHashed { rowHashes[row] &+= ValueHash.contribution(keys[index], salt: salt) }
        }
        let used = counts.indices.filter { counts[$0] > 0 }
        count(keys: used.map { keys[$0] }, used.map { counts[$0] })
        texts?.add(values, used)
        texts?.keep(frequent.top(ProfileLimits.topValues), used.map { (keys[$0], $0) }, of: values)
    }

    private mutating func addFlags(_ values: ProfiledValues, _ rowHashes: inout [UInt64]) {
        var counts: [Int64] = [0, 0]
        for row in 0..<values.rowCount {
            guard values.isPresent(row) else {
                missing += 1
                if !rowHashes.isEmpty { rowHashes[row] &+= ValueHash.contribution(ValueHash.missing, salt: salt) }
                continue
            }
            let flag = values.flag(row) ? 1 : 0
            counts[flag] += 1
            if !rowHashes.isEmpty { rowHashes[row] &+= ValueHash.contribution(UInt64(flag), salt: salt) }
        }
        let used = [0, 1].filter { counts[$0] > 0 }
        count(keys: used.map(UInt64.init), used.map { counts[$0] })
    }

    private mutating func count(keys: [UInt64], _ counts: [Int64]) {
        let hashes = keys.map { ValueHash.of($0) }
        distinct.insert(hashes.span)
        frequent.insert(keys.span, hashes: hashes.span, counts: counts.span)
        present += counts.reduce(0, +)
    }
}

// What it says.
extension ColumnSketch {
    var profile: DatasetV1.ColumnProfile {
        var profile = DatasetV1.ColumnProfile(
            name: column.name, type: DatasetV1.ColumnType(column.type), role: DatasetV1.ColumnRole(column.role),
            count: present, missingCount: missing)
        profile.distinctEstimate = frequent.isExact ? Int64(frequent.size) : min(present, distinct.estimate)
        profile.distinctError = frequent.isExact ? 0 : DistinctCounter.relativeError
        profile.numbers = numbers?.summary
        profile.nonFiniteCount = numbers?.nonFinite ?? 0
        profile.constant = frequent.isExact && frequent.size == 1
        profile.topValues = frequent.top(ProfileLimits.topValues).map { entry in
            DatasetV1.ValueCount(value: text(entry.key), count: entry.count + frequent.error, error: frequent.error)
        }
        profile.lengthMin = Int32(clamping: texts?.lengths?.lowerBound ?? 0)
        profile.lengthMax = Int32(clamping: texts?.lengths?.upperBound ?? 0)
        return profile
    }

    private func text(_ key: UInt64) -> String {
        switch column.type {
        case .integer: "\(Int64(bitPattern: key))"
        case .float: "\(Double(bitPattern: key))"
        case .boolean: key == 0 ? "false" : "true"
        case .timestamp: TimestampParser.text(Int64(bitPattern: key))
        case .string: texts?.kept[key] ?? ""
        }
    }
}
