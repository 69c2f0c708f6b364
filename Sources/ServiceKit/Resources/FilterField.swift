package import Postgres

/// A field that callers may filter by, and where its value lies in the database.
package struct FilterField: Sendable {
    package enum Kind: Sendable {
        /// `*` stands for anything; `:` means "contains", without regard to case.
        case text
        case integer
        case boolean
        /// RFC 3339.
        case timestamp
        /// One of these words, which the expression gives as text.
        case enumeration([String])
        /// An array of text; `:` means "has this element".
        case list
    }

    package let name: String
    package let kind: Kind
    let expression: SQL
    let isNullable: Bool
    let comparators: Set<FilterComparator>

    /// - Parameters:
    ///   - expression: of our own making, never a caller's text.
    ///   - comparators: fewer than the kind allows.
    package init(
        _ name: String, _ kind: Kind, _ expression: SQL, isNullable: Bool = false,
        comparators: Set<FilterComparator>? = nil
    ) {
        self.name = name
        self.kind = kind
        self.expression = expression
        self.isNullable = isNullable
        self.comparators = comparators.map { $0.intersection(kind.comparators) } ?? kind.comparators
    }
}

extension FilterField.Kind {
    /// What makes sense for a value of this kind.
    var comparators: Set<FilterComparator> {
        switch self {
        case .text, .integer, .timestamp: Set(FilterComparator.allCases)
        case .boolean, .enumeration: [.equal, .notEqual, .has]
        case .list: [.has]
        }
    }

    /// For the error that asks for one.
    var description: String {
        switch self {
        case .text, .list: "a text"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .timestamp: "a time such as 2026-01-31T12:00:00Z"
        case .enumeration(let words): "one of \(words.joined(separator: ", "))"
        }
    }
}
