import Testing

@testable import Protobuf

@Suite struct JSONDecodingTests {
    private func decode(_ json: String, limits: JSONLimits = JSONLimits()) throws -> [UInt8] {
        try JSONCodec(JSONFixture.pool, limits: limits).wireBytes(fromJSON: json.utf8, type: JSONFixture.everything)
    }

    private func error(_ json: String, limits: JSONLimits = JSONLimits()) -> JSONError? {
        #expect(throws: JSONError.self) { _ = try decode(json, limits: limits) }
    }

    @Test(arguments: [
        (#"{"child":{"ints":[1,2,"x"]}}"#, "child.ints[2]: the string is not a number"),
        (
            #"{"children":[{},{"aColour":"GREEN"}]}"#,
            #"children[1].aColour: pynomaly.jsontest.Colour has no value "GREEN""#
        ),
        (#"{"byName":{"k":{"nothing":1}}}"#, #"byName["k"].nothing: pynomaly.jsontest.Everything has no such field"#),
        (#"{"labels":{"a":"1","a":"2"}}"#, #"labels["a"]: the key is given twice"#),
        (#"{"aBool":1}"#, "aBool: true or false is wanted"),
        (#"{"aString":{}}"#, "aString: a string is wanted"),
        (#"{"ints":3}"#, "ints: a repeated field is written as an array"),
        (#"{"textChoice":"","numberChoice":1}"#, "numberChoice: another member of the same oneof is given too"),
        (#"{"aBool":tru}"#, "aBool: found 't' where true should be, at byte 9"),
        (#"{"aString":"a"#, "aString: the text ends inside a string"),
        (#"{"aString":"\u0000"}"#, "aString: a string may not hold U+0000"),
        (#"{"any":{"@type":"x/y.Z"}}"#, #"any.@type: the type "x/y.Z" is unknown"#),
    ])
    func anErrorNamesItsPlace(json: String, text: String) {
        #expect(error(json)?.description == text)
    }

    @Test func notUTF8IsRefused() throws {
        #expect(throws: JSONError(.syntax, "the JSON text is not UTF-8")) {
            try JSONFixture.codec.wireBytes(
                fromJSON: Array(#"{"aString":""#.utf8) + [0xC0, 0x80] + Array(#""}"#.utf8), type: JSONFixture.everything
            )
        }
    }

    @Test func depthIsLimited() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: #"{"child":"#, count: depth - 1) + "{}" + String(repeating: "}", count: depth - 1)
        }
        _ = try decode(nested(100))
        #expect(error(nested(101))?.reason == .limit)
        #expect(error(#"{"value":"# + String(repeating: "[", count: 5000))?.reason == .limit)
    }

    @Test func skippedValuesAreLimitedInDepthToo() {
        let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(error(#"{"any":{"x":\#(deep),"@type":"a/google.protobuf.Empty"}}"#)?.reason == .limit)
    }

    @Test func nestingOfAnyIsLimited() throws {
        func nested(_ depth: Int) -> String {
            let open = #"{"@type":"t/google.protobuf.Any","value":"#
            return #"{"any":"# + String(repeating: open, count: depth - 1) + "{}" + String(repeating: "}", count: depth)
        }
        _ = try decode(nested(8))
        #expect(error(nested(9))?.reason == .limit)
    }

    @Test func lengthIsLimited() throws {
        var limits = JSONLimits()
        limits.textBytesMax = 10
        _ = try decode("{        }", limits: limits)
        #expect(error("{         }", limits: limits)?.reason == .limit)
    }

    @Test func aMaskNamesTheLeavesThatAreGiven() throws {
        let json = #"{"aString":"x","child":{"anInt32":1,"labels":{"a":"b"}},"time":null,"ints":[],"value":{"a":1}}"#
        let type = try #require(JSONFixture.pool.message(named: JSONFixture.everything))
        let decoded = try Array(json.utf8).withUnsafeBufferPointer {
            try JSONFixture.codec.decode($0, as: type, collectingMask: true)
        }
        #expect(decoded.mask == ["a_string", "child.an_int32", "child.labels", "time", "ints", "value"])
    }

    @Test func longPartsHaveLongLengths() throws {
        for count in [127, 128, 16_383, 16_384, 300_000] {
            let text = String(repeating: "x", count: count)
            let wire = try decode(#"{"child":{"aString":"\#(text)"}}"#)
            let json = try JSONFixture.codec.json(fromWire: wire, type: JSONFixture.everything)
            #expect(String(decoding: json, as: UTF8.self) == #"{"child":{"aString":"\#(text)"}}"#)
        }
    }

    @Test func damagedTextsAreRefusedOrReadButNeverTrap() {
        var random = SplitMix(state: 7)
        let texts = JSONComparisonTests.cases.map { Array($0.in.utf8) }
        for _ in 0..<20_000 {
            var text = texts[Int.random(in: 0..<texts.count, using: &random)]
            for _ in 0..<Int.random(in: 1...3, using: &random) where !text.isEmpty {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: text[place] = UInt8.random(in: 0...255, using: &random)
                case 1: text.remove(at: place)
                default: text.insert("{}[]\",:0-e.\\n".utf8.randomElement(using: &random)!, at: place)
                }
            }
            guard let wire = try? JSONFixture.codec.wireBytes(fromJSON: text, type: JSONFixture.everything) else {
                continue
            }
            _ = try? JSONFixture.codec.json(fromWire: wire, type: JSONFixture.everything)
        }
    }
}

/// A seeded generator, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
