import Testing

@testable import Protobuf

@Suite struct JSONEncodingTests {
    private func json(_ build: (inout WireWriter) -> Void, options: JSONOutput = []) throws -> String {
        var writer = WireWriter()
        build(&writer)
        let json = try JSONFixture.codec.json(fromWire: writer.bytes, type: JSONFixture.everything, options: options)
        return String(decoding: json, as: UTF8.self)
    }

    private func message(_ writer: inout WireWriter, _ number: UInt32, _ build: (inout WireWriter) -> Void) {
        writer.tag(number, .lengthDelimited)
        let start = writer.openLength()
        build(&writer)
        writer.closeLength(start)
    }

    private func varint(_ writer: inout WireWriter, _ number: UInt32, _ value: UInt64) {
        writer.tag(number, .varint)
        writer.varint(value)
    }

    private func text(_ writer: inout WireWriter, _ number: UInt32, _ text: String) {
        message(&writer, number) { $0.append(text.utf8) }
    }

    @Test func aPackedFieldThatHoldsNothingIsNoField() throws {
        #expect(try json { message(&$0, 20) { _ in } } == "{}")
        #expect(try json { message(&$0, 21) { _ in } } == "{}")
        let some = try json { writer in
            message(&writer, 21) { _ in }
            varint(&writer, 21, 7)
        }
        #expect(some == #"{"ints":[7]}"#)
        // An empty element of a list is one.
        #expect(try json { text(&$0, 22, "") } == #"{"strings":[""]}"#)
    }

    @Test func scatteredElementsComeTogether() throws {
        let result = try json { writer in
            varint(&writer, 25, 1)
            text(&writer, 14, "x")
            message(&writer, 25) { $0.append([2, 3]) }
            varint(&writer, 25, 4)
        }
        #expect(result == #"{"aString":"x","looseInts":[1,2,3,4]}"#)
    }

    @Test func theLastScalarWinsAndMessagesMerge() throws {
        let result = try json { writer in
            varint(&writer, 3, 1)
            message(&writer, 17) {
                varint(&$0, 3, 1); varint(&$0, 5, 5)
            }
            varint(&writer, 3, 2)
            message(&writer, 17) { varint(&$0, 3, 7) }
        }
        #expect(result == #"{"anInt32":2,"child":{"anInt32":7,"aUint32":5}}"#)
    }

    @Test func theLastMemberOfAOneofWins() throws {
        let result = try json { writer in
            text(&writer, 40, "x")
            varint(&writer, 41, 5)
            message(&writer, 42) { _ in }
        }
        #expect(result == #"{"childChoice":{}}"#)
    }

    @Test func theLastOfEqualMapKeysWins() throws {
        let result = try json { writer in
            for value in ["1", "2"] {
                message(&writer, 30) {
                    text(&$0, 1, "a"); text(&$0, 2, value)
                }
            }
            message(&writer, 30) { text(&$0, 2, "no key") }
        }
        #expect(result == #"{"labels":{"a":"2","":"no key"}}"#)
    }

    @Test func unknownFieldsAreLeftOut() throws {
        #expect(try json { varint(&$0, 999, 5) } == "{}")
    }

    @Test func anUnknownTypeInAnyKeepsItsBytes() throws {
        let result = try json { writer in
            message(&writer, 56) {
                text(&$0, 1, "t/newer.Detail"); message(&$0, 2) { $0.append([8, 1]) }
            }
        }
        #expect(result == #"{"any":{"@type":"t/newer.Detail","value":"CAE="}}"#)
    }

    @Test func defaultsAndProtoNamesAreWrittenWhenAskedFor() throws {
        var output: [UInt8] = []
        let type = try #require(JSONFixture.pool.message(named: JSONFixture.everything))
        try JSONFixture.codec.encode(
            UnsafeRawBufferPointer(start: nil, count: 0), as: type, options: .defaults, to: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.hasPrefix(#"{"aDouble":0,"aFloat":0,"anInt32":0,"anInt64":"0","aUint32":0"#))
        #expect(
            text.contains(#""aBool":false,"aString":"","someBytes":"","aColour":"COLOUR_UNSPECIFIED","doubles":[]"#))
        #expect(text.contains(#""labels":{}"#) && !text.contains("maybeInt") && !text.contains("choice"))
        #expect(try json({ varint(&$0, 3, 1) }, options: .protoNames) == #"{"an_int32":1}"#)
    }

    @Test(
        arguments: [
            [0x0A], [0x08, 0x01], [0x72, 0x05, 0x61], [0x72, 0x01, 0xFF], [0x18, 0x80], [0x07], [0x0B], [0x00, 0x01],
            [0xA2, 0x01, 0x03, 0, 0, 0],
            [0x92, 0x03, 0x0B, 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x10],
        ] as [[UInt8]])
    func malformedWireBytesAreRefused(_ wire: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONFixture.codec.json(fromWire: wire, type: JSONFixture.everything) }
    }

    @Test func depthIsLimited() throws {
        func nested(_ depth: Int) -> [UInt8] {
            (1..<depth).reduce([]) { (inner, _) -> [UInt8] in
                var writer = WireWriter()
                message(&writer, 17) { $0.append(inner) }
                return writer.bytes
            }
        }
        _ = try JSONFixture.codec.json(fromWire: nested(100), type: JSONFixture.everything)
        let error = #expect(throws: JSONError.self) {
            try JSONFixture.codec.json(fromWire: nested(101), type: JSONFixture.everything)
        }
        #expect(error?.reason == .limit)
    }

    @Test func randomBytesNeverTrap() throws {
        var random = SplitMix(state: 3)
        let wires = JSONComparisonTests.cases.compactMap(\.wire).map(JSONFixture.bytes(hex:)).filter { !$0.isEmpty }
        for _ in 0..<20_000 {
            var wire = wires[Int.random(in: 0..<wires.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                wire[Int.random(in: 0..<wire.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let json = try? JSONFixture.codec.json(fromWire: wire, type: JSONFixture.everything) else { continue }
            _ = try JSONFixture.tree(json)
        }
    }
}
