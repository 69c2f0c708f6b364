internal import CPostgres

/// The result of one statement.
package struct PostgresRows: Sendable, RandomAccessCollection {
    private let handle: ResultHandle?
    let columns: PostgresColumns
    package let endIndex: Int
    /// Rows returned, or changed by a statement that returns none.
    package let affectedRows: Int

    package var startIndex: Int { 0 }

    init(_ handle: ResultHandle) {
        self.handle = handle
        columns = PostgresColumns(handle)
        endIndex = Int(PQntuples(handle.result))
        affectedRows = PQcmdTuples(handle.result).flatMap { Int(String(cString: $0)) } ?? endIndex
    }

    package var columnNames: [String] { columns.names }

    package subscript(index: Int) -> PostgresRow {
        precondition(indices.contains(index), "row \(index) of \(endIndex)")
        guard let handle else { preconditionFailure("a result without a handle has no rows") }
        return PostgresRow(handle: handle, columns: columns, index: Int32(index))
    }
}

/// Names and types of a result's columns.
struct PostgresColumns: Sendable {
    let names: [String]
    let types: [UInt32]

    init(_ handle: ResultHandle) {
        let count = PQnfields(handle.result)
        names = (0..<count).map { index in PQfname(handle.result, index).map { String(cString: $0) } ?? "" }
        types = (0..<count).map { PQftype(handle.result, $0) }
    }
}

/// One row of a result; decoded value by value, on demand.
package struct PostgresRow: Sendable {
    let handle: ResultHandle
    let columns: PostgresColumns
    let index: Int32

    /// `decode(T.self, column)` where the context says what T is.
    package func decode<T: PostgresDecodable>(_ column: String) throws(PostgresError) -> T {
        try decode(T.self, column)
    }

    package func decode<T: PostgresDecodable>(_ column: Int) throws(PostgresError) -> T {
        try decode(T.self, column)
    }

    package func decode<T: PostgresDecodable>(_ type: T.Type, _ column: String) throws(PostgresError) -> T {
        guard let position = columns.names.firstIndex(of: column) else {
            throw PostgresError(.decoding, "the result has no column \(column), only \(columns.names)")
        }
        return try decode(type, position)
    }

    package func decode<T: PostgresDecodable>(_: T.Type, _ column: Int) throws(PostgresError) -> T {
        guard columns.names.indices.contains(column) else {
            throw PostgresError(.decoding, "the result has no column \(column), only \(columns.names.count)")
        }
        guard let bytes = bytes(column) else {
            if let null = T.null { return null }
            throw PostgresError(.decoding, "column \(columns.names[column]) is NULL, which is no \(T.self)")
        }
        guard let value = T.decode(PostgresCell(bytes: bytes, type: columns.types[column])) else {
            let type = columns.types[column]
            throw PostgresError(.decoding, "column \(columns.names[column]) (type \(type)) is no \(T.self)")
        }
        return value
    }

    /// All columns at once: `let (id, name) = try row.values(UUID.self, String?.self)`.
    package func values<each T: PostgresDecodable>(_ types: repeat (each T).Type) throws(PostgresError) -> (
        repeat each T
    ) {
        var cursor = Cursor(row: self)
        return (repeat try cursor.next(each types))
    }

    private struct Cursor {
        let row: PostgresRow
        var position = 0

        mutating func next<V: PostgresDecodable>(_ type: V.Type) throws(PostgresError) -> V {
            defer { position += 1 }
            return try row.decode(type, position)
        }
    }

    /// Lends a value's bytes without a copy; nil for NULL.
    package func withBytes<R>(_ column: Int, _ body: (UnsafeRawBufferPointer?) throws -> R) rethrows -> R {
        try body(columns.names.indices.contains(column) ? bytes(column) : nil)
    }

    /// Valid as long as `handle` lives.
    private func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
        let column = Int32(column)
        guard PQgetisnull(handle.result, index, column) == 0, let value = PQgetvalue(handle.result, index, column)
        else { return nil }
        return UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(handle.result, index, column)))
    }
}
