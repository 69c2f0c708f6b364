package import Postgres
package import RPC

/// The `filter` of a list (AIP-160) as a condition of SQL.
///
/// The caller's text never becomes a part of the statement: names of fields are looked up in a table, values are bound.
/// A field without a value fulfils no comparison, `!=` included; its negation by `NOT` is true then.
package struct Filter: Sendable {
    /// `true` for an empty filter. Not kept as a prepared statement otherwise, for no two filters have the same text.
    package let condition: SQL

    /// - Parameter fields: what may be filtered by.
    package init(_ text: String, over fields: [FilterField]) throws(RPCError) {
        guard let expression = try FilterParser.parse(text) else {
            condition = "true"
            return
        }
        var condition = try FilterCompiler(fields: fields).condition(expression)
        condition.isPrepared = false
        self.condition = condition
    }

    package static func refusal(_ reason: String, at position: Int) -> RPCError {
        .invalidArgument(field: "filter", "at character \(position): \(reason)")
    }
}
