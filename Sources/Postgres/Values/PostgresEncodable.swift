package import FoundationEssentials

/// A value that can be bound to a statement.
package protocol PostgresEncodable: Sendable {
    static var sqlType: SQLType { get }
    var isNull: Bool { get }
    /// Appends the value's bytes in the form that `sqlType` names.
    func encode(into buffer: inout [UInt8])
}

extension PostgresEncodable {
    package var isNull: Bool { false }
    var boundType: SQLType { Self.sqlType }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var sqlType: SQLType { Wrapped.sqlType }
    package var isNull: Bool { self.map { $0.isNull } ?? true }
    package func encode(into buffer: inout [UInt8]) { self?.encode(into: &buffer) }
}

extension Bool: PostgresEncodable {
    package static var sqlType: SQLType { .bool }
    package func encode(into buffer: inout [UInt8]) { buffer.append(self ? 1 : 0) }
}

extension FixedWidthInteger {
    /// Most significant byte first, as the protocol wants it.
    func appendBigEndian(to buffer: inout [UInt8]) {
        withUnsafeBytes(of: bigEndian) { buffer.append(contentsOf: $0) }
    }
}

extension Int16: PostgresEncodable {
    package static var sqlType: SQLType { .int16 }
    package func encode(into buffer: inout [UInt8]) { appendBigEndian(to: &buffer) }
}

extension Int32: PostgresEncodable {
    package static var sqlType: SQLType { .int32 }
    package func encode(into buffer: inout [UInt8]) { appendBigEndian(to: &buffer) }
}

extension Int64: PostgresEncodable {
    package static var sqlType: SQLType { .int64 }
    package func encode(into buffer: inout [UInt8]) { appendBigEndian(to: &buffer) }
}

extension Int: PostgresEncodable {
    package static var sqlType: SQLType { .int64 }
    package func encode(into buffer: inout [UInt8]) { appendBigEndian(to: &buffer) }
}

extension Float: PostgresEncodable {
    package static var sqlType: SQLType { .float }
    package func encode(into buffer: inout [UInt8]) { bitPattern.appendBigEndian(to: &buffer) }
}

extension Double: PostgresEncodable {
    package static var sqlType: SQLType { .double }
    package func encode(into buffer: inout [UInt8]) { bitPattern.appendBigEndian(to: &buffer) }
}

extension String: PostgresEncodable {
    package static var sqlType: SQLType { .inferred }
    package func encode(into buffer: inout [UInt8]) { buffer.append(contentsOf: utf8) }
}

extension UUID: PostgresEncodable {
    package static var sqlType: SQLType { .uuid }
    package func encode(into buffer: inout [UInt8]) { withUnsafeBytes(of: uuid) { buffer.append(contentsOf: $0) } }
}

extension Date: PostgresEncodable {
    package static var sqlType: SQLType { .timestamp }
    package func encode(into buffer: inout [UInt8]) { Timestamps.microseconds(of: self).appendBigEndian(to: &buffer) }
}

/// Bytes bound as `bytea` from any storage, for instance a slice of a message, without an array in between.
package struct BoundBytes<Bytes: Collection & Sendable>: PostgresEncodable where Bytes.Element == UInt8 {
    var bytes: Bytes

    package init(_ bytes: Bytes) { self.bytes = bytes }

    package static var sqlType: SQLType { .bytes }
    package func encode(into buffer: inout [UInt8]) { buffer.append(contentsOf: bytes) }
}
