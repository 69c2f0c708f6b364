/// The path template of a `google.api.http` rule: `/v1/{name=datasets/*}:profile`.
struct RouteTemplate: Sendable, Equatable {
    enum Segment: Sendable, Equatable {
        case literal(String)
        /// `*`: one segment.
        case one
        /// `**`: the rest of the path, possibly nothing.
        case rest
    }

    struct Variable: Sendable, Equatable {
        /// `detector.name` as ["detector", "name"].
        var fieldPath: [String]
        var segments: Range<Int>
        /// Of a value that spans segments, an encoded slash stays encoded.
        var spansSegments: Bool
    }

    /// As it was written; the value of the metrics' `endpoint` label.
    let text: String
    private(set) var segments: [Segment] = []
    private(set) var variables: [Variable] = []
    private(set) var verb = ""

    init(_ text: String) throws(RouteError) {
        self.text = text
        var parser = TemplateParser(text)
        (segments, variables, verb) = try parser.parse()
    }
}

enum RouteError: Error, Equatable, Sendable {
    case malformedTemplate(String)
    case conflict(String, String)
    case unknownType(String)
    case unknownField(String, method: String)
    case notAScalar(String, method: String)
    case notAMessage(String, method: String)
    case requestStreamHasHTTPRule(String)
    case unknownUpstream(String)
    /// A form's method must be public, for its credentials are in the form, and needs a `grant_type` of its own.
    case unusableForm(String)
}

/// Reads the grammar that google/api/http.proto documents; variables do not nest.
private struct TemplateParser {
    private let text: String
    private var rest: Substring
    private var segments: [RouteTemplate.Segment] = []
    private var variables: [RouteTemplate.Variable] = []

    init(_ text: String) {
        self.text = text
        self.rest = text[...]
    }

    mutating func parse() throws(RouteError) -> ([RouteTemplate.Segment], [RouteTemplate.Variable], String) {
        repeat {
            try expect("/")
            try element()
        } while rest.first == "/"
        let verb = rest.first == ":" ? String(rest.dropFirst()) : ""
        let isWhole = rest.isEmpty || (!verb.isEmpty && verb.allSatisfy(Self.isLiteral))
        guard isWhole, !segments.dropLast().contains(.rest) else { throw malformed }
        return (segments, variables, verb)
    }

    private mutating func element() throws(RouteError) {
        guard rest.first == "{" else { return segments.append(try segment()) }
        rest.removeFirst()
        let name = take { Self.isLiteral($0) }
        let start = segments.count
        if rest.first == "=" {
            repeat {
                rest.removeFirst()
                segments.append(try segment())
            } while rest.first == "/"
        } else {
            segments.append(.one)
        }
        try expect("}")
        guard !name.isEmpty else { throw malformed }
        let range = start..<segments.count
        variables.append(
            .init(
                fieldPath: name.split(separator: ".").map(String.init), segments: range,
                spansSegments: range.count > 1 || segments[start] == .rest))
    }

    private mutating func segment() throws(RouteError) -> RouteTemplate.Segment {
        if rest.hasPrefix("**") {
            rest.removeFirst(2)
            return .rest
        }
        if rest.first == "*" {
            rest.removeFirst()
            return .one
        }
        let literal = take { Self.isLiteral($0) }
        guard !literal.isEmpty else { throw malformed }
        return .literal(literal)
    }

    private mutating func expect(_ character: Character) throws(RouteError) {
        guard rest.first == character else { throw malformed }
        rest.removeFirst()
    }

    private mutating func take(_ isWanted: (Character) -> Bool) -> String {
        let taken = rest.prefix(while: isWanted)
        rest = rest[taken.endIndex...]
        return String(taken)
    }

    private var malformed: RouteError { .malformedTemplate(text) }

    private static func isLiteral(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-~".contains(character))
    }
}
