internal import CScan

/// The values of one column of the chunk that is being filled, as wide as they are stored.
///
/// It owns its memory. `reserve` makes room behind the rows that are in; `values` and `status` point there, and `keep`
/// takes in what was written.
final class ColumnBuffer {
    private(set) var type: ValueType
    private(set) var rowCount = 0
    let dictionary: StringDictionary
    private var memory: UnsafeMutableRawPointer
    /// CSCAN_VALUE or CSCAN_MISSING of each row.
    private var statusMemory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var missingCount = 0
    private var range = Range.none

    /// What the present values lie between.
    private enum Range {
        case none
        case floats(Double, Double)
        case integers(Int64, Int64)
        /// To be looked for among all.
        case unknown
    }

    init(type: ValueType) {
        self.type = type
        dictionary = StringDictionary()
        capacity = 0
        memory = .allocate(byteCount: 8, alignment: 8)
        statusMemory = .allocate(capacity: 1)
    }

    deinit {
        memory.deallocate()
        statusMemory.deallocate()
    }

    private var width: Int { PlainBlock.width(of: type) }

    /// Makes room for so many rows more.
    func reserve(_ count: Int) {
        guard rowCount + count > capacity else { return }
        resize(max(rowCount + count, capacity * 2))
    }

    private func resize(_ rows: Int) {
        let values = UnsafeMutableRawPointer.allocate(byteCount: rows * 8, alignment: 8)
        values.copyMemory(from: memory, byteCount: rowCount * width)
        memory.deallocate()
        memory = values
        let status = UnsafeMutablePointer<UInt8>.allocate(capacity: rows)
        status.update(from: statusMemory, count: rowCount)
        statusMemory.deallocate()
        statusMemory = status
        capacity = rows
    }

    /// Where the rows to come are written; as many as were reserved.
    var status: UnsafeMutablePointer<UInt8> { statusMemory + rowCount }

    func values<Element>(_: Element.Type) -> UnsafeMutablePointer<Element> {
        precondition(MemoryLayout<Element>.size == width)
        return memory.assumingMemoryBound(to: Element.self) + rowCount
    }

    /// Writes the bits of a row to come.
    func set(_ row: Int, _ bits: UInt64) {
        switch width {
        case 8: values(UInt64.self)[row] = bits
        case 4: values(UInt32.self)[row] = UInt32(truncatingIfNeeded: bits)
        default: values(UInt8.self)[row] = UInt8(truncatingIfNeeded: bits)
        }
    }

    func setMissing(_ row: Int) {
        set(row, 0)
        status[row] = UInt8(CSCAN_MISSING)
    }

    /// Takes in the rows that were written, but those that are marked in `isLeftOut`; returns how many are missing.
    func keep(_ count: Int, leavingOut isLeftOut: UnsafePointer<Bool>?) -> Int {
        precondition(rowCount + count <= capacity)
        var kept = count
        if let isLeftOut {
            switch width {
            case 8: kept = Self.close(values(UInt64.self), count, isLeftOut)
            case 4: kept = Self.close(values(UInt32.self), count, isLeftOut)
            default: kept = Self.close(values(UInt8.self), count, isLeftOut)
            }
            _ = Self.close(status, count, isLeftOut)
        }
        let missing = cscan_missing(status, kept)
        if missing < kept { addRange(of: kept, hasMissing: missing > 0) }
        missingCount += missing
        rowCount += kept
        return missing
    }

    /// While they are in the first cache.
    private func addRange(of count: Int, hasMissing: Bool) {
        let status = hasMissing ? status : nil
        switch (type, range) {
        case (.string, _), (.boolean, _), (_, .unknown): break
        case (.float, let range):
            var (low, high) = (0.0, 0.0)
            cscan_range_floats(values(Double.self), status, count, &low, &high)
            if case .floats(let least, let most) = range {
                (low, high) = (low < least ? low : least, high > most ? high : most)
            }
            self.range = .floats(low, high)
        case (_, let range):
            var (low, high): (Int64, Int64) = (0, 0)
            cscan_range_integers(values(Int64.self), status, count, &low, &high)
            if case .integers(let least, let most) = range { (low, high) = (min(low, least), max(high, most)) }
            self.range = .integers(low, high)
        }
    }

