package import FoundationEssentials

/// A type that values of a result can be read as.
package protocol PostgresDecodable {
    /// Nil if the value's type or content does not fit.
    static func decode(_ cell: PostgresCell) -> Self?
    /// What NULL means, if it means anything.
    static var null: Self? { get }
}

extension PostgresDecodable {
    package static var null: Self? { nil }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> Wrapped?? {
        guard let value = Wrapped.decode(cell) else { return nil }
        return .some(value)
    }
    package static var null: Wrapped?? { .some(nil) }
}

extension Bool: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> Bool? {
        cell.type == OID.bool && cell.bytes.count == 1 ? cell.bytes[0] != 0 : nil
    }
}

extension FixedWidthInteger {
    /// Any integer column, or a whole numeric (`sum` of a bigint is one), that fits.
    static func decodeInteger(_ cell: PostgresCell) -> Self? {
        switch cell.type {
        case OID.int8: cell.integer(Int64.self).flatMap { Self(exactly: $0) }
        case OID.int4: cell.integer(Int32.self).flatMap { Self(exactly: $0) }
        case OID.int2: cell.integer(Int16.self).flatMap { Self(exactly: $0) }
        case OID.oid: cell.integer(UInt32.self).flatMap { Self(exactly: $0) }
        case OID.numeric: Numeric(cell.bytes)?.integer.flatMap { Self(exactly: $0) }
        default: nil
        }
    }
}

extension Int: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> Int? { decodeInteger(cell) }
}

extension Int16: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> Int16? { decodeInteger(cell) }
}

extension Int32: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> Int32? { decodeInteger(cell) }
}

extension Int64: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> Int64? { decodeInteger(cell) }
}

extension Double: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> Double? {
        switch cell.type {
        case OID.float8: cell.integer(UInt64.self).map { Double(bitPattern: $0) }
        case OID.float4: cell.integer(UInt32.self).map { Double(Float(bitPattern: $0)) }
        case OID.numeric: Numeric(cell.bytes).flatMap { Double($0.text) }
        default: Int64.decode(cell).map { Double($0) }
        }
    }
}

extension Float: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> Float? {
        cell.type == OID.float4 ? cell.integer(UInt32.self).map { Float(bitPattern: $0) } : nil
    }
}

extension String: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> String? {
        if cell.isText { return String(decoding: cell.bytes, as: UTF8.self) }
        switch cell.type {
        case OID.jsonb:
            // A version byte stands before the text.
            return cell.bytes.first == 1 ? String(decoding: cell.bytes.dropFirst(), as: UTF8.self) : nil
        case OID.uuid: return UUID.decode(cell)?.uuidString.lowercased()
        case OID.numeric: return Numeric(cell.bytes)?.text
        default: return nil
        }
    }
}

extension UUID: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> UUID? {
        guard cell.type == OID.uuid, cell.bytes.count == 16 else { return nil }
        return UUID(uuid: cell.bytes.loadUnaligned(as: uuid_t.self))
    }
}

extension Date: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) -> Date? {
        switch cell.type {
        case OID.timestamptz, OID.timestamp: cell.integer(Int64.self).map(Timestamps.date(ofMicroseconds:))
        case OID.date: cell.integer(Int32.self).map(Timestamps.date(ofDays:))
        default: nil
        }
    }
}
