@testable import DatasetBackend

/// Texts read as JSON lines and as JSON arrays, whole and in pieces.
enum JSONTableTarget {
    private static let limits = JSONLimits(
        recordBytesMax: 512, fieldBytesMax: 64, columnsMax: 8, columnNameBytesMax: 16, depthMax: 8)

    static func run(_ input: FuzzInput) {
        var input = input
        let isArray = input.flag()
        let piece = input.number(below: 32) + 1
        var bytes = input.remaining()
        if isArray { bytes.insert(UInt8(ascii: "["), at: 0) }
        let whole = read(bytes, isArray: isArray, piece: max(bytes.count, 1))
        let cut = read(bytes, isArray: isArray, piece: piece)
        require(whole == cut, "how the text is cut decides what it means")
    }

    private struct Record: Equatable {
        var line: Int
        var fault: JSONFault.Kind?
        var values: [[UInt8]] = []
    }

    private struct Outcome: Equatable {
        var records: [Record] = []
        var names: [[UInt8]] = []
        var error: FormatError?
    }

    private static func read(_ bytes: [UInt8], isArray: Bool, piece: Int) -> Outcome {
        var reader = JSONReader(isArray: isArray, limits: limits, textBytesMax: 16)
        var outcome = Outcome()
        do throws(FormatError) {
            for start in stride(from: 0, to: bytes.count, by: piece) {
                // Memory of its own, so that a read past its end is seen.
                let part = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: min(piece, bytes.count - start))
                defer { part.deallocate() }
                _ = part.initialize(from: bytes[start..<(start + part.count)])
                var position = 0
                while try reader.next(in: UnsafeBufferPointer(part), from: &position) {
                    outcome.records.append(take(reader))
                }
                require(position == part.count, "input was left")
            }
            while try reader.nextAtEnd() { outcome.records.append(take(reader)) }
        } catch {
            outcome.error = error
        }
        outcome.names = reader.parser.columns.names
        require(outcome.names.count <= limits.columnsMax, "more columns than allowed")
        return outcome
    }

    private static func take(_ reader: borrowing JSONReader) -> Record {
        var record = Record(line: reader.line, fault: reader.fault?.kind)
        guard record.fault == nil, let base = reader.record.baseAddress else { return record }
        require(reader.record.count <= limits.recordBytesMax, "a record longer than allowed")
        for column in 0..<(reader.parser.shape == .objects ? reader.parser.columns.count : reader.parser.valueCount) {
            let field = reader.parser[column]
            let start = base + Int(field.start)
            var length = Int(field.length)
            require(Int(field.start) + length <= reader.record.count, "a field beyond its record")
            require(length <= limits.fieldBytesMax, "a field longer than allowed")
            if field.kind == .escapedString { length = JSONText.unescape(start, count: length) }
            if field.kind == .nested { length = JSONText.compact(start, count: length) }
            require(length <= Int(field.length), "text grew in its place")
            record.values.append(Array(UnsafeBufferPointer(start: start, count: length)))
        }
        return record
    }
}
