import FoundationEssentials
import RPC
import TestKit
import Testing

@testable import Postgres
@testable import ServiceKit

/// What `Tests/ServiceKitTests/Resources` filters by: a table of things.
enum Things {
    static let fields = [
        FilterField("name", .text, "t.name"),
        FilterField("note", .text, "t.note", isNullable: true, comparators: [.equal, .notEqual, .has]),
        FilterField("size", .integer, "t.size", isNullable: true),
        FilterField("is_new", .boolean, "t.is_new"),
        FilterField("made", .timestamp, "t.made"),
        FilterField("state", .enumeration(["OPEN", "SHUT"]), "CASE WHEN t.is_open THEN 'OPEN' ELSE 'SHUT' END"),
        FilterField("tags", .list, "t.tags"),
    ]

    static func condition(_ text: String) throws(RPCError) -> SQL { try Filter(text, over: fields).condition }

    static func refusal(_ text: String) -> RPCError? {
        do throws(RPCError) {
            _ = try condition(text)
            return nil
        } catch {
            return error
        }
    }
}

@Suite struct FilterTests {
    @Test(arguments: ["", " ", "\n\t "]) func `a filter that says nothing lets all through`(text: String) throws {
        let condition = try Things.condition(text)
        #expect(condition.text == "true")
        #expect(condition.isPrepared)
    }

    private static let readings = [
        ("name = x", "(t.name = $1::text)"),
        ("name=\"x\"", "(t.name = $1::text)"),
        ("name='x y'", "(t.name = $1::text)"),
        ("name != x*", "(t.name NOT LIKE $1::text)"),
        ("name : x", "(strpos(lower(t.name), lower($1::text)) > 0)"),
        ("name:*", "(coalesce(t.name, '') <> '')"),
        ("size >= -5", "(t.size IS NOT NULL AND t.size >= $1)"),
        ("size:*", "(t.size IS NOT NULL)"),
        ("is_new = true", "(t.is_new = $1)"),
        // As JSON shows the field.
        ("isNew = true", "(t.is_new = $1)"),
        ("made < 2026-01-31T12:00:00Z", "(t.made < $1)"),
        ("state != OPEN", "(CASE WHEN t.is_open THEN 'OPEN' ELSE 'SHUT' END <> $1::text)"),
        ("tags:red", "($1::text = ANY (t.tags))"),
        ("tags:*", "(cardinality(t.tags) > 0)"),
        ("NOT size=1", "(NOT (t.size IS NOT NULL AND t.size = $1))"),
        ("-size=1", "(NOT (t.size IS NOT NULL AND t.size = $1))"),
        ("size=1 AND size=2", "((t.size IS NOT NULL AND t.size = $1) AND (t.size IS NOT NULL AND t.size = $2))"),
        ("is_new=true is_new=false", "((t.is_new = $1) AND (t.is_new = $2))"),
        // As AIP-160 has it, OR binds stronger.
        (
            "is_new=true AND is_new=true OR is_new=false",
            "((t.is_new = $1) AND ((t.is_new = $2) OR (t.is_new = $3)))"
        ),
        (
            "(is_new=true AND is_new=true)OR NOT(is_new=false)",
            "(((t.is_new = $1) AND (t.is_new = $2)) OR (NOT (t.is_new = $3)))"
        ),
    ]

    @Test(arguments: readings) func `a filter reads as`(text: String, sql: String) throws {
        let condition = try Things.condition(text)
        #expect(condition.text == sql)
        #expect(!condition.isPrepared)
        // Nor is a statement that it is a part of.
        let statement: SQL = "SELECT 1 WHERE \(condition)"
        #expect(!statement.isPrepared)
    }

    @Test func `only a star of the filter's own is a wildcard, whatever accent follows what LIKE takes for one`()
        throws
    {
        let condition = try Things.condition("name = \"*%\u{301}_\u{301}\"")
        #expect(condition.text == "(t.name LIKE $1::text)")
        let pattern = String(decoding: condition.values.prefix { $0 != 0 }, as: UTF8.self)
        #expect(Array(pattern.unicodeScalars) == Array("%\\%\u{301}\\_\u{301}".unicodeScalars))
    }

    private static let refusals = [
        ("nme = x", 1, "there is no field \"nme\" to filter by; there are name, note, size"),
        ("name", 5, "one of = != < <= > >= : must follow \"name\""),
        ("name = ", 8, "a value must stand here"),
        ("name = AND", 8, "a value must stand here"),
        ("name = x AND", 13, "a field's name must stand here"),
        ("AND name = x", 1, "a field's name must stand here"),
        ("name = x OR OR name = y", 13, "a field's name must stand here"),
        ("\"x\"", 4, "one of = != < <= > >= : must follow \"x\""),
        ("\"\" = x", 1, "a field's name must stand here"),
        ("'na*' = x", 1, "a field's name must stand here"),
        ("'nme' = x", 1, "there is no field \"nme\" to filter by; there are name, note, size"),
        ("5 = name", 1, "a field's name must stand here"),
        ("(name = x", 10, "a ) is missing"),
        ("name = x)", 9, "there is no ( before this )"),
        ("()", 2, "a field's name must stand here"),
        ("name = \"x", 8, "the quote that begins here has no end"),
        ("name = 'a\\n'", 10, "after \\ only"),
        ("name = \"a\0\"", 10, "a value can't hold a NUL"),
        ("name = a;b", 9, "this can't be a part of a value without quotes"),
        ("name = x\"y\"", 9, "this can't be a part of a value without quotes"),
        ("name < x*", 8, "* stands for anything with = and != of a text only"),
        ("name : x*", 8, "* stands for anything"),
        ("name = *a*b*", 8, "a value may have 2 * at most"),
        ("note < x", 1, "note can be compared by = != : only"),
        ("size = 1.5", 8, "size takes a whole number"),
        ("size = 9223372036854775808", 8, "size takes a whole number"),
        ("is_new = yes", 10, "is_new takes true or false"),
        ("is_new < true", 1, "is_new can be compared by = != : only"),
        ("state = open", 9, "state takes one of OPEN, SHUT"),
        ("tags = red", 1, "tags can be compared by : only"),
        ("tags : r*", 8, "* stands for anything"),
        ("made > 2026-01-31", 8, "made takes a time such as 2026-01-31T12:00:00Z"),
    ]

