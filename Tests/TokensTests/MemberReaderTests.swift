import Testing

@testable import Tokens

@Suite("The reader of a token's JSON")
struct MemberReaderTests {
    /// All members, read as what `read` takes them for.
    private func members<Value>(
        _ json: String, _ read: (inout MemberReader) throws(TokenError) -> Value
    ) throws(TokenError) -> [(String, Value)] {
        var reader = try MemberReader(Array(json.utf8))
        var all: [(String, Value)] = []
        while let name = try reader.next() { all.append((name, try read(&reader))) }
        return all
    }

    private func skips(_ value: String) -> Bool {
        (try? members(#"{"a":\#(value)}"#) { reader throws(TokenError) in try reader.skip() }) != nil
    }

    @Test("members come in their order, with white space anywhere between them")
    func order() throws {
        let json = " {\t\"b\" : \"1\"\r\n,\"a\":\"2\" } \n"
        let read = try members(json) { reader throws(TokenError) in try reader.string() }
        #expect(read.map(\.0) == ["b", "a"])
        #expect(read.map(\.1) == ["1", "2"])
        #expect(try members("{}") { reader throws(TokenError) in try reader.skip() }.isEmpty)
    }

    @Test(
        "escapes stand for their characters",
        arguments: [
            (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"), (#"a\u00e9\u20AC"#, "aé€"), (#"\ud83d\uDE00!"#, "😀!"),
            (#"\u0000"#, "\0"), ("é😀", "é😀"), ("", ""),
        ])
    func escapes(text: String, meaning: String) throws {
        let read = try members(#"{"a":"\#(text)","\#(text)":""}"#) { reader throws(TokenError) in try reader.string() }
        #expect(read.map(\.0) == ["a", meaning])
        #expect(read.first?.1 == meaning)
    }

    @Test(
        "a bad escape, half of a pair and a control character are refused",
        arguments: [
            #""\x""#, #""\u12g4""#, #""\u12"#, #""\ud83d""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83dA""#,
            #""\ude00""#, "\"\u{1f}\"", "\"\n\"", #""\"#, #"""#, #""open"#, #""\""#,
        ])
    func badText(value: String) {
        #expect(!skips(value))
    }

    @Test("text that is not UTF-8 is refused", arguments: [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]])
    func notText(bytes: [UInt8]) throws {
        var reader = try MemberReader(Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8))
        #expect(try reader.next() == "a")
        #expect(throws: TokenError.malformed) { try reader.string() }
    }

    @Test(
        "whole numbers are read to the last one, and no further",
        arguments: [
            ("0", 0), ("-0", 0), ("17", 17), ("-5", -5), ("9223372036854775807", .max), ("-9223372036854775808", .min),
        ] as [(String, Int64)])
    func integers(text: String, value: Int64) throws {
        let read = try members(#"{"a":\#(text)}"#) { reader throws(TokenError) in try reader.integer() }
        #expect(read.map(\.1) == [value])
    }

    @Test(
        "what is not a whole number of 64 bits is refused as one",
        arguments: [
            "1.0", "1e3", "01", "-", "+1", "9223372036854775808", "-9223372036854775809", "\"1\"", "null", "true", "",
            "0x1", "99999999999999999999999",
        ])
    func notIntegers(text: String) {
        #expect(throws: TokenError.malformed) {
            try members(#"{"a":\#(text)}"#) { reader throws(TokenError) in try reader.integer() }
        }
    }

    @Test("lists of strings are read", arguments: [("[]", []), (#"[ "a" , "b"]"#, ["a", "b"])])
    func lists(text: String, value: [String]) throws {
        let read = try members(#"{"a":\#(text)}"#) { reader throws(TokenError) in try reader.strings() }
        #expect(read.map(\.1) == [value])
    }

    @Test("lists of something else are not", arguments: ["[1]", "[", "[,]", #"["a",]"#, #"["a" "b"]"#, "{}", #""a""#])
    func notLists(text: String) {
        #expect(throws: TokenError.malformed) {
            try members(#"{"a":\#(text)}"#) { reader throws(TokenError) in try reader.strings() }
        }
    }

    @Test(
        "any value that nobody asked for is passed over",
        arguments: [
            "null", "true", "false", "0", "-0.5e+10", "1E-2", "[]", "{}", #"[1,"a",[null]]"#,
            #"{"a":{"b":[{}]},"c":1}"#,
        ])
    func skipped(value: String) {
        #expect(skips(value))
    }

    @Test(
        "what is no JSON is not passed over",
        arguments: [
            "nul", "True", "01", "1.", ".5", "1e", "-", "+1", "[1,]", "[1 2]", "{1:2}", #"{"a"}"#, #"{"a":1,}"#, "'a'",
            "NaN", "", "]", "}", "[}", "//", #"{"a" 1}"#,
        ])
    func notSkipped(value: String) {
        #expect(!skips(value))
    }

    @Test("containers nest to the limit and not one deeper")
    func depth() {
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(skips(nested(MemberReader.depthMax)))
        #expect(!skips(nested(MemberReader.depthMax + 1)))
        #expect(!skips(String(repeating: #"{"a":"#, count: 4000)))
    }

    @Test(
        "a text that is not one object is refused",
        arguments: [
            "", " ", "[]", "1", "{", "}", "{}{}", "{} x", "{,}", #"{"a":1,}"#, #"{,"a":1}"#, #"{"a":1 "b":2}"#,
            #"{a:1}"#,
            #"{"a":1}}"#, "\u{feff}{}", "{}\0",
        ])
    func notObjects(json: String) {
        #expect(throws: TokenError.malformed) {
            try members(json) { reader throws(TokenError) in try reader.skip() }
        }
    }
}
