/// What a filter says (AIP-160), before it is known which fields there are.
indirect enum FilterExpression: Sendable, Equatable {
    case all([FilterExpression])
    case any([FilterExpression])
    case not(FilterExpression)
    case comparison(FilterComparison)
}

/// `username = "ada"`.
struct FilterComparison: Sendable, Equatable {
    var field: String
    var comparator: FilterComparator
    var value: FilterValue
    /// Where the field and the value begin, counted from 1, for whoever has to correct it.
    var fieldPosition: Int
    var valuePosition: Int
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
struct FilterValue: Sendable, Equatable {
    var parts: [String]

    /// Nil if the value has wildcards.
    var text: String? { parts.count == 1 ? parts[0] : nil }
    /// `*` alone.
    var isAnything: Bool { parts == ["", ""] }
    var wildcards: Int { parts.count - 1 }
}
