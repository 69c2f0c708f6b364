import Messages
import Testing

@testable import DatasetBackend

@Suite("What profiles say of odd columns")
struct ProfileEdgeTests {
    @Test("an empty table, and columns without any value")
    func empty() async throws {
        let none = try await ProfiledTable([("a", .numbers([])), ("b", .texts([]))]).profile()
        #expect(none.rowCount == 0 && none.columns.count == 2 && none.duplicateRowsEstimate == 0)
        let missing = try await ProfiledTable([
            ("a", .numbers([nil, nil])), ("b", .texts([nil, nil])), ("c", .flags([nil, nil])),
        ]).profile()
        #expect(missing.rowCount == 2)
        for column in missing.columns {
            #expect(column.count == 0 && column.missingCount == 2 && column.distinctEstimate == 0)
            #expect(column.numbers == nil && column.topValues.isEmpty && !column.constant)
        }
        #expect(missing.duplicateRowsEstimate == 1)
    }

    @Test("NaN and infinities are counted and left out of the numbers")
    func nonFinite() async throws {
        let profile = try await ProfiledTable(numbers: [[1, .nan, .infinity, -.infinity, 3, nil, -.nan]]).profile()
        let column = profile.columns[0]
        #expect(column.count == 6 && column.missingCount == 1 && column.nonFiniteCount == 4)
        let numbers = try #require(column.numbers)
        #expect(numbers.minimum == 1 && numbers.maximum == 3 && numbers.mean == 2)
        #expect(Array(numbers.histogram).reduce(0, +) == 2)
        // 1, 3, +inf, -inf, and one NaN however it is spelled.
        #expect(column.distinctEstimate == 5 && column.distinctError == 0)
    }

    @Test("the ends of the 64-bit integers, and neighbours that a double can't tell apart")
    func integers() async throws {
        let values: [Int64?] = [.min, .max, .max - 1, .max - 1, 0]
        let column = try await ProfiledTable([("a", .integers(values))]).profile().columns[0]
        #expect(column.distinctEstimate == 4)
        #expect(column.topValues.first == .init(value: "9223372036854775806", count: 2, error: 0))
        #expect(column.numbers?.minimum == -0x1p63 && column.numbers?.maximum == 0x1p63)
        #expect(column.numbers?.standardDeviation.isFinite == true && column.numbers?.kurtosis.isFinite == true)
    }

    @Test("zero is zero, with or without a sign, and a constant does not vary whatever its digits")
    func constants() async throws {
        let profile = try await ProfiledTable(numbers: [
            (0..<3000).map { $0 & 1 == 0 ? 0.0 : -0.0 }, Array(repeating: 0.1, count: 3000),
            (0..<3000).map { Double($0) },
        ]).profile()
        for column in profile.columns.prefix(2) {
            #expect(column.constant && column.distinctEstimate == 1)
            #expect(column.numbers?.standardDeviation == 0 && column.numbers?.skewness == 0)
        }
        #expect(profile.columns[1].numbers?.mean == 0.1)
        #expect(profile.correlations.isEmpty)
    }

    @Test("texts: lengths in characters, the frequent ones, long ones cut")
    func texts() async throws {
        let long = String(repeating: "ж", count: ProfileLimits.topValueCharactersMax + 1)
        let values: [String?] = ["é", "é", "", nil, "abc", long, long, long]
        let column = try await ProfiledTable([("a", .texts(values))]).profile(chunkRows: 3).columns[0]
        #expect(column.lengthMin == 0 && Int(column.lengthMax) == long.count)
        #expect(column.distinctEstimate == 4 && column.missingCount == 1)
        #expect(column.topValues.map(\.count) == [3, 2, 1, 1])
        #expect(column.topValues[0].value == String(long.dropLast()) + "…")
        #expect(column.topValues[1].value == "é")
        let exact = String(long.dropLast())
        let fits = try await ProfiledTable([("a", .texts([exact]))]).profile().columns[0]
        #expect(fits.topValues[0].value == exact)
    }

