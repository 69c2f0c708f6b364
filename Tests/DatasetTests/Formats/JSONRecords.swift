@testable import DatasetBackend

/// What `JSONReader` makes of a file.
struct JSONRecords: Equatable, CustomStringConvertible {
    enum Field: Equatable, CustomStringConvertible {
        case missing
        case token(String)
        case text(String)

        var description: String {
            switch self {
            case .missing: "—"
            case .token(let text): text
            case .text(let text): "'\(text)'"
            }
        }
    }

    struct Record: Equatable {
        var line: Int
        var fields: [String: Field] = [:]
        var fault: JSONFault.Kind?
        var text = ""
    }

    var records: [Record] = []
    var names: [String] = []
    var error: FormatError?

    static let limits = JSONLimits(
        recordBytesMax: 1 << 20, fieldBytesMax: 64 << 10, columnsMax: 1000, columnNameBytesMax: 200, depthMax: 64)

    init(_ text: String, isArray: Bool = false, limits: JSONLimits = Self.limits) {
        self.init([Array(text.utf8)[...]], isArray: isArray, limits: limits)
    }

    init(_ pieces: [ArraySlice<UInt8>], isArray: Bool, limits: JSONLimits = Self.limits) {
        var reader = JSONReader(isArray: isArray, limits: limits, textBytesMax: 20)
        do throws(FormatError) {
            for piece in pieces {
                let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: piece.count)
                _ = bytes.initialize(from: piece)
                defer { bytes.deallocate() }
                var position = 0
                while try reader.next(in: UnsafeBufferPointer(bytes), from: &position) { take(&reader) }
            }
            while try reader.nextAtEnd() { take(&reader) }
        } catch {
            self.error = error
        }
        for name in 0..<reader.parser.columns.count {
            names.append(String(decoding: reader.parser.columns.names[name], as: UTF8.self))
        }
    }

    private mutating func take(_ reader: inout JSONReader) {
        if let fault = reader.fault {
            let text = String(decoding: reader.faultText, as: UTF8.self)
            return records.append(Record(line: reader.line, fault: fault.kind, text: text))
        }
        var record = Record(line: reader.line)
        let isObject = reader.parser.shape == .objects
        let count = isObject ? reader.parser.columns.count : reader.parser.valueCount
        for column in 0..<count {
            let name =
                isObject ? String(decoding: reader.parser.columns.names[column], as: UTF8.self) : "\(column)"
            record.fields[name] = Self.field(reader.parser[column], reader.record)
        }
        records.append(record)
    }

    private static func field(_ field: JSONField, _ record: UnsafeMutableBufferPointer<UInt8>) -> Field {
        let bytes = record.baseAddress! + Int(field.start)
        var count = Int(field.length)
        if field.kind == .escapedString { count = JSONText.unescape(bytes, count: count) }
        if field.kind == .nested { count = JSONText.compact(bytes, count: count) }
        let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
        return switch field.kind {
        case .missing: .missing
        case .token: .token(text)
        default: .text(text)
        }
    }

    var description: String {
        (records.map { "\($0.line): \($0.fields) \($0.fault.map { "\($0)" } ?? "") \($0.text)" } + [
            "\(error, default: "")"
        ])
        .joined(separator: "\n")
    }
}
