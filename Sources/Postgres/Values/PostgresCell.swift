/// One value of a result, in binary form. Valid only while it is being decoded.
package struct PostgresCell {
    package let bytes: UnsafeRawBufferPointer
    package let type: UInt32

    /// A big-endian integer that fills the whole value.
    func integer<I: FixedWidthInteger>(_: I.Type) -> I? {
        guard bytes.count == MemoryLayout<I>.size else { return nil }
        return I(bigEndian: bytes.loadUnaligned(as: I.self))
    }

    /// Whether the binary form of this type is its text.
    var isText: Bool {
        switch type {
        case OID.text, OID.varchar, OID.bpchar, OID.name, OID.json, OID.unknown, OID.char: true
        default: type >= OID.firstUserDefined
        }
    }
}