    @Test(arguments: refusals)
    func `what can't be read is refused with its place`(text: String, position: Int, reason: String) throws {
        let refusal = try #require(Things.refusal(text))
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.fields == ["filter"])
        #expect(refusal.message.contains("at character \(position): \(reason)"), "\(refusal.message)")
    }

    @Test func `a filter may be as long as the limit and no longer`() {
        let longest = "name=" + String(repeating: "x", count: ServiceLimits.filterBytesMax - 5)
        #expect(Things.refusal(longest) == nil)
        #expect(Things.refusal(longest + "x")?.fields == ["filter"])
    }

    @Test func `it may have as many comparisons as the limit and no more`() {
        let most = Array(repeating: "size=1", count: ServiceLimits.filterTermsMax).joined(separator: " OR ")
        #expect(Things.refusal(most) == nil)
        #expect(Things.refusal(most + " size=1")?.fields == ["filter"])
    }

    @Test func `it may be nested as deep as the limit and no deeper`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "size=1" + String(repeating: ")", count: depth)
        }
        let deepest = nested(ServiceLimits.filterDepthMax)
        #expect(Things.refusal(deepest) == nil)
        // Side by side is not deeper.
        #expect(Things.refusal("\(deepest) OR \(deepest)") == nil)
        #expect(Things.refusal(nested(ServiceLimits.filterDepthMax + 1))?.fields == ["filter"])
        #expect(Things.refusal(String(repeating: "NOT (", count: 300))?.fields == ["filter"])
        #expect(Things.refusal(String(repeating: "-", count: 2000))?.fields == ["filter"])
    }

    private static let times = [
        ("2026-01-31T12:00:00Z", 1_769_860_800.0), ("2026-01-31T12:00:00+02:00", 1_769_853_600),
        ("2026-01-31T12:00:00-00:30", 1_769_862_600), ("2026-01-31T12:00:00.5Z", 1_769_860_800.5),
        ("2024-02-29T00:00:00Z", 1_709_164_800), ("1969-12-31T23:59:59.25+00:00", -0.75),
    ]

    @Test(arguments: times) func `times are those of RFC 3339`(text: String, seconds: Double) throws {
        #expect(try #require(FilterTime.parse(text)).timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-01-31T12:00:00", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-01-31T24:00:00Z", "2026-01-31T12:00:60Z", "2026-01-31T12:00:00z", "2026-1-31T12:00:00Z",
        "2026-01-31T12:00:00Zx", "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00.0123456789Z",
        "2026-01-31T12:00:00+2:00", "2026-01-31T12:00:00+02:60", "2026-01-31T12:00:00+24:00",
        "2026-01-31T12:00:00+02", "2026-01-31T12:00:00+02:00:00", "2026-01-31T12:00:00+-1:00",
    ]) func `what is no such time is none`(text: String) {
        #expect(FilterTime.parse(text) == nil)
    }
}

/// Texts that try to become a part of the statement.
@Suite struct FilterInjectionTests {
    private static let payloads = [
        "x'; DROP TABLE auth.users; --", "x' OR '1'='1", "$1", "$2::text", "\\'; SELECT 1; --", "x\u{0}y", "/* */",
        "%' OR true --", "x'||(SELECT password_hash FROM auth.users LIMIT 1)||'", "\u{2019} OR 1=1", "E'\\x27'",
        "); SELECT pg_sleep(10); --", "\"; SELECT 1; --",
    ]

    @Test(arguments: payloads, ["name", "note", "size", "is_new", "made", "state", "tags"])
    func `a value is bound or refused, however it is written`(payload: String, field: String) {
        let escaped = payload.reduce(into: "") { out, character in
            if "\"\\".contains(character) { out.append("\\") }
            out.append(character)
        }
        for value in [payload, "\"\(payload)\"", "\"\(escaped)\"", "'\(payload)'"] {
            let text = "\(field) : \(value)"
            guard let condition = try? Things.condition(text) else {
                #expect(Things.refusal(text)?.fields == ["filter"])
                continue
            }
            // Nothing but our own words: the statement is the same for a harmless value.
            #expect(condition.text == (try? Things.condition("\(field):x"))?.text, "\(text)")
        }
    }

    @Test(arguments: payloads) func `a field's name is looked up, never used`(payload: String) {
        for text in ["\(payload) = x", "name.\(payload) = x", "t.name = x", "name\(payload)"] {
            #expect(Things.refusal(text)?.fields == ["filter"])
        }
    }
}
