import FoundationEssentials
import Testing

@testable import Protobuf

/// Texts through our JSON mapping and through Python's google.protobuf.json_format (Fixtures/make_cases.py).
@Suite struct JSONComparisonTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var `in`: String
        var wire: String?
        var out: String?
        var error: String?

        var testDescription: String { `in`.count > 80 ? String(`in`.prefix(80)) + "…" : `in` }
    }

    /// Where Python takes what the format's page, or this platform, does not.
    static let stricterThanPython: [String: String] = [
        "[]": "a list is no message; Python takes an empty one for an empty message",
        "{\"anInt32\":1,\"an_int32\":1}": "one field in two spellings is given twice",
        "{\"aDouble\":\"1e309\"}": "out of range, quoted or not",
        "{\"aDouble\":true}": "a bool is no number",
        "{\"aColour\":1.5}": "not integral",
        "{\"child\":[]}": "a list is no message",
        "{\"span\":\"1.0000000001s\"}": "finer than nanoseconds",
        "{\"span\":\"1 s\"}": "a space inside",
        "{\"value\":1e400}": "out of range",
    ]
    /// Where we take what Python refuses although the format's page allows it.
    static let laxerThanPython = [
        "{\"aFloat\":3.4028235e38}": "rounds to the largest Float"
    ]

    static let cases: [Case] = {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/json_cases.jsonl")
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
    }()

    @Test func theCasesAreThere() { #expect(Self.cases.count > 250) }

    @Test(arguments: cases)
    func agreesWithPython(_ test: Case) throws {
        let codec = JSONFixture.codec
        let ours = Result { try codec.wireBytes(fromJSON: test.in.utf8, type: JSONFixture.everything) }
        switch (ours, test.wire, test.out) {
        case (.failure, nil, _): break
        case (.failure(let error), .some, _):
            #expect(Self.stricterThanPython[test.in] != nil, "Python takes this, we do not: \(error)")
        case (.success, nil, _):
            #expect(Self.laxerThanPython[test.in] != nil, "Python refuses this: \(test.error ?? "")")
        case (.success(let wire), .some(let pythonWire), let pythonOut):
            let json = try codec.json(fromWire: wire, type: JSONFixture.everything)
            let jsonOfPythonWire = try codec.json(
                fromWire: JSONFixture.bytes(hex: pythonWire), type: JSONFixture.everything)
            #expect(try JSONFixture.tree(json) == JSONFixture.tree(jsonOfPythonWire))
            #expect(try JSONFixture.tree(json) == JSONFixture.tree(Array((pythonOut ?? "").utf8)))
            let again = try codec.wireBytes(fromJSON: json, type: JSONFixture.everything)
            #expect(try codec.json(fromWire: again, type: JSONFixture.everything) == json)
        }
    }
}

enum JSONFixture {
    static let everything = "pynomaly.jsontest.Everything"

    static let pool: DescriptorPool = {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/json_cases.binpb")
        let bytes = Array((try? Data(contentsOf: url)) ?? Data())
        return try! bytes.withUnsafeBytes { try DescriptorPool(fileDescriptorSet: $0) }
    }()

    static let codec = JSONCodec(pool)

    static func bytes(hex: String) -> [UInt8] {
        let digits = Array(hex.utf8)
        return stride(from: 0, to: digits.count, by: 2).map { index in
            UInt8(hexValue(digits[index])! << 4 | hexValue(digits[index + 1])!)
        }
    }

    static func tree(_ json: [UInt8]) throws -> Tree { try JSONDecoder().decode(Tree.self, from: Data(json)) }

    /// A JSON value, equal when it means the same: 1 and 1.0, members in any order.
    enum Tree: Decodable, Equatable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        case list([Tree])
        case object([String: Tree])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let value = try? container.decode(String.self) {
                self = .string(value)
            } else if let value = try? container.decode([Tree].self) {
                self = .list(value)
            } else {
                self = .object(try container.decode([String: Tree].self))
            }
        }
    }
}
