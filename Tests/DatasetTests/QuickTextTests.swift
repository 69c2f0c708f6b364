import CScan
import TestKit
import Testing

@testable import DatasetBackend

/// What CScan does with texts, in each way that it has, against the plain way.
@Suite("Quick texts")
struct QuickTextTests {
    private static let waysToLookUp = [
        cscan_dictionary_look_up, cscan_dictionary_look_up_modern, cscan_dictionary_look_up_portable,
    ]

    @Test("a dictionary numbers strings in order of appearance, whatever their lengths", arguments: 0..<3)
    func dictionary(way: Int) {
        var generator = SeededGenerator(seed: 11)
        let known = (0..<6000).map { _ in Self.string(&generator) }
        var numbers: [[UInt8]: UInt32] = [:]
        var stored: [UInt8] = []
        let keys = (0..<Int(CSCAN_KEYS)).map { _ in generator.next() }
        let dictionary: UnsafeMutablePointer<cscan_dictionary> = cscan_dictionary_make(keys)
        defer { cscan_dictionary_free(dictionary) }
        for round in 0..<12 {
            if round == 8 {
                cscan_dictionary_clear(dictionary)
                numbers = [:]
                stored = []
            }
            let texts = (0..<1501).compactMap { _ in known.randomElement(using: &generator) }
            let status = texts.map { _ in
                UInt8(Int.random(in: 0..<20, using: &generator) == 0 ? CSCAN_MISSING : CSCAN_VALUE)
            }
            let leftOut = texts.map { _ in UInt8(Int.random(in: 0..<20, using: &generator) == 0 ? 1 : 0) }
            var indices = [UInt32](repeating: 77, count: texts.count)
            QuickCells.with(texts, isQuoted: true) {
                Self.waysToLookUp[way](dictionary, $0, status, leftOut, &indices)
            }
            for (row, text) in texts.enumerated() {
                guard status[row] == CSCAN_VALUE, leftOut[row] == 0 else {
                    #expect(indices[row] == 0)
                    continue
                }
                if numbers[text] == nil {
                    numbers[text] = UInt32(numbers.count)
                    stored.appendLittleEndian(UInt32(text.count))
                    stored += text
                }
                #expect(indices[row] == numbers[text])
            }
            #expect(
                Array(UnsafeBufferPointer(start: dictionary.pointee.bytes, count: dictionary.pointee.byte_count))
                    == stored)
            #expect(dictionary.pointee.count == numbers.count)
            // One string at a time finds what many at a time have added.
            for text in texts.prefix(50) {
                guard let number = numbers[text] else { continue }
                let padded = text + [UInt8](repeating: 1, count: Int(CSCAN_PADDING))
                #expect(cscan_dictionary_index(dictionary, padded, text.count) == number)
            }
        }
    }

    /// Short ones that differ in little, and some of more than a stripe.
    private static func string(_ generator: inout SeededGenerator) -> [UInt8] {
        let length = Int.random(in: 0...(Bool.random(using: &generator) ? 20 : 200), using: &generator)
        return (0..<length).map { _ in [0, 97, 98].randomElement(using: &generator) ?? 0 }
    }

    @Test("what is UTF-8 without NUL is told as Swift does", arguments: 0..<20)
    func utf8(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let scalars: [Unicode.Scalar] = [
            "a", "\u{7F}", "é", "\u{7FF}", "\u{800}", "€", "\u{D7FF}", "\u{FFFF}", "😀", "\u{10FFFF}",
        ]
        let bytes: [UInt8] = [
            0, 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF, 0x90, 0xA0,
        ]
        var found = [0, 0]
        for _ in 0..<400 {
            let length = Int.random(in: 0...80, using: &generator)
            let density = [1, 4, 40].randomElement(using: &generator) ?? 1
            var text: [UInt8] = []
            for _ in 0..<length {
                let scalar =
                    Int.random(in: 0..<density, using: &generator) == 0 ? scalars.randomElement(using: &generator) : "a"
                text += String(scalar ?? "a").utf8
            }
            let damages = Int.random(in: 0...1, using: &generator)
            if damages > 0, !text.isEmpty {
                let place = Int.random(in: 0..<text.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: text[place] = bytes.randomElement(using: &generator) ?? 0
                case 1: text.remove(at: place)
                default: text.removeLast(min(text.count, Int.random(in: 1...2, using: &generator)))
                }
            }
            let expected = !text.contains(0) && String(validating: text, as: UTF8.self) != nil
            found[expected ? 1 : 0] += 1
            for around in [UInt8(0), 0x80, 0xE2] {
                let padding = [UInt8](repeating: around, count: Int(CSCAN_PADDING))
                (padding + text + padding).withUnsafeBufferPointer { bytes in
                    guard let start = bytes.baseAddress else { return }
                    #expect((cscan_is_text(start + padding.count, text.count) != 0) == expected, "\(text)")
                    #expect((cscan_is_text_portable(start + padding.count, text.count) != 0) == expected, "\(text)")
                }
            }
        }
        #expect(found[0] > 20 && found[1] > 20)
    }

    @Test("every text that may mean no value is asked about")
    func missing() {
        let words = ["", "?", "na", "nan", "n/a", "null", "none", "#n/a", "<na>", "-nan", "+nan"]
        var texts: [[UInt8]] = []
        for word in words {
            texts += [word, word.uppercased(), word.prefix(1).uppercased() + word.dropFirst(), " \(word)", "\(word)\t"]
                .map {
                    Array($0.utf8)
                }
        }
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<5000 {
            let length = Int.random(in: 1...6, using: &generator)
            texts.append((0..<length).map { _ in Array("na?/ul#<>-+ x\t".utf8).randomElement(using: &generator) ?? 0 })
        }
        var status = [UInt8](repeating: 9, count: texts.count)
        QuickCells.with(texts) { _ = cscan_texts($0, &status) }
        for (row, text) in texts.enumerated() {
            let isMissing = text.withUnsafeBufferPointer { MissingValue.isMissing($0.trimmed) }
            if isMissing { #expect(status[row] != CSCAN_VALUE, "\(String(decoding: text, as: UTF8.self))") }
        }
        #expect(status.contains(UInt8(CSCAN_VALUE)))
    }

    @Test("missing cells are counted", arguments: [0, 1, 7, 8, 9, 2040, 2041, 5000, 8192])
    func count(cells: Int) {
        var generator = SeededGenerator(seed: 9)
        for share in [0, 1, 2] {
            let status = (0..<cells).map { _ in UInt8(Int.random(in: 0...2, using: &generator) < share ? 1 : 0) }
            #expect(cscan_missing(status, cells) == status.reduce(0) { $0 + Int($1) })
        }
        #expect(cscan_missing([UInt8](repeating: 1, count: cells), cells) == cells)
    }
}
