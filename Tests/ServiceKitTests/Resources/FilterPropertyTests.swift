import FoundationEssentials
import Postgres
import TestKit
import Testing

@testable import ServiceKit

/// Filters made at random, written down in one of the many ways there are, and held against what they mean.
@Suite(.timeLimit(.minutes(2))) struct FilterPropertyTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `what is written down is read back`(seed: UInt64) throws {
        var random = FilterMaker(seed: seed)
        let expression = random.expression(depth: 4)
        let text = random.text(of: expression)
        guard let read = try FilterParser.parse(text) else {
            Issue.record("\(text) says nothing")
            return
        }
        #expect(read.withoutPositions == expression.withoutPositions, "\(text)")
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `bytes at random are refused by field or read`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "name", "size", "=", "!=", "<", ":", "(", ")", "\"", "'", "\\", " ", "AND", "OR", "NOT", "-", "*", "x", "5",
            "é", "\u{301}", "\r\n", "true", ".", ",", "\0",
        ]
        let text = (0..<Int.random(in: 1...30, using: &random)).map { _ in
            pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined()
        if let refusal = Things.refusal(text) { #expect(refusal.fields == ["filter"]) }
    }

    private static let table = [
        Migration(
            version: 1, name: "things",
            sql: """
                CREATE TABLE metrics.things (id bigint PRIMARY KEY, name text NOT NULL, note text, size bigint,
                    is_new boolean NOT NULL, made timestamptz NOT NULL, is_open boolean NOT NULL, tags text[] NOT NULL)
                """)
    ]

    @Test func `PostgreSQL finds the rows that the filter means`() async throws {
        try await TestDatabase.with("metrics", Self.table) { _, pool in
            var random = FilterMaker(seed: 1)
            let things = (0..<60).map { random.thing(Int64($0)) }
            _ = try await pool.withConnection { connection in
                for thing in things { try await connection.execute(thing.insertion) }
            }
            for _ in 0..<300 {
                let expression = random.expression(depth: 3)
                let text = random.text(of: expression)
                let condition = try Things.condition(text)
                let rows = try await pool.withConnection { connection in
                    try await connection.query("SELECT t.id FROM metrics.things t WHERE \(condition) ORDER BY t.id")
                }
                let expected = things.filter { $0.fulfils(expression) }.map(\.id)
                #expect(try rows.map { try $0.decode(Int64.self, 0) } == expected, "\(text)")
            }
        }
    }
}

extension FilterExpression {
    /// The same wherever it stood in the text, and whether in quotes or not: the text is written in either way.
    fileprivate var withoutPositions: FilterExpression {
        switch self {
        case .all(let parts): return .all(parts.map(\.withoutPositions))
        case .any(let parts): return .any(parts.map(\.withoutPositions))
        case .not(let inner): return .not(inner.withoutPositions)
        case .comparison(var comparison):
            comparison.fieldPosition = 0
            comparison.valuePosition = 0
            comparison.value.isQuoted = false
            return .comparison(comparison)
        }
    }
}

/// A row of the table, and what a filter means for it.
private struct Thing {
    var id: Int64
    var name: String
    var note: String?
    var size: Int64?
    var isNew: Bool
    var made: Date
    var isOpen: Bool
    var tags: [String]

    var insertion: SQL {
        """
        INSERT INTO metrics.things (id, name, note, size, is_new, made, is_open, tags)
        VALUES (\(id), \(name), \(note), \(size), \(isNew), \(made), \(isOpen), \(tags))
        """
    }

    func fulfils(_ expression: FilterExpression) -> Bool {
        switch expression {
        case .all(let parts): parts.allSatisfy(fulfils)
        case .any(let parts): parts.contains(where: fulfils)
        case .not(let inner): !fulfils(inner)
        case .comparison(let comparison): fulfils(comparison)
        }
    }

    private func fulfils(_ comparison: FilterComparison) -> Bool {
        let value = comparison.value
        let text = value.text ?? ""
        if comparison.comparator == .has, value.isAnything {
            return switch comparison.field {
            case "name": !name.isEmpty
            case "note": note?.isEmpty == false
            case "size": size != nil
            case "tags": !tags.isEmpty
            default: true
            }
        }
        switch comparison.field {
        case "name": return fulfils(name, comparison)
        case "note": return note.map { fulfils($0, comparison) } ?? false
        case "size": return size.map { Self.holds($0, comparison.comparator, Int64(text) ?? 0) } ?? false
        case "is_new": return Self.holds(isNew ? 1 : 0, comparison.comparator, text == "true" ? 1 : 0)
        case "made": return Self.holds(made, comparison.comparator, FilterTime.parse(text) ?? .distantPast)
        case "state": return Self.holds(isOpen ? "OPEN" : "SHUT", comparison.comparator, text)
        default: return tags.contains(text)
        }
    }

