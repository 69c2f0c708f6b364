internal import RPC
internal import ServiceKit

/// One comparison of a filter, in its column's type.
struct ColumnTest: Sendable {
    private enum Operand: Sendable {
        case missing
        case present
        case boolean(Bool)
        case integer(Int64)
        case number(Double)
        case text(TextPattern)
    }

    let column: Int
    private let type: ValueType
    private let comparator: FilterComparator
    private let operand: Operand

    init(_ comparison: FilterComparison, column: Int, type: ValueType) throws(RPCError) {
        self.column = column
        self.type = type
        let value = comparison.value
        // A colon means "contains" in a text, and equality elsewhere.
        comparator = comparison.comparator == .has && type != .string ? .equal : comparison.comparator
        if !value.isQuoted, value.text == "null" {
            guard comparator == .equal || comparator == .notEqual else {
                throw Filter.refusal("null can be compared by = and != only", at: comparison.fieldPosition)
            }
            operand = comparator == .equal ? .missing : .present
        } else if comparison.comparator == .has, value.isAnything {
            operand = .present
        } else {
            operand = try Self.operand(comparison, comparator, type)
        }
    }

    private static func operand(
        _ comparison: FilterComparison, _ comparator: FilterComparator, _ type: ValueType
    ) throws(RPCError) -> Operand {
        if type == .string { return .text(try TextPattern(comparison)) }
        var operand: Operand?
        if var text = comparison.value.text {
            operand = text.withUTF8 { bytes -> Operand? in
                switch type {
                case .integer:
                    NumberParser.integer(bytes).map(Operand.integer) ?? NumberParser.float(bytes).map(Operand.number)
                case .float: NumberParser.float(bytes).map(Operand.number)
                case .timestamp: TimestampParser.microseconds(bytes).map(Operand.integer)
                case .boolean, .string: CellParser.boolean(bytes).map(Operand.boolean)
                }
            }
        }
        guard let operand else { throw Filter.refusal("the column takes \(type.noun)", at: comparison.valuePosition) }
        if type == .boolean, comparator != .equal, comparator != .notEqual {
            throw Filter.refusal("true and false can be compared by = and != only", at: comparison.fieldPosition)
        }
        return operand
    }

    /// Bounds are rounded as statistics are, and rounding keeps the order; so "less" is taken as "less or equal" here.
    func mayMatch(_ statistics: ChunkStatistics) -> Bool {
        if case .missing = operand { return statistics.missingCount > 0 }
        guard statistics.missingCount < statistics.rowCount else { return false }
        let bound: Double
        switch operand {
        case .missing, .present, .text, .boolean: return true
        case .integer(let value): bound = Double(value)
        case .number(let value): bound = value
        }
        guard let low = statistics.minimum, let high = statistics.maximum, !low.isNaN, !high.isNaN else { return true }
        switch comparator {
        case .equal, .has: return low <= bound && bound <= high
        case .less, .lessOrEqual: return low <= bound
        case .greater, .greaterOrEqual: return high >= bound
        case .notEqual: return true
        }
    }

    func matches(_ values: ColumnValues) -> [Bool] {
        let block = values.block
        switch operand {
        case .missing: return (0..<block.rowCount).map { block.isMissing($0) }
        case .present: return (0..<block.rowCount).map { !block.isMissing($0) }
        case .text(let pattern):
            let fulfils = values.strings.map(pattern.matches)
            return rows(of: block) { fulfils[Int($0)] }
        case .boolean(let value): return rows(of: block) { (($0 != 0) == value) == (comparator == .equal) }
        case .integer(let value): return rows(of: block) { holds(Int64(bitPattern: $0), value) }
        case .number(let value):
            if type == .float { return rows(of: block) { holds(Double(bitPattern: $0), value) } }
            return rows(of: block) { holds(Self.order(Int64(bitPattern: $0), value), 0) }
        }
    }

    private func rows(of block: PlainBlock, where holds: (UInt64) -> Bool) -> [Bool] {
        (0..<block.rowCount).map { !block.isMissing($0) && holds(block.values[$0]) }
    }

    private func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch comparator {
        case .equal, .has: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }

    /// Below, at or above 0 as the integer is below, at or above the number; exact, as a conversion is not.
    private static func order(_ integer: Int64, _ number: Double) -> Int {
        if number >= 0x1p63 { return -1 }
        if number < -0x1p63 { return 1 }
        let whole = number.rounded(.down)
        let floor = Int64(whole)
        if integer != floor { return integer < floor ? -1 : 1 }
        return whole < number ? -1 : 0
    }
}

/// What a text is compared with.
struct TextPattern: Sendable {
    private let comparator: FilterComparator
    /// A text without wildcards has one part; between parts anything may stand.
    private let parts: [[UInt8]]
    private let lowercased: String

    init(_ comparison: FilterComparison) throws(RPCError) {
        comparator = comparison.comparator
        let allowsWildcards = comparator == .equal || comparator == .notEqual
        guard comparison.value.text != nil || allowsWildcards else {
            throw Filter.refusal(
                "* stands for anything with = and != of a text only; write \\* in quotes for the character",
                at: comparison.valuePosition)
        }
        parts = comparison.value.parts.map { Array($0.utf8) }
        lowercased = comparison.value.parts[0].lowercased()
    }

    /// Texts are ordered by their Unicode scalars.
    func matches(_ text: String) -> Bool {
        switch comparator {
        case .has: text.lowercased().contains(lowercased)
        case .equal: isLike(Array(text.utf8))
        case .notEqual: !isLike(Array(text.utf8))
        case .less: text.utf8.lexicographicallyPrecedes(parts[0])
        case .greaterOrEqual: !text.utf8.lexicographicallyPrecedes(parts[0])
        case .greater: parts[0].lexicographicallyPrecedes(text.utf8)
        case .lessOrEqual: !parts[0].lexicographicallyPrecedes(text.utf8)
        }
    }

    private func isLike(_ text: [UInt8]) -> Bool {
        guard let first = parts.first, let last = parts.last else { return false }
        if parts.count == 1 { return text == first }
        guard text.count >= first.count + last.count, text.starts(with: first),
            text.suffix(last.count).elementsEqual(last)
        else { return false }
        var rest = text[first.count..<(text.count - last.count)]
        // The earliest place of each part leaves most to the others.
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let end = Self.end(of: part, in: rest) else { return false }
            rest = rest[end...]
        }
        return true
    }

    private static func end(of part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard text.count >= part.count else { return nil }
        for start in text.startIndex...(text.endIndex - part.count)
        where text[start..<start + part.count].elementsEqual(part) {
            return start + part.count
        }
        return nil
    }
}
