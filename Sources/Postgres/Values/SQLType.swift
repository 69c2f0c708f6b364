/// How a value is sent: the type it is declared as, and whether its bytes are text or PostgreSQL's binary form.
package struct SQLType: Sendable, Hashable {
    /// The object id of the type in `pg_type`; 0 lets the server infer it from the statement.
    package var oid: UInt32
    package var isText: Bool

    package init(oid: UInt32, isText: Bool = false) {
        self.oid = oid
        self.isText = isText
    }

    /// A string fits wherever a literal in quotes would: text, uuid, jsonb, an enum. So its type is left to the server.
    package static let inferred = SQLType(oid: 0, isText: true)
    package static let bool = SQLType(oid: OID.bool)
    package static let int16 = SQLType(oid: OID.int2)
    package static let int32 = SQLType(oid: OID.int4)
    package static let int64 = SQLType(oid: OID.int8)
    package static let float = SQLType(oid: OID.float4)
    package static let double = SQLType(oid: OID.float8)
    package static let bytes = SQLType(oid: OID.bytea)
    package static let uuid = SQLType(oid: OID.uuid)
    package static let timestamp = SQLType(oid: OID.timestamptz)
}

/// Object ids of the built-in types, fixed in PostgreSQL's catalog.
enum OID {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let char: UInt32 = 18
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let json: UInt32 = 114
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let unknown: UInt32 = 705
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let date: UInt32 = 1082
    static let timestamp: UInt32 = 1114
    static let timestamptz: UInt32 = 1184
    static let numeric: UInt32 = 1700
    static let uuid: UInt32 = 2950
    static let jsonb: UInt32 = 3802
    /// Types that a database defines itself: enums and extensions.
    static let firstUserDefined: UInt32 = 16384

    /// The array type of an element type.
    static func array(of element: UInt32) -> UInt32 {
        switch element {
        case bool: 1000
        case bytea: 1001
        case int2: 1005
        case int4: 1007
        case int8: 1016
        case float4: 1021
        case float8: 1022
        case uuid: 2951
        case timestamptz: 1185
        default: 1009  // text[]
        }
    }
}
