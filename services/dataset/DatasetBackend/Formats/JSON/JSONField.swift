/// Where a value lies among its record's bytes, and what it is.
struct JSONField {
    enum Kind: UInt8 {
        /// The record has no such key, or it is `null`.
        case missing
        /// A number or a literal, as it is written.
        case token
        /// What is between a string's quotes.
        case string
        case escapedString
        /// An object or an array.
        case nested
    }

    var start: Int32
    var length: Int32
    var kind: Kind
}
