package import FoundationEssentials

/// An element that arrays of one dimension may hold. Bytes are none of these: `[UInt8]` is a `bytea`.
package protocol PostgresArrayElement: PostgresEncodable, PostgresDecodable {
    /// Type of the element inside an array; a string is `text` there, as nothing is inferred for elements.
    static var elementType: UInt32 { get }
}

extension PostgresArrayElement {
    package static var elementType: UInt32 { sqlType.oid }
}

extension Bool: PostgresArrayElement {}
extension Int: PostgresArrayElement {}
extension Int16: PostgresArrayElement {}
extension Int32: PostgresArrayElement {}
extension Int64: PostgresArrayElement {}
extension Double: PostgresArrayElement {}
extension Float: PostgresArrayElement {}
extension UUID: PostgresArrayElement {}
extension Date: PostgresArrayElement {}
extension String: PostgresArrayElement {
    package static var elementType: UInt32 { OID.text }
}

/// What an array of these is to the database: `bytea` for bytes, an SQL array for the rest.
package protocol PostgresSequenceElement: Sendable {
    static var sequenceType: SQLType { get }
    static func encodeSequence(_ elements: [Self], into buffer: inout [UInt8])
    static func decodeSequence(_ cell: PostgresCell) -> [Self]?
}

extension Array: PostgresEncodable where Element: PostgresSequenceElement {
    package static var sqlType: SQLType { Element.sequenceType }
    package func encode(into buffer: inout [UInt8]) { Element.encodeSequence(self, into: &buffer) }
}

extension Array: PostgresDecodable where Element: PostgresSequenceElement {
    package static func decode(_ cell: PostgresCell) -> [Element]? { Element.decodeSequence(cell) }
}

extension UInt8: PostgresSequenceElement {
    package static var sequenceType: SQLType { .bytes }
    package static func encodeSequence(_ elements: [UInt8], into buffer: inout [UInt8]) { buffer += elements }
    package static func decodeSequence(_ cell: PostgresCell) -> [UInt8]? {
        cell.type == OID.bytea ? Array(cell.bytes) : nil
    }
}

extension PostgresSequenceElement where Self: PostgresArrayElement {
    package static var sequenceType: SQLType { SQLType(oid: OID.array(of: elementType)) }

    /// Dimensions, a flag for NULLs, the element type, then length and lower bound, then each element with its length.
    package static func encodeSequence(_ elements: [Self], into buffer: inout [UInt8]) {
        Int32(elements.isEmpty ? 0 : 1).appendBigEndian(to: &buffer)
        Int32(0).appendBigEndian(to: &buffer)
        elementType.appendBigEndian(to: &buffer)
        guard !elements.isEmpty else { return }
        Int32(elements.count).appendBigEndian(to: &buffer)
        Int32(1).appendBigEndian(to: &buffer)
        for element in elements {
            let start = buffer.count
            Int32(0).appendBigEndian(to: &buffer)
            element.encode(into: &buffer)
            let length = Int32(buffer.count - start - 4)
            withUnsafeBytes(of: length.bigEndian) { buffer.replaceSubrange(start..<start + 4, with: $0) }
        }
    }

    /// Elements that are NULL, and arrays of more dimensions, do not fit.
    package static func decodeSequence(_ cell: PostgresCell) -> [Self]? {
        let bytes = cell.bytes
        func word(_ offset: Int) -> Int? {
            guard offset + 4 <= bytes.count else { return nil }
            return Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
        }
        guard let dimensions = word(0), let type = word(8) else { return nil }
        if dimensions == 0 { return [] }
        guard dimensions == 1, let count = word(12), count >= 0, count <= bytes.count else { return nil }
        var elements: [Self] = []
        elements.reserveCapacity(count)
        var offset = 20
        for _ in 0..<count {
            guard let length = word(offset), length >= 0, offset + 4 + length <= bytes.count else { return nil }
            let element = UnsafeRawBufferPointer(rebasing: bytes[offset + 4..<offset + 4 + length])
            guard let value = decode(PostgresCell(bytes: element, type: UInt32(truncatingIfNeeded: type)))
            else { return nil }
            elements.append(value)
            offset += 4 + length
        }
        return elements
    }
}

extension Bool: PostgresSequenceElement {}
extension Int: PostgresSequenceElement {}
extension Int16: PostgresSequenceElement {}
extension Int32: PostgresSequenceElement {}
extension Int64: PostgresSequenceElement {}
extension Double: PostgresSequenceElement {}
extension Float: PostgresSequenceElement {}
extension UUID: PostgresSequenceElement {}
extension Date: PostgresSequenceElement {}
extension String: PostgresSequenceElement {}
