internal import Postgres

/// A blob's bytes where they arrived: whoever sends or decodes them copies them once instead of twice.
struct LentBlob: Sendable {
    private enum Place {
        case row(PostgresRow, column: Int)
        case bytes([UInt8])
    }

    private let place: Place

    init(_ row: PostgresRow, column: Int) { place = .row(row, column: column) }
    init(_ bytes: [UInt8]) { place = .bytes(bytes) }

    func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        switch place {
        case .bytes(let bytes): try bytes.withUnsafeBytes(body)
        case .row(let row, let column):
            try row.withBytes(column) { try body($0 ?? UnsafeRawBufferPointer(start: nil, count: 0)) }
        }
    }

    var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}
