import TestKit
import Testing

@testable import DatasetBackend

@Suite("JSON reader")
struct JSONReaderTests {
    @Test("each line is a record; keys come in any order, new ones add columns, blank lines are none")
    func lines() {
        let read = JSONRecords(
            """
            {"a":1,"b":"x"}

              { "b" : "y" , "a" : -2.5e3 }\r
            \t
            {"a":true,"c":null,"b":false}
            {}
            {"c":[1, {"d": " "} ],"a":9007199254740993}
            """)
        #expect(read.names == ["a", "b", "c"])
        #expect(
            read.records == [
                .init(line: 1, fields: ["a": .token("1"), "b": .text("x")]),
                .init(line: 3, fields: ["a": .token("-2.5e3"), "b": .text("y")]),
                .init(line: 5, fields: ["a": .token("true"), "b": .token("false"), "c": .missing]),
                .init(line: 6, fields: ["a": .missing, "b": .missing, "c": .missing]),
                .init(
                    line: 7,
                    fields: ["a": .token("9007199254740993"), "b": .missing, "c": .text(#"[1,{"d":" "}]"#)]),
            ])
        #expect(read.error == nil)
    }

    @Test("an array of objects, over any lines")
    func array() {
        let read = JSONRecords(
            """
              [
              {"a": 1,
               "b": "]"},
              {"a": 2}, {"b": "\\"}"}
            ]

            """, isArray: true)
        #expect(
            read.records == [
                .init(line: 2, fields: ["a": .token("1"), "b": .text("]")]),
                .init(line: 4, fields: ["a": .token("2"), "b": .missing]),
                .init(line: 4, fields: ["a": .missing, "b": .text("\"}")]),
            ])
        #expect(read.error == nil)
        #expect(JSONRecords("[]", isArray: true) == JSONRecords(" [ ] \n", isArray: true))
        #expect(JSONRecords("[]", isArray: true).error == nil)
    }

    @Test("an array of arrays")
    func arrays() {
        let read = JSONRecords(#"[["a","b"],[1,null],[],[[2],{"x":3}]]"#, isArray: true)
        #expect(
            read.records.map(\.fields) == [
                ["0": .text("a"), "1": .text("b")], ["0": .token("1"), "1": .missing], [:],
                ["0": .text("[2]"), "1": .text(#"{"x":3}"#)],
            ])
    }

    @Test(
        "escapes become their characters",
        arguments: [
            (#"\" \\ \/ \b \f \n \r \t"#, "\" \\ / \u{8} \u{C} \n \r \t"),
            (#"\u0041\u00e9\u20AC"#, "Aé€"),
            (#"\ud83d\ude00 and \uD83D\uDE00"#, "😀 and 😀"),
            (#"\u0000"#, "\0"),
            (#"0123456\\01234567\""#, "0123456\\01234567\""),
            ("é€😀", "é€😀"),
        ])
    func escapes(json: String, text: String) {
        #expect(JSONRecords("{\"a\":\"\(json)\"}").records.first?.fields == ["a": .text(text)])
        if !text.contains("\0") { #expect(JSONRecords("{\"k\(json)\":1}").names == ["k\(text)"]) }
    }

    @Test("a key with a NUL is no name")
    func keyWithNUL() {
        #expect(JSONRecords(#"{"k\u0000":1}"#).records.map(\.fault) == [.keyNotText])
    }

    @Test(
        "numbers are taken as they are written, and only as JSON or Python's json writes them",
        arguments: [
            "0", "-0", "12", "-1.5", "1e5", "1E+5", "1.25e-07", "18446744073709551616", "NaN", "Infinity", "-Infinity",
        ])
    func numbers(text: String) {
        #expect(JSONRecords("{\"a\":\(text),\"b\": \(text) }").records.first?.fields["a"] == .token(text))
        #expect(JSONRecords("{\"a\":[\(text)]}").records.first?.fields["a"] == .text("[\(text)]"))
    }

    @Test(
        "a line that can't be read is rejected alone",
        arguments: [
            (#"{"a":01}"#, .badNumber), (#"{"a":1.}"#, .badNumber), (#"{"a":.5}"#, .unexpectedCharacter),
            (#"{"a":+1}"#, .unexpectedCharacter), (#"{"a":-}"#, .badNumber), (#"{"a":1e}"#, .badNumber),
            (#"{"a":0x1}"#, .badNumber), (#"{"a":1.2.3}"#, .badNumber), (#"{"a":tru}"#, .badLiteral),
            (#"{"a":truely}"#, .badLiteral), (#"{"a":nan}"#, .badLiteral), (#"{"a":undefined}"#, .unexpectedCharacter),
            (#"{"a":'x'}"#, .unexpectedCharacter), (#"{a:1}"#, .expectedKey), (#"{"a" 1}"#, .expectedColon),
            (#"{"a":1 "b":2}"#, .expectedCommaOrBrace), (#"{"a":1,}"#, .expectedKey), (#"{"a":1"#, .unexpectedEnd),
            (#"{"a":"x"#, .unexpectedEnd), (#"{"a":"x\"#, .unexpectedEnd), (#"{"a":"\x"}"#, .badEscape),
            (#"{"a":"\u12g4"}"#, .badEscape), (#"{"a":"\ud800"}"#, .loneSurrogate),
            (#"{"a":"\ud800\u0041"}"#, .loneSurrogate), (#"{"a":"\udc00\ud800"}"#, .loneSurrogate),
            ("{\"a\":\"x\u{1}\"}", .controlCharacter), ("{\"a\":\"\t\"}", .controlCharacter),
            (#"{"a":[1,]}"#, .unexpectedCharacter), (#"{"a":[1 2]}"#, .expectedCommaOrBracket),
            (#"{"a":{"b":1]}"#, .expectedCommaOrBrace), (#"{"a":{1:2}}"#, .expectedKey),
            (#"{"a":[}"#, .unexpectedCharacter),
            (#"{"a":1}{"a":2}"#, .textAfterRecord), (#"{"a":1},"#, .textAfterRecord),
            (#"{"a":1,"a":2}"#, .duplicateKey),
            (#"{"a":1,"\u0061":2}"#, .duplicateKey), (#"{"":1}"#, .emptyKey), (#"[1]"#, .expectedObject),
            (#"1"#, .expectedObject), (#""a""#, .expectedObject), ("\u{FEFF}{}", .expectedObject),
            ("{", .unexpectedEnd),
        ] as [(String, JSONFault.Kind)])
    func malformed(text: String, kind: JSONFault.Kind) {
        let read = JSONRecords("{\"a\":0}\n\(text)\n{\"a\":1}\n")
        #expect(read.records.map(\.fault) == [nil, kind, nil])
        #expect(read.records.map(\.line) == [1, 2, 3])
        #expect(read.records[1].text == String(decoding: text.utf8.prefix(21), as: UTF8.self))
        #expect(read.names == ["a"])
        #expect(!JSONFault(kind: kind, offset: 0).reason(JSONRecords.limits).isEmpty)
    }

    @Test("a record that can't be read adds no columns")
    func noColumnsOfMalformed() {
        let read = JSONRecords("{\"x\":1,\"y\":}\n{\"y\":2}\n{\"z\":1,\"w\":2,\"z\":3}\n{\"w\":4}\n")
        #expect(read.names == ["y", "w"])
        #expect(read.records.map(\.fault) == [.unexpectedCharacter, nil, .duplicateKey, nil])
    }

    @Test("an element of an array that can't be read is rejected alone, as long as its brackets are whole")
    func malformedElements() {
        let read = JSONRecords(
            "[{\"a\":1},\n{\"a\":tru},{\"a\":1,},\n 7 ,\"x,]\", {\"a\":[1}], {\"a\":2}]", isArray: true)
        let faults = read.records.map(\.fault)
        #expect(
            faults == [
                nil, .badLiteral, .expectedKey, .expectedObject, .expectedObject, .expectedCommaOrBracket, nil,
            ])
        #expect(read.records.map(\.line) == [1, 2, 2, 3, 3, 3, 3])
        #expect(read.error == nil)
    }

    @Test(
        "what breaks the array itself is an error that names line and column",
        arguments: [
            ("", 1, 1), (" \n ", 2, 2), ("{\"a\":1}", 1, 1), ("x", 1, 1), ("[", 1, 2), ("[{\"a\":1}", 1, 9),
            ("[{\"a\":1},", 1, 10), ("[{\"a\":1},]", 1, 10), ("[,{}]", 1, 2), ("[{\"a\":1}\n {\"a\":2}]", 2, 2),
            ("[{\"a\":1}]\n\n  x", 3, 3), ("[{\"a\":1}]]", 1, 10), ("[{\"a\":\n\n\"1", 3, 3), ("[{},}", 1, 5),
        ])
    func brokenArrays(text: String, line: Int, column: Int) {
        for pieces in [[Array(text.utf8)[...]], text.utf8.map { [$0][...] }] {
            let read = JSONRecords(pieces, isArray: true)
            guard case .malformedJSON(line, column, let reason) = read.error else {
                Issue.record("\(read)")
                continue
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test("records and fields at their limits are read, one byte more is rejected, and the next is read")
    func sizes() {
        var limits = JSONRecords.limits
        limits.recordBytesMax = 1000
        limits.fieldBytesMax = 100
        func line(_ count: Int) -> String { "{\"a\":1\(String(repeating: " ", count: count - 7))}" }
        func field(_ count: Int) -> String { "{\"a\":\"\(String(repeating: "x", count: count))\"}" }
        for end in ["\n", "\r\n"] {
            let text = [line(1000), line(1001), field(100), field(101), line(5000), line(50)].joined(separator: end)
            for piece in [1, 100, 1 << 20] {
                let pieces = stride(from: 0, to: text.utf8.count, by: piece).map {
                    Array(text.utf8)[$0..<min($0 + piece, text.utf8.count)]
                }
                let read = JSONRecords(pieces, isArray: false, limits: limits)
                #expect(
                    read.records.map(\.fault) == [nil, .recordTooLong, nil, .fieldTooLong, .recordTooLong, nil])
                #expect(read.records.map(\.line) == [1, 2, 3, 4, 5, 6])
            }
        }
        let array = "[" + [line(1000), line(1001), line(50)].joined(separator: ",") + "]"
        #expect(
            JSONRecords(array, isArray: true, limits: limits).records.map(\.fault) == [nil, .recordTooLong, nil])
    }

    @Test("columns and their names at their limits, and one more")
    func columns() {
        var limits = JSONRecords.limits
        limits.columnsMax = 3
        limits.columnNameBytesMax = 5
        let read = JSONRecords(
            """
            {"a":1,"b":1,"c":1}
            {"a":1,"b":1,"c":1,"d":1}
            {"c":2}
            """, limits: limits)
        #expect(read.records.map(\.fault) == [nil, .tooManyColumns, nil])
        let names = JSONRecords("{\"abcde\":1}\n{\"abcdef\":1}", limits: limits)
        #expect(names.records.map(\.fault) == [nil, .keyTooLong])
        let arrays = JSONRecords("[1,2,3]\n[1,2,3,4]", limits: limits)
        #expect(arrays.records.map(\.fault) == [nil, .tooManyColumns])
    }

    @Test("levels at the limit, one more, and a hundred thousand more")
    func depth() {
        func record(_ levels: Int, of open: String, _ close: String) -> String {
            let inner = levels - 1
            return "{\"a\":" + String(repeating: open, count: inner) + "1" + String(repeating: close, count: inner)
                + "}"
        }
        for (open, close) in [("[", "]"), ("{\"k\":", "}"), ("[ ", " ]")] {
            let text = [64, 65, 100_000].map { record($0, of: open, close) }.joined(separator: "\n")
            #expect(JSONRecords(text).records.map(\.fault) == [nil, .tooDeep, .tooDeep])
        }
    }

    @Test("how the file is split does not matter", arguments: 0..<40)
    func pieces(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let parts = [
            #"{"a":1,"b":"x\n\u00e9"}"#, #"{"b":"é€","a":-1.5}"#, #"{"a":1,}"#, "", "  ",
            #"{"c":{"d":[1, 2]},"a":null}"#,
            #"{"a":"un\"closed}"#, "[1,2]", #"{"new\t\#(seed)":"🙂"}"#, #"{"a":"\ud83d\ude00"}"#,
        ]
        let lines = (0..<30).map { _ in parts.randomElement(using: &generator) ?? "" }
        let end = Bool.random(using: &generator) ? "\r\n" : "\n"
        let text = Array(lines.joined(separator: end).utf8)
        let whole = JSONRecords([text[...]], isArray: false)
        let cut = JSONRecords(text.randomPieces(longest: 9, using: &generator), isArray: false)
        #expect(whole == cut)
        let array = Array(("[" + lines.filter { $0.contains("{") }.joined(separator: ",\n") + "]").utf8)
        #expect(
            JSONRecords([array[...]], isArray: true)
                == JSONRecords(array.randomPieces(longest: 9, using: &generator), isArray: true))
    }

    @Test("records that leave out keys, or have them in any order, are found whatever the number of columns")
    func sparse() {
        var generator = SeededGenerator(seed: 3)
        var expected: [[String: JSONRecords.Field]] = []
        var text = ""
        for row in 0..<300 {
            var names = (0..<200).map { "name\($0)" }.shuffled(using: &generator)
            names = Array(names.prefix(Int.random(in: 1...40, using: &generator)))
            expected.append(Dictionary(uniqueKeysWithValues: names.map { ($0, .token("\(row)")) }))
            text += "{" + names.map { "\"\($0)\":\(row)" }.joined(separator: ",") + "}\n"
        }
        let read = JSONRecords(text)
        #expect(read.records.map { $0.fields.filter { $0.value != .missing } } == expected)
    }
}
