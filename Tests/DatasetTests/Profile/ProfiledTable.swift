import FoundationEssentials
import Messages

@testable import DatasetBackend

/// A table in memory, profiled as a stored one is.
struct ProfiledTable {
    enum Values {
        case numbers([Double?])
        case integers([Int64?])
        case flags([Bool?])
        case texts([String?])
    }

    var columns: [(name: String, values: Values, role: IngestRole)]

    init(_ columns: [(String, Values)]) { self.columns = columns.map { ($0.0, $0.1, .feature) } }

    init(numbers: [[Double?]]) {
        self.init(numbers.enumerated().map { ("c\($0.offset)", .numbers($0.element)) })
    }

    func profile(chunkRows: Int = 1000, workers: Int = 1) async throws -> DatasetV1.DatasetProfile {
        let blocks = columns.map { Self.blocks($0.values, chunkRows) }
        let profiled = zip(columns, blocks).map { column, blocks in
            ProfiledColumn(
                name: column.name, type: Self.type(column.values), role: column.role,
                minimum: blocks.compactMap(\.statistics.minimum).min(),
                maximum: blocks.compactMap(\.statistics.maximum).max())
        }
        let profiler = TableProfiler(profiled, workers: workers)
        for chunk in 0..<(blocks.first?.count ?? 0) {
            try await profiler.add(blocks.map { $0[chunk].plainEncoding })
        }
        return profiler.profile
    }

    private static func type(_ values: Values) -> ValueType {
        switch values {
        case .numbers: .float
        case .integers: .integer
        case .flags: .boolean
        case .texts: .string
        }
    }

    private static func blocks(_ values: Values, _ chunkRows: Int) -> [PlainBlock] {
        switch values {
        case .numbers(let all): all.batches(of: chunkRows).map { block(.float, $0) { $0.bitPattern } }
        case .integers(let all): all.batches(of: chunkRows).map { block(.integer, $0) { UInt64(bitPattern: $0) } }
        case .flags(let all): all.batches(of: chunkRows).map { block(.boolean, $0) { $0 ? 1 : 0 } }
        case .texts(let all): all.batches(of: chunkRows).map(textBlock)
        }
    }

    private static func block<Value>(
        _ type: ValueType, _ values: ArraySlice<Value?>, _ bits: (Value) -> UInt64
    ) -> PlainBlock {
        PlainBlock(
            type: type, values: values.map { $0.map(bits) ?? 0 },
            isMissing: values.contains { $0 == nil } ? values.map { $0 == nil } : nil)
    }

    private static func textBlock(_ values: ArraySlice<String?>) -> PlainBlock {
        var indices: [String: UInt64] = [:]
        var dictionary: [UInt8] = []
        var block = block(.string, values) { (text: String) in
            if let known = indices[text] { return known }
            let index = UInt64(indices.count)
            indices[text] = index
            withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { dictionary += $0 }
            dictionary += text.utf8
            return index
        }
        block.dictionary = dictionary
        return block
    }
}

/// Numbers from 0 to 1, the same as profile_golden.py makes.
func uniform(_ seed: UInt64, _ count: Int) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }
}
