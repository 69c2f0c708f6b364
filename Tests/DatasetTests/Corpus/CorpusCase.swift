import FoundationEssentials
import Messages
import Protobuf
import RPC

@testable import DatasetBackend

/// A file of `Fixtures/csv` or `Fixtures/json`, and what must become of it; `Fixtures/README.md` has the form.
struct CorpusCase: Sendable, CustomStringConvertible {
    struct Expected: Decodable, Sendable {
        var about: String
        var columns: [[String]]?
        var roles: [String: String]?
        /// Data rows of the file, rejected ones included.
        var records: Int64?
        var rows: [[JSONValue]]?
        var rejects: [Reject]?
        var error: String?
    }

    struct Reject: Decodable, Sendable {
        var line: Int64
        var column, reason, text: String
        var nulled: Bool?
    }

    /// A value as JSON has it; what it means depends on its column.
    enum JSONValue: Decodable, Sendable {
        case missing
        case boolean(Bool)
        case integer(Int64)
        case number(Double)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .missing
            } else if let value = try? container.decode(Bool.self) {
                self = .boolean(value)
            } else if let value = try? container.decode(Int64.self) {
                self = .integer(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }

    /// "csv" or "json".
    var kind: String
    var name: String

    var description: String { name }

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// All of them, by name.
    static func all(_ kind: String) -> [CorpusCase] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: fixtures.appending(path: kind).path)
        return (names ?? []).sorted().map { CorpusCase(kind: kind, name: $0) }
    }

    private static let codec = Result { JSONCodec(try DescriptorPool(fileDescriptorSet: DescriptorSet.bytes)) }

    private var folder: URL { Self.fixtures.appending(path: kind).appending(path: name) }

    func input() throws -> [UInt8] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let inputs = names.filter { $0.hasPrefix("input.") }
        guard inputs.count == 1 else { throw CorpusFault("\(inputs.count) inputs") }
        return Array(try Data(contentsOf: folder.appending(path: inputs[0])))
    }

    func expected() throws -> Expected {
        try JSONDecoder().decode(Expected.self, from: expectation())
    }

    private func expectation() throws -> Data { try Data(contentsOf: folder.appending(path: "expected.json")) }

    /// The spec, read as REST reads it, and checked as the service does.
    func request() throws -> UploadRequest {
        struct WithSpec: Decodable { var spec: SpecText? }
        let text = try JSONDecoder().decode(WithSpec.self, from: expectation()).spec?.json ?? "{}"
        let wire = try Self.codec.get().wireBytes(fromJSON: text.utf8, type: DatasetV1.UploadSpec.messageName)
        var spec = try DatasetV1.UploadSpec(serialized: wire)
        if spec.displayName.isEmpty { spec.displayName = name }
        return try UploadRequest(spec, limits: .standard)
    }
}

struct CorpusFault: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// Any JSON object, as its text again.
private struct SpecText: Decodable {
    var json: String

    init(from decoder: any Decoder) throws { json = try AnyJSON(from: decoder).text }
}

private enum AnyJSON: Decodable {
    case bare(String)
    case text(String)
    case list([AnyJSON])
    case object([String: AnyJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .bare("\(value)")
        } else if let value = try? container.decode(Int64.self) {
            self = .bare("\(value)")
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([AnyJSON].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: AnyJSON].self))
        }
    }

    var text: String {
        switch self {
        case .bare(let text): text
        case .text(let text): String(decoding: FieldText.json(text), as: UTF8.self)
        case .list(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { AnyJSON.text($0.key).text + ":" + $0.value.text }.joined(separator: ",") + "}"
        }
    }
}