    private static func close<Element>(
        _ values: UnsafeMutablePointer<Element>, _ count: Int, _ isLeftOut: UnsafePointer<Bool>
    ) -> Int {
        var kept = 0
        for row in 0..<count where !isLeftOut[row] {
            values[kept] = values[row]
            kept += 1
        }
        return kept
    }

    /// Begins the next chunk.
    func removeAll() {
        rowCount = 0
        missingCount = 0
        range = .none
        if dictionary.count > 0 { dictionary.removeAll() }
    }

    /// Converts the values that are in from integers to a wider type, or, where none is present, to any.
    func widen(to target: ValueType) {
        guard target != type else { return }
        range = rowCount == 0 ? .none : .unknown
        let old = memory
        let wasInteger = type == .integer
        memory = .allocate(byteCount: max(capacity, 1) * 8, alignment: 8)
        defer { old.deallocate() }
        type = target
        let rows = rowCount
        rowCount = 0
        for row in 0..<rows {
            guard statusMemory[row] == CSCAN_VALUE, wasInteger else {
                set(row, 0)
                continue
            }
            let bits = old.load(fromByteOffset: row * 8, as: UInt64.self)
            set(row, target == .string ? UInt64(dictionary.index(ofInteger: bits)) : PlainBlock.floatBits(bits))
        }
        rowCount = rows
    }
}

// The block that they make.
extension ColumnBuffer {
    func block() -> (block: EncodedBlock, statistics: BlockStatistics) {
        var statistics = BlockStatistics()
        statistics.missingCount = missingCount
        if statistics.missingCount < rowCount, type != .string { addRange(to: &statistics) }
        let data = [UInt8](UnsafeRawBufferPointer(start: memory, count: rowCount * width))
        let block = EncodedBlock(
            type: type, rowCount: rowCount, encoding: .plain,
            validity: statistics.missingCount > 0 ? validity() : [],
            dictionary: type == .string ? dictionary.bytes : [], data: data)
        return (block, statistics)
    }

    private func validity() -> [UInt8] {
        var bits = [UInt8](repeating: 0, count: (rowCount + 7) / 8)
        for row in 0..<rowCount where statusMemory[row] == 0 { bits[row >> 3] |= 1 << UInt8(row & 7) }
        return bits
    }

    private func addRange(to statistics: inout BlockStatistics) {
        switch range {
        case .floats(let low, let high): (statistics.minimum, statistics.maximum) = (low, high)
        case .integers(let low, let high): (statistics.minimum, statistics.maximum) = (Double(low), Double(high))
        default: findRange(&statistics)
        }
    }

    private func findRange(_ statistics: inout BlockStatistics) {
        let hasMissing = statistics.missingCount > 0
        switch type {
        case .float:
            var range = (0.0, 0.0)
            cscan_range_floats(
                memory.assumingMemoryBound(to: Double.self), hasMissing ? statusMemory : nil, rowCount, &range.0,
                &range.1)
            (statistics.minimum, statistics.maximum) = range
        case .boolean:
            let values = UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: rowCount)
            let present = values.indices.lazy.filter { [statusMemory] in statusMemory[$0] == 0 }.map { values[$0] }
            statistics.minimum = present.min().map(Double.init)
            statistics.maximum = present.max().map(Double.init)
        default:
            var range: (Int64, Int64) = (0, 0)
            cscan_range_integers(
                memory.assumingMemoryBound(to: Int64.self), hasMissing ? statusMemory : nil, rowCount, &range.0,
                &range.1)
            (statistics.minimum, statistics.maximum) = (Double(range.0), Double(range.1))
        }
    }
}