    @Test("a correlation is over the rows in which both columns have a value")
    func gaps() async throws {
        let x = uniform(1, 5000)
        let y = zip(x, uniform(2, 5000)).map { $0 + $1 * 0.1 }
        let first: [Double?] = x.indices.map { $0 % 7 == 0 ? nil : $0 % 11 == 0 ? .infinity : x[$0] }
        let second: [Double?] = y.indices.map { $0 % 5 == 0 ? nil : y[$0] }
        let both = x.indices.filter { $0 % 7 != 0 && $0 % 11 != 0 && $0 % 5 != 0 }
        let expected = Self.pearson(both.map { x[$0] }, both.map { y[$0] })
        for (workers, chunkRows) in [(1, 5000), (2, 999), (3, 64)] {
            let profile = try await ProfiledTable(numbers: [first, second]).profile(
                chunkRows: chunkRows, workers: workers)
            #expect(profile.correlations.count == 1)
            #expect(abs((profile.correlations.first?.coefficient ?? 0) - expected) < 1e-12)
        }
    }

    private static func pearson(_ x: [Double], _ y: [Double]) -> Double {
        let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
        let xy = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
        let xx = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        let yy = y.reduce(0) { $0 + ($1 - meanY) * ($1 - meanY) }
        return xy / (xx * yy).squareRoot()
    }

    @Test("the first 256 columns are correlated, and not one more", arguments: [256, 257])
    func columnLimit(columns: Int) async throws {
        var numbers = (0..<columns).map { column in uniform(UInt64(column), 200).map { Optional($0) } }
        numbers[columns - 1] = numbers[0]
        let profile = try await ProfiledTable(numbers: numbers).profile(workers: 2)
        #expect(profile.columns.count == columns)
        #expect(profile.correlations.contains { $0.coefficient > 0.999 } == (columns == Correlations.columnsMax))
    }

    @Test("the number of workers changes nothing", arguments: [2, 3, 7])
    func workers(count: Int) async throws {
        let base = uniform(1, 40_000)
        let table = ProfiledTable([
            ("a", .numbers(base.map { $0 })), ("b", .numbers(base.map { $0 < 0.1 ? nil : $0 * 2 })),
            ("c", .texts(base.map { "name \(Int($0 * 2000))" })), ("d", .flags(base.map { $0 < 0.5 })),
            ("e", .integers(base.map { Int64($0 * 10) })), ("f", .numbers(uniform(3, 40_000).map { $0 })),
        ])
        #expect(try await table.profile(chunkRows: 3000, workers: count) == table.profile(chunkRows: 3000))
    }

    @Test("rows are compared without identifiers")
    func identifiers() async throws {
        var table = ProfiledTable([("id", .integers([1, 2, 3, 4])), ("a", .texts(["x", "x", "y", nil]))])
        #expect(try await table.profile().duplicateRowsEstimate == 0)
        table.columns[0].role = .identifier
        #expect(try await table.profile().duplicateRowsEstimate == 1)
        table.columns[1].role = .identifier
        #expect(try await table.profile().duplicateRowsEstimate == 0)
    }

    @Test("a damaged block is an error")
    func damaged() async throws {
        let column = ProfiledColumn(name: "a", type: .string, role: .feature, minimum: nil, maximum: nil)
        let profiler = TableProfiler([column], workers: 1)
        let good = PlainBlock(type: .string, values: [0], isMissing: nil, dictionary: [1, 0, 0, 0, 65]).plainEncoding
        try await profiler.add([good])
        var blocks = [good, good, good, good]
        blocks[0].data = [1, 0, 0, 0]
        blocks[1].data = [0, 0, 0]
        blocks[2].dictionary = [9, 0, 0, 0, 65]
        blocks[3].type = .boolean
        for block in blocks {
            await #expect(throws: BlockError.self) { try await profiler.add([block]) }
        }
        await #expect(throws: BlockError.self) { try await profiler.add([good, good]) }
    }
}
