/// A statement whose interpolated values travel apart from its text:
/// `"SELECT name FROM users WHERE id = \(id)"` has the text `… WHERE id = $1` and one bound value.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// Where one bound value lies in `values`.
    struct Bind: Sendable {
        var type: SQLType
        var offset: Int
        /// -1 for NULL.
        var length: Int
        /// Offset of its `$n` in the text, so that a fragment can be renumbered.
        var textOffset: Int
    }

    package private(set) var text: String
    private(set) var binds: [Bind] = []
    /// All bound values, one after the other: one allocation, however many there are.
    private(set) var values: [UInt8] = []
    /// A bound string held a NUL, which PostgreSQL can't store and libpq would cut at.
    private(set) var holdsNUL = false
    /// Prepared statements are kept per connection; text that differs at each call should not be.
    package var isPrepared = true

    package init(stringLiteral text: String) { self.text = text }
    package init(unsafe text: String) { self.text = text }
    package init(stringInterpolation: Interpolation) { self = stringInterpolation.sql }

    /// Adds a fragment; its values are renumbered to follow ours.
    package mutating func append(_ fragment: SQL) {
        var copied = fragment.text.utf8.startIndex
        for bind in fragment.binds {
            let at = fragment.text.utf8.index(fragment.text.utf8.startIndex, offsetBy: bind.textOffset)
            text += fragment.text[copied..<at]
            let digits = fragment.text[at...].dropFirst().prefix { $0.isNumber }
            copied = digits.endIndex
            let start = values.count
            appendPlaceholder(
                Bind(type: bind.type, offset: start, length: bind.length, textOffset: 0))
            if bind.length >= 0 {
                let length = bind.length + (bind.type.isText ? 1 : 0)
                values += fragment.values[bind.offset..<bind.offset + length]
            }
        }
        text += fragment.text[copied...]
        holdsNUL = holdsNUL || fragment.holdsNUL
        // A part that is never the same makes the whole so.
        isPrepared = isPrepared && fragment.isPrepared
    }

    /// `[a, b].joined(by: " AND ")`, for conditions put together at run time.
    package static func joined(_ fragments: [SQL], by separator: String) -> SQL {
        var sql = SQL(unsafe: "")
        for (index, fragment) in fragments.enumerated() {
            if index > 0 { sql.text += separator }
            sql.append(fragment)
        }
        return sql
    }

    fileprivate mutating func appendText(_ part: String) { text += part }

    fileprivate mutating func bind(_ value: some PostgresEncodable) {
        let type = value.boundType
        let start = values.count
        guard !value.isNull else {
            return appendPlaceholder(Bind(type: type, offset: start, length: -1, textOffset: 0))
        }
        value.encode(into: &values)
        let length = values.count - start
        if type.isText {
            holdsNUL = holdsNUL || values[start...].contains(0)
            values.append(0)
        }
        appendPlaceholder(Bind(type: type, offset: start, length: length, textOffset: 0))
    }

    private mutating func appendPlaceholder(_ bind: Bind) {
        var bind = bind
        bind.textOffset = text.utf8.count
        binds.append(bind)
        text += "$\(binds.count)"
    }

    /// A name in double quotes, as SQL wants identifiers.
    package static func quoted(identifier: String) -> String {
        var quoted = "\""
        for character in identifier where character != "\0" {
            if character == "\"" { quoted.append("\"") }
            quoted.append(character)
        }
        return quoted + "\""
    }

    /// A string in single quotes, for the few statements that take no bound values (DDL).
    package static func quoted(literal: String) -> String {
        var quoted = literal.contains("\\") ? " E'" : "'"
        for character in literal where character != "\0" {
            if character == "'" || character == "\\" { quoted.append(character) }
            quoted.append(character)
        }
        return quoted + "'"
    }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL(unsafe: "")

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.text.reserveCapacity(literalCapacity + 3 * interpolationCount)
            sql.binds.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { sql.appendText(literal) }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some PostgresEncodable) { sql.bind(value) }

        /// Binds a value or NULL.
        package mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) { sql.bind(value) }

        /// Puts text into the statement as it is. Never for anything that came from outside.
        package mutating func appendInterpolation(unsafe text: String) { sql.appendText(text) }

        /// Puts a quoted name into the statement.
        package mutating func appendInterpolation(identifier: String) {
            sql.appendText(SQL.quoted(identifier: identifier))
        }

        /// Puts another statement's text and values in.
        package mutating func appendInterpolation(_ fragment: SQL) { sql.append(fragment) }
    }
}
