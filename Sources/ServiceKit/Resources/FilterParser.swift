import RPC

/// Reads the grammar of AIP-160, without functions, nested fields and bare words: comparisons, `AND`, `OR`, `NOT`, `-`
/// and parentheses. As the AIP has it, `OR` binds stronger than `AND`, and comparisons side by side mean `AND`.
struct FilterParser {
    private let characters: [Character]
    private var index = 0
    private var depth = 0
    private var terms = 0

    /// Nil for a filter that says nothing.
    static func parse(_ text: String) throws(RPCError) -> FilterExpression? {
        guard text.utf8.count <= ServiceLimits.filterBytesMax else {
            throw .invalidArgument(field: "filter", "may have at most \(ServiceLimits.filterBytesMax) bytes")
        }
        var parser = FilterParser(characters: Array(text))
        parser.skipSpace()
        guard !parser.isAtEnd else { return nil }
        let expression = try parser.expression()
        guard parser.isAtEnd else { throw parser.refusal("there is no ( before this )") }
        return expression
    }

    private init(characters: [Character]) {
        self.characters = characters
    }

    private mutating func expression() throws(RPCError) -> FilterExpression {
        var parts = [try factor()]
        while !isAtEnd && current != ")" {
            _ = take(keyword: "AND")
            parts.append(try factor())
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func factor() throws(RPCError) -> FilterExpression {
        var parts = [try term()]
        while take(keyword: "OR") { parts.append(try term()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func term() throws(RPCError) -> FilterExpression {
        if take(keyword: "NOT") || take("-") {
            skipSpace()
            return .not(try simple())
        }
        return try simple()
    }

    private mutating func simple() throws(RPCError) -> FilterExpression {
        guard take("(") else { return .comparison(try comparison()) }
        depth += 1
        guard depth <= ServiceLimits.filterDepthMax else {
            throw refusal("parentheses may be nested \(ServiceLimits.filterDepthMax) deep at most")
        }
        skipSpace()
        let inner = try expression()
        guard take(")") else { throw refusal("a ) is missing") }
        skipSpace()
        depth -= 1
        return inner
    }

    private mutating func comparison() throws(RPCError) -> FilterComparison {
        terms += 1
        guard terms <= ServiceLimits.filterTermsMax else {
            throw refusal("a filter may have \(ServiceLimits.filterTermsMax) comparisons at most")
        }
        let fieldPosition = position
        let field = try field()
        skipSpace()
        guard let comparator = takeComparator() else {
            throw refusal("one of = != < <= > >= : must follow \"\(field)\"")
        }
        skipSpace()
        let valuePosition = position
        let value = try value()
        guard value.wildcards <= ServiceLimits.filterWildcardsMax else {
            throw refusal("a value may have \(ServiceLimits.filterWildcardsMax) * at most", at: valuePosition)
        }
        skipSpace()
        return FilterComparison(
            field: field, comparator: comparator, value: value, fieldPosition: fieldPosition,
            valuePosition: valuePosition)
    }

    /// A name that is no plain word stands in quotes.
    private mutating func field() throws(RPCError) -> String {
        let start = position
        if take("\"") { return try quotedName(until: "\"", from: start) }
        if take("'") { return try quotedName(until: "'", from: start) }
        let name = takeWhile(Self.isNameCharacter)
        guard let first = name.first, first == "_" || first.isLetter, !Self.keywords.contains(name) else {
            throw refusal("a field's name must stand here", at: position - name.count)
        }
        return name
    }

    private mutating func quotedName(until quote: Character, from start: Int) throws(RPCError) -> String {
        guard let name = try quoted(until: quote).text, !name.isEmpty else {
            throw refusal("a field's name must stand here", at: start)
        }
        return name
    }

    private mutating func takeComparator() -> FilterComparator? {
        for comparator in FilterComparator.byLength
        where characters[index...].starts(with: comparator.rawValue) {
            index += comparator.rawValue.count
            return comparator
        }
        return nil
    }

    /// A value needs quotes only if it holds something else than these: times, names and addresses don't.
    private mutating func value() throws(RPCError) -> FilterValue {
        if take("\"") { return try quoted(until: "\"") }
        if take("'") { return try quoted(until: "'") }
        let word = takeWhile { Self.isNameCharacter($0) || "-+:/@*".contains($0) }
        guard !word.isEmpty else { throw refusal("a value must stand here; quote it if it is not a plain word") }
        guard !Self.keywords.contains(word) else {
            throw refusal("a value must stand here; quote it if you mean the word", at: position - word.count)
        }
        guard isAtEnd || current == ")" || Self.isSpace(current) else {
            throw refusal("this can't be a part of a value without quotes")
        }
        return FilterValue(parts: word.split(separator: "*", omittingEmptySubsequences: false).map(String.init))
    }

    /// `\"`, `\'`, `\\` and `\*` stand for the second character.
    private mutating func quoted(until quote: Character) throws(RPCError) -> FilterValue {
        let start = position - 1
        var parts = [""]
        while !isAtEnd {
            let character = current
            index += 1
            switch character {
            case quote: return FilterValue(parts: parts, isQuoted: true)
            case "*": parts.append("")
            case "\\":
                guard !isAtEnd, "\"'\\*".contains(current) else {
                    throw refusal("after \\ only \" ' \\ or * may follow", at: position - 1)
                }
                parts[parts.count - 1].append(current)
                index += 1
            case "\0": throw refusal("a value can't hold a NUL", at: position - 1)
            default: parts[parts.count - 1].append(character)
            }
        }
        throw refusal("the quote that begins here has no end", at: start)
    }
}

extension FilterParser {
    private static let keywords: Set<String> = ["AND", "OR", "NOT"]

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == ".")
    }

    private static func isSpace(_ character: Character) -> Bool {
        " \t\n\r\r\n".contains(character)
    }

    private var isAtEnd: Bool { index == characters.count }
    /// Only where there is one.
    private var current: Character { characters[index] }
    private var position: Int { index + 1 }

    private mutating func skipSpace() {
        while !isAtEnd, Self.isSpace(current) { index += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard !isAtEnd, current == character else { return false }
        index += 1
        return true
    }

    /// The whole word, and the space after it.
    private mutating func take(keyword: String) -> Bool {
        guard characters[index...].starts(with: keyword) else { return false }
        let end = index + keyword.count
        guard end == characters.count || !Self.isNameCharacter(characters[end]) else { return false }
        index = end
        skipSpace()
        return true
    }

    private mutating func takeWhile(_ isWanted: (Character) -> Bool) -> String {
        let start = index
        while !isAtEnd, isWanted(current) { index += 1 }
        return String(characters[start..<index])
    }

    private func refusal(_ reason: String, at position: Int? = nil) -> RPCError {
        Filter.refusal(reason, at: position ?? self.position)
    }
}
