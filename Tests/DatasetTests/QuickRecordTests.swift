import CScan
import TestKit
import Testing

/// Records are cut out 64 bytes at a time, in ways of which each processor has one or more; all must find the same.
/// `CSVScannerTests` hold them against the reader.
@Suite("Quick records")
struct QuickRecordTests {
    /// What a way makes of a piece: each row's line and fields, and how far it went.
    private struct Taken: Equatable {
        var rows: [String] = []
        var numbers: [Int] = []
    }

    private static func take(
        _ source: [UInt8], columns: Int, escape: UInt8, rowsMax: Int,
        _ way: (UnsafePointer<cscan_piece>?) -> cscan_taken
    ) -> Taken {
        let padding = Int(CSCAN_PADDING)
        var bytes = [UInt8](repeating: 0x55, count: source.count + 3 * padding + 5)
        var fields = [cscan_field](repeating: .init(), count: source.count + Int(CSCAN_BLOCK))
        var lines = [UInt32](repeating: 0, count: rowsMax)
        var result = Taken()
        source.withUnsafeBufferPointer { source in
            bytes.withUnsafeMutableBufferPointer { bytes in
                fields.withUnsafeMutableBufferPointer { fields in
                    lines.withUnsafeMutableBufferPointer { lines in
                        guard let room = bytes.baseAddress else { return }
                        var piece = cscan_piece(
                            source: source.baseAddress, count: source.count, delimiter: 0x2C, quote: 0x22,
                            escape: escape,
                            columns: UInt32(columns), field_max: 30, record_max: 60, bytes: room + padding, start: 5,
                            fields: fields.baseAddress, lines: lines.baseAddress, rows_max: rowsMax)
                        let taken = way(&piece)
                        for row in 0..<taken.rows {
                            var text = "\(lines[row]):"
                            for field in fields[(row * columns)..<((row + 1) * columns)] {
                                let start = padding + Int(field.offset)
                                let end = start + Int(field.length_and_flags & UInt32(CSCAN_LENGTH))
                                text += field.length_and_flags & UInt32(CSCAN_QUOTED) != 0 ? "|Q" : "|"
                                text += String(decoding: bytes[start..<end], as: UTF8.self)
                            }
                            result.rows.append(text)
                        }
                        result.numbers = [
                            taken.taken, Int(taken.end), Int(taken.lines), Int(taken.ended_with_return),
                            Int(taken.is_odd),
                        ]
                    }
                }
            }
        }
        return result
    }

    static let alphabets = ["ab,\n", "abcdefghijklmnop,\n", "ab,\r\n", "aaaaaaaaaaa,\"\n", "\"\",\r\n", "ab,\"\n\\"]

    @Test("random bytes", arguments: alphabets, 0..<30)
    func noise(alphabet: String, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let letters = Array(alphabet.utf8)
        for columns in 1...3 {
            let source = (0..<Int.random(in: 1...400, using: &generator)).map { _ in
                letters.randomElement(using: &generator) ?? 0
            }
            Self.compare(source, columns: columns, escape: alphabet.contains("\\") ? 0x5C : 0x22)
        }
    }

    @Test("rows of bare and quoted fields", arguments: 0..<60)
    func tables(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let columns = Int.random(in: 1...40, using: &generator)
        let end = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
        var text = ""
        for _ in 0..<100 {
            text += (0..<columns).map { _ in Self.field(&generator, columns) }.joined(separator: ",") + end
        }
        Self.compare(Array(text.utf8), columns: columns, escape: 0x22, atLeast: columns < 3 ? 5 : 0)
    }

    private static func field(_ generator: inout SeededGenerator, _ columns: Int) -> String {
        let letters = (0..<Int.random(in: 0...(columns > 3 ? 2 : 12), using: &generator)).map { _ in
            ["a", "b", "é", ",", "\"\"", "\n", "\r\n"].randomElement(using: &generator) ?? "a"
        }
        return Bool.random(using: &generator)
            ? "\"\(letters.joined())\"" : letters.joined().filter { $0.isLetter }
    }

    private static func compare(_ source: [UInt8], columns: Int, escape: UInt8, atLeast rows: Int = 0) {
        for rowsMax in [64, 200] {
            let portable = take(source, columns: columns, escape: escape, rowsMax: rowsMax, cscan_records_portable)
            #expect(take(source, columns: columns, escape: escape, rowsMax: rowsMax, cscan_records) == portable)
            #expect(take(source, columns: columns, escape: escape, rowsMax: rowsMax, cscan_records_modern) == portable)
            #expect(portable.rows.count >= rows)
        }
    }

    @Test("marks are those of each byte")
    func marks() {
        var generator = SeededGenerator(seed: 1)
        let letters: [UInt8] = [0x2C, 0x0A, 0x0D, 0x22, 0x5C, 0x61, 0xAC, 0x8A, 0x8D, 0xA2, 0xDC, 0x2D, 0x0B, 0x2B]
        let bytes = (0..<640).map { _ in letters.randomElement(using: &generator) ?? 0 }
        for escape: UInt8 in [0x22, 0x5C] {
            for mark in [cscan_mark, cscan_mark_portable, cscan_mark_modern] {
                var marks = [cscan_marks](repeating: .init(), count: 10)
                mark(bytes, 10, 0x2C, 0x22, escape, &marks)
                for (place, byte) in bytes.enumerated() {
                    let found = marks[place / 64]
                    let bit = UInt64(1) << UInt64(place % 64)
                    #expect((found.delimiters & bit != 0) == (byte == 0x2C))
                    #expect((found.feeds & bit != 0) == (byte == 0x0A))
                    #expect((found.returns & bit != 0) == (byte == 0x0D))
                    #expect((found.quotes & bit != 0) == (byte == 0x22))
                    #expect((found.escapes & bit != 0) == (byte == escape && escape != 0x22))
                }
            }
        }
    }
}
