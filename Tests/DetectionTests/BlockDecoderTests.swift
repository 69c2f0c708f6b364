import Compression
import FoundationEssentials
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DetectionBackend

/// Column blocks as dataset.proto lays them out, and blocks that break it.
@Suite struct BlockDecoderTests {
    private func numbers(_ block: DatasetV1.ColumnBlock, from offset: Int = 0, count: Int? = nil) throws -> [Double] {
        let count = count ?? Int(block.rowCount) - offset
        var values = [Double](repeating: -1, count: count)
        try values.withUnsafeMutableBufferPointer {
            try BlockDecoder(block).copyNumbers(from: offset, count: count, into: $0)
        }
        return values
    }

    private static let encodings: [DatasetV1.BlockEncoding] = [.plain, .zstd]

    @Test(arguments: encodings)
    func `numbers of every type come out, missing ones as not a number`(encoding: DatasetV1.BlockEncoding) throws {
        let cases: [(TestTable.Values, [Double])] = [
            (.floats([1.5, -0.0, .greatestFiniteMagnitude]), [1.5, 0, .greatestFiniteMagnitude]),
            (.floats([1.5, .nan, -2]), [1.5, .nan, -2]), (.integers([3, nil, -4]), [3, .nan, -4]),
            (.integers([.max, .min, 0]), [0x1p63, -0x1p63, 0]), (.booleans([true, false, nil]), [1, 0, .nan]),
        ]
        for (values, expected) in cases {
            let block = try values.block(0..<3, encoding)
            for (found, expected) in zip(try numbers(block), expected) {
                #expect(found == expected || found.isNaN && expected.isNaN)
            }
        }
    }

    @Test func `a part of a block is its rows, and the validity bits are theirs`() throws {
        let values = (0..<20).map { $0 % 3 == 0 ? Double.nan : Double($0) }
        let block = try TestTable.Values.floats(values).block(0..<20)
        for (offset, count) in [(0, 20), (1, 19), (7, 3), (8, 9), (19, 1), (20, 0)] {
            let part = try numbers(block, from: offset, count: count)
            for (found, expected) in zip(part, values[offset..<offset + count]) {
                #expect(found == expected || found.isNaN && expected.isNaN)
            }
        }
    }

    @Test(arguments: encodings)
    func `text of every type comes out as it is written in ids`(encoding: DatasetV1.BlockEncoding) throws {
        let cases: [(TestTable.Values, [String?])] = [
            (.strings(["ä", nil, "", "ä"]), ["ä", nil, "", "ä"]),
            (.integers([7, nil, -1, .max]), ["7", nil, "-1", "\(Int64.max)"]),
            (.booleans([true, nil, false, true]), ["true", nil, "false", "true"]),
            (.floats([0.5, .nan, 2, -1]), ["0.5", nil, "2.0", "-1.0"]),
            (
                .times([0, nil, 1_000_000, -1_000_000]),
                ["1970-01-01T00:00:00Z", nil, "1970-01-01T00:00:01Z", "1969-12-31T23:59:59Z"]
            ),
        ]
        for (values, expected) in cases {
            let decoder = try BlockDecoder(values.block(0..<4, encoding))
            let dictionary = try decoder.dictionary()
            #expect((0..<4).map { decoder.text(at: $0, dictionary: dictionary) } == expected)
        }
    }

    @Test func `times are microseconds since 1970, and only columns of times have them`() throws {
        let times = try BlockDecoder(TestTable.Values.times([1_500_000, nil]).block(0..<2))
        #expect(times.time(at: 0) == Date(timeIntervalSince1970: 1.5) && times.time(at: 1) == nil)
        #expect(try BlockDecoder(TestTable.Values.integers([1]).block(0..<1)).time(at: 0) == nil)
    }

    @Test func `a column without numbers can't be a feature`() throws {
        for values in [TestTable.Values.strings(["1"]), .times([1])] {
            let error = #expect(throws: RPCError.self) { try numbers(values.block(0..<1)) }
            #expect(error?.code == .failedPrecondition)
        }
    }

    static let breaks: [@Sendable (inout DatasetV1.ColumnBlock) -> Void] = [
        { $0.type = .unspecified }, { $0.encoding = .unspecified }, { $0.rowCount = -1 }, { $0.rowCount = 7 },
        { $0.rowCount = 9 }, { $0.data = ByteSlice() }, { $0.data = ByteSlice(Array($0.data).dropLast()) },
        { $0.data = ByteSlice(Array($0.data) + [0]) }, { $0.validity = [0xFF, 0xFF] }, { $0.encoding = .zstd },
        { $0.type = .boolean }, { $0.rowCount = .max },
    ]

    @Test func `a block that breaks the layout is DATA_LOSS and names column and row`() throws {
        var good = try TestTable.Values.floats((0..<8).map(Double.init)).block(0..<8)
        good.column = "a"
        good.firstRow = 40
        for (index, change) in Self.breaks.enumerated() {
            var block = good
            change(&block)
            let error = #expect(throws: RPCError.self, "\(index)") { try BlockDecoder(block) }
            #expect(error?.code == .dataLoss, "\(index)")
            #expect(error?.message.contains("column \"a\" at row 40") == true, "\(index)")
        }
    }

    @Test func `a dictionary that breaks the layout is DATA_LOSS, and an entry that it lacks is missing`() throws {
        let good = try TestTable.Values.strings(["one", "two"]).block(0..<2)
        let bytes = Array(good.dictionary)
        for broken in [
            Array(bytes.dropLast()), bytes + [1], bytes + [1, 0, 0, 0], bytes + [0xFF, 0xFF, 0xFF, 0xFF, 1],
        ] {
            var block = good
            block.dictionary = ByteSlice(broken)
            let error = #expect(throws: RPCError.self) { try BlockDecoder(block).dictionary() }
            #expect(error?.code == .dataLoss)
        }
        let decoder = try BlockDecoder(good)
        #expect(decoder.text(at: 1, dictionary: ["one"]) == nil)
    }

    @Test func `a small frame that says it is enormous is refused before it is unpacked`() throws {
        let zeros = try Zstd.compress([UInt8](repeating: 0, count: 1 << 20))
        var block = try TestTable.Values.floats([1]).block(0..<1)
        block.encoding = .zstd
        block.data = ByteSlice(zeros)
        #expect(throws: RPCError.self) { try BlockDecoder(block) }
    }
}
