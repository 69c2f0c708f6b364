import FoundationEssentials
import Postgres
import RPC

/// From what a filter says to a condition over the declared fields.
struct FilterCompiler {
    let fields: [FilterField]

    func condition(_ expression: FilterExpression) throws(RPCError) -> SQL {
        switch expression {
        case .all(let parts): return try joined(parts, by: " AND ")
        case .any(let parts): return try joined(parts, by: " OR ")
        case .not(let inner): return "(NOT \(try condition(inner)))"
        case .comparison(let comparison): return try condition(comparison)
        }
    }

    private func joined(_ parts: [FilterExpression], by separator: String) throws(RPCError) -> SQL {
        var conditions: [SQL] = []
        for part in parts { conditions.append(try condition(part)) }
        return "(\(SQL.joined(conditions, by: separator)))"
    }

    private func condition(_ comparison: FilterComparison) throws(RPCError) -> SQL {
        guard let field = fields.first(where: { FieldSpelling.is(comparison.field, $0.name) }) else {
            let known = fields.map(\.name).joined(separator: ", ")
            throw Filter.refusal(
                "there is no field \"\(comparison.field.prefix(ServiceLimits.quotedNameCharactersMax))\" to filter by; there are \(known)",
                at: comparison.fieldPosition)
        }
        guard field.comparators.contains(comparison.comparator) else {
            let allowed = FilterComparator.allCases.filter(field.comparators.contains).map(\.rawValue)
            throw Filter.refusal(
                "\(field.name) can be compared by \(allowed.joined(separator: " ")) only", at: comparison.fieldPosition)
        }
        if comparison.comparator == .has, comparison.value.isAnything { return presence(of: field) }
        let condition = try value(comparison, field)
        // Not NULL, or NOT would make NULL of it again.
        return field.isNullable ? "(\(field.expression) IS NOT NULL AND \(condition))" : "(\(condition))"
    }

    private func presence(of field: FilterField) -> SQL {
        switch field.kind {
        case .text: "(coalesce(\(field.expression), '') <> '')"
        case .list: "(cardinality(\(field.expression)) > 0)"
        case .integer, .boolean, .timestamp, .enumeration: "(\(field.expression) IS NOT NULL)"
        }
    }

    private func value(_ comparison: FilterComparison, _ field: FilterField) throws(RPCError) -> SQL {
        switch field.kind {
        case .text: return try text(comparison, field)
        case .integer:
            guard let number = comparison.value.text.flatMap({ Int64($0) }) else {
                throw wrongValue(comparison, field)
            }
            return "\(field.expression) \(comparison.comparator.sql) \(number)"
        case .boolean:
            guard let text = comparison.value.text, text == "true" || text == "false" else {
                throw wrongValue(comparison, field)
            }
            return "\(field.expression) \(comparison.comparator.sql) \(text == "true")"
        case .timestamp:
            guard let time = comparison.value.text.flatMap(FilterTime.parse) else {
                throw wrongValue(comparison, field)
            }
            return "\(field.expression) \(comparison.comparator.sql) \(time)"
        case .enumeration(let words):
            guard let word = comparison.value.text, words.contains(word) else { throw wrongValue(comparison, field) }
            return "\(field.expression) \(comparison.comparator.sql) \(word)::text"
        case .list:
            guard let element = comparison.value.text else { throw wildcard(comparison) }
            return "\(element)::text = ANY (\(field.expression))"
        }
    }

    private func text(_ comparison: FilterComparison, _ field: FilterField) throws(RPCError) -> SQL {
        let value = comparison.value
        if comparison.comparator == .has {
            guard let text = value.text else { throw wildcard(comparison) }
            return "strpos(lower(\(field.expression)), lower(\(text)::text)) > 0"
        }
        if let text = value.text { return "\(field.expression) \(comparison.comparator.sql) \(text)::text" }
        switch comparison.comparator {
        case .equal: return "\(field.expression) LIKE \(value.pattern)::text"
        case .notEqual: return "\(field.expression) NOT LIKE \(value.pattern)::text"
        default: throw wildcard(comparison)
        }
    }

    private func wildcard(_ comparison: FilterComparison) -> RPCError {
        Filter.refusal(
            "* stands for anything with = and != of a text only; write \\* in quotes for the character",
            at: comparison.valuePosition)
    }

    private func wrongValue(_ comparison: FilterComparison, _ field: FilterField) -> RPCError {
        Filter.refusal("\(field.name) takes \(field.kind.description)", at: comparison.valuePosition)
    }
}

extension FilterComparator {
    /// Of our own words: nothing of the caller's.
    fileprivate var sql: SQL {
        switch self {
        case .equal, .has: "="
        case .notEqual: "<>"
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }
}

extension FilterValue {
    /// For LIKE, in which `\` takes the meaning of the character after it away.
    ///
    /// By scalars, as PostgreSQL sees them: with an accent behind it, `%` is another `Character` and still a wildcard.
    fileprivate var pattern: String {
        parts.map { part in
            var escaped = String.UnicodeScalarView()
            for scalar in part.unicodeScalars {
                if scalar == "\\" || scalar == "%" || scalar == "_" { escaped.append("\\") }
                escaped.append(scalar)
            }
            return String(escaped)
        }.joined(separator: "%")
    }
}