    private func fulfils(_ own: String, _ comparison: FilterComparison) -> Bool {
        let matches = Self.matches(Array(own), comparison.value.parts.map { Array($0) })
        return switch comparison.comparator {
        case .equal: matches
        case .notEqual: !matches
        default: own.lowercased().contains((comparison.value.text ?? "").lowercased())
        }
    }

    private static func matches(_ own: [Character], _ parts: [[Character]]) -> Bool {
        guard let first = parts.first, own.starts(with: first) else { return false }
        let rest = Array(own.dropFirst(first.count))
        guard parts.count > 1 else { return rest.isEmpty }
        return (0...rest.count).contains { matches(Array(rest[$0...]), Array(parts.dropFirst())) }
    }

    private static func holds<T: Comparable>(_ own: T, _ comparator: FilterComparator, _ other: T) -> Bool {
        switch comparator {
        case .equal, .has: own == other
        case .notEqual: own != other
        case .less: own < other
        case .lessOrEqual: own <= other
        case .greater: own > other
        case .greaterOrEqual: own >= other
        }
    }
}

private struct FilterMaker {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private mutating func pick<C: RandomAccessCollection>(_ choices: C) -> C.Element where C.Index == Int {
        choices[choices.startIndex + Int.random(in: 0..<choices.count, using: &random)]
    }

    private mutating func word() -> String {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in pick(["a", "B", "b", "%", "_", "\\", "'", "\"", "*"]) }
            .joined()
    }

    private mutating func time() -> String { "2026-01-0\(pick([1, 2, 3]))T00:00:00.\(pick([0, 5]))Z" }

    mutating func thing(_ id: Int64) -> Thing {
        Thing(
            id: id, name: word(), note: pick([nil, word()]), size: pick([nil, -1, 0, 7]), isNew: pick([true, false]),
            made: FilterTime.parse(time()) ?? .distantFuture, isOpen: pick([true, false]),
            tags: (0..<pick([0, 1, 2])).map { _ in word() })
    }

    mutating func expression(depth: Int) -> FilterExpression {
        switch depth == 0 ? 0 : pick([0, 0, 1, 2, 3]) {
        case 1: .all((0..<pick([2, 3])).map { _ in expression(depth: depth - 1) })
        case 2: .any((0..<pick([2, 3])).map { _ in expression(depth: depth - 1) })
        case 3: .not(expression(depth: depth - 1))
        default: .comparison(comparison())
        }
    }

    private mutating func comparison() -> FilterComparison {
        let field = pick(Things.fields)
        let comparators = FilterComparator.allCases.filter(field.comparators.contains)
        var comparator = pick(comparators)
        var parts: [String]
        switch field.kind {
        case .text:
            // How texts are ordered is the database's matter.
            comparator = pick([.equal, .notEqual, .has])
            parts = comparator == .has ? [word()] : (0..<pick([1, 1, 2, 3])).map { _ in word() }
        case .integer: parts = ["\(pick([-1, 0, 3, 7]))"]
        case .boolean: parts = ["\(pick([true, false]))"]
        case .timestamp: parts = [time()]
        case .enumeration(let words): parts = [pick(words)]
        case .list: parts = [word()]
        }
        if comparator == .has, pick([false, false, true]) { parts = ["", ""] }
        return FilterComparison(
            field: field.name, comparator: comparator, value: FilterValue(parts: parts), fieldPosition: 0,
            valuePosition: 0)
    }

    private mutating func space() -> String { pick(["", " ", "\n ", "\t"]) }

    mutating func text(of expression: FilterExpression) -> String {
        switch expression {
        case .all(let parts):
            return parts.map { inParentheses($0) }.joined(separator: pick([" AND ", " ", "\nAND\t"]))
        case .any(let parts): return parts.map { inParentheses($0) }.joined(separator: pick([" OR ", "\tOR\n"]))
        case .not(let inner): return pick(["NOT ", "-"]) + inParentheses(inner)
        case .comparison(let comparison):
            return comparison.field + space() + comparison.comparator.rawValue + space() + text(of: comparison.value)
        }
    }

    private mutating func inParentheses(_ expression: FilterExpression) -> String {
        if case .comparison = expression, pick([true, false]) { return text(of: expression) }
        return "(" + space() + text(of: expression) + space() + ")" + space()
    }

    private mutating func text(of value: FilterValue) -> String {
        let isPlain = value.parts.joined().allSatisfy { $0.isLetter || $0.isNumber || "-:.".contains($0) }
        if isPlain, value.parts != [""], pick([true, false]) { return value.parts.joined(separator: "*") }
        let quote: Character = pick(["\"", "'"])
        let parts = value.parts.map { part in
            part.reduce(into: "") { out, character in
                if character == quote || character == "\\" || character == "*" { out.append("\\") }
                out.append(character)
            }
        }
        return "\(quote)\(parts.joined(separator: "*"))\(quote)"
    }
}
