package import RPC

/// What a filter says (AIP-160), before it is known which fields there are.
package indirect enum FilterExpression: Sendable, Equatable {
    case all([FilterExpression])
    case any([FilterExpression])
    case not(FilterExpression)
    case comparison(FilterComparison)

    /// Nil for a filter that says nothing.
    package static func parse(_ text: String) throws(RPCError) -> FilterExpression? { try FilterParser.parse(text) }
}

/// `username = "ada"`.
package struct FilterComparison: Sendable, Equatable {
    package var field: String
    package var comparator: FilterComparator
    package var value: FilterValue
    /// Where the field and the value begin, counted from 1, for whoever has to correct it.
    package var fieldPosition: Int
    package var valuePosition: Int
}

package enum FilterComparator: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// Contains; with `*` alone: is there at all.
    case has = ":"

    /// Longer ones first, so that `<=` is not read as `<`.
    static let byLength: [FilterComparator] = [
        .notEqual, .lessOrEqual, .greaterOrEqual, .equal, .less, .greater, .has,
    ]
}

/// A text between whose parts anything may stand: `"adm*"` has two, a text without a `*` one.
package struct FilterValue: Sendable, Equatable {
    package var parts: [String]
    /// `"null"` is a text where `null` may be a word.
    package var isQuoted = false

    /// Nil if the value has wildcards.
    package var text: String? { parts.count == 1 ? parts[0] : nil }
    /// `*` alone.
    package var isAnything: Bool { parts == ["", ""] }
    var wildcards: Int { parts.count - 1 }
}
