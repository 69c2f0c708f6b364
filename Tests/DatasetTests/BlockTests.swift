import Testing

@testable import DatasetBackend

@Suite("Column blocks")
struct BlockTests {
    static let blocks: [PlainBlock] = [
        PlainBlock(type: .integer, values: [1, 2, UInt64(bitPattern: -3)]),
        PlainBlock(
            type: .float, values: [Double.infinity.bitPattern, 0, (-0.5).bitPattern], isMissing: [false, true, false]),
        PlainBlock(type: .boolean, values: (0..<17).map { $0 % 2 }, isMissing: (0..<17).map { $0 == 4 }),
        PlainBlock(type: .timestamp, values: Array(repeating: 1_700_000_000_000_000, count: 1000)),
        PlainBlock(type: .string, values: [0, 1, 0], dictionary: [1, 0, 0, 0, 0x61, 2, 0, 0, 0, 0x62, 0x63]),
        PlainBlock(type: .string, values: [0], dictionary: [0, 0, 0, 0]),
        PlainBlock(type: .float, values: []),
    ]

    @Test("blocks come back", arguments: blocks)
    func roundTrip(block: PlainBlock) throws {
        #expect(try block.plainEncoding.compressed().decoded() == block)
    }

    @Test("data and validity are as the proto says")
    func wireForm() throws {
        let float = try Self.blocks[1].plainEncoding.compressed()
        #expect(float.encoding == .plain)
        #expect(float.validity == [0b101])
        #expect(float.data == [0, 0, 0, 0, 0, 0, 0xF0, 0x7F] + Array(repeating: 0, count: 14) + [0xE0, 0xBF])
        let boolean = try Self.blocks[2].plainEncoding.compressed()
        #expect(boolean.validity == [0b1110_1111, 0xFF, 1])
        let string = try Self.blocks[4].plainEncoding.compressed()
        #expect(string.data == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
        #expect(try Self.blocks[3].plainEncoding.compressed().encoding == .zstd)
    }

    @Test("statistics leave out what is missing")
    func statistics() {
        #expect(Self.blocks[0].statistics == BlockStatistics(missingCount: 0, minimum: -3, maximum: 2))
        #expect(Self.blocks[1].statistics == BlockStatistics(missingCount: 1, minimum: -0.5, maximum: .infinity))
        #expect(Self.blocks[4].statistics == BlockStatistics())
        #expect(Self.blocks[6].statistics == BlockStatistics())
    }

    @Test("damaged blocks are errors")
    func damage() throws {
        var block = try Self.blocks[3].plainEncoding.compressed()
        block.rowCount = 999
        #expect(throws: BlockError.self) { try block.decoded() }
        block = try Self.blocks[3].plainEncoding.compressed()
        block.data.removeLast()
        #expect(throws: BlockError.self) { try block.decoded() }
        block = try Self.blocks[1].plainEncoding.compressed()
        block.validity.append(0)
        #expect(throws: BlockError.self) { try block.decoded() }
        for dictionary: [UInt8] in [[1, 0, 0], [2, 0, 0, 0, 1], [255, 255, 255, 255, 1]] {
            #expect(throws: BlockError.self) {
                try PlainBlock(type: .string, values: [], dictionary: dictionary).strings()
            }
        }
    }

    @Test("only integers and nothing at all widen")
    func widening() throws {
        #expect(try Self.blocks[0].widened(to: .float).testValues() == [.float(1), .float(2), .float(-3)])
        #expect(try Self.blocks[0].widened(to: .string).testValues() == [.string("1"), .string("2"), .string("-3")])
        let nothing = PlainBlock(type: .float, values: [0, 0], isMissing: [true, true])
        #expect(try nothing.widened(to: .string).testValues() == [.missing, .missing])
        #expect(throws: BlockError.cannotWiden(from: .boolean, to: .float)) { try Self.blocks[2].widened(to: .float) }
    }

    @Test("content hashes tell type, values, validity and dictionary apart")
    func hashes() {
        var seen: Set<[UInt8]> = []
        for block in Self.blocks { seen.insert(ContentHash.of(block.plainEncoding)) }
        seen.insert(ContentHash.of(PlainBlock(type: .timestamp, values: Self.blocks[0].values).plainEncoding))
        seen.insert(ContentHash.of(PlainBlock(type: .integer, values: [0], isMissing: nil).plainEncoding))
        seen.insert(ContentHash.of(PlainBlock(type: .integer, values: [0], isMissing: [true]).plainEncoding))
        #expect(seen.count == Self.blocks.count + 3)
    }
}
