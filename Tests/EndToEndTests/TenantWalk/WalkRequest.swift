import Protobuf
import RPC

/// A request as a tree of fields by their proto names, to be sent as a message, or over REST as the method's rule says.
struct WalkRequest: Sendable {
    indirect enum Value: Sendable {
        case text(String)
        case texts([String])
        case numbers([Int])
        case list([Value])
        case fields([String: Value])
    }

    var fields: [String: Value]

    init(_ fields: [String: Value] = [:]) { self.fields = fields }

    /// The most frequent one.
    static func name(_ name: String, _ more: [String: Value] = [:]) -> WalkRequest {
        WalkRequest(more.merging(["name": .text(name)]) { $1 })
    }

    static func parent(_ name: String, _ more: [String: Value] = [:]) -> WalkRequest {
        WalkRequest(more.merging(["parent": .text(name)]) { $1 })
    }

    var json: String { Self.json(.fields(fields)) }

    private static func json(_ value: Value) -> String {
        switch value {
        // Nothing that would have to be escaped.
        case .text(let text): "\"\(text)\""
        case .texts(let texts): "[\(texts.map { "\"\($0)\"" }.joined(separator: ","))]"
        case .list(let values): "[\(values.map(json).joined(separator: ","))]"
        case .numbers(let numbers): "[\(numbers.map(String.init).joined(separator: ","))]"
        case .fields(let fields):
            "{\(fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\(json($0.value))" }.joined(separator: ","))}"
        }
    }

    /// The path with its query, and the body if the rule has one.
    func rest(_ rule: HTTPRule) -> (path: String, body: String?) {
        var rest = fields
        var path = ""
        var template = rule.template[...]
        while let open = template.firstIndex(of: "{"), let close = template[open...].firstIndex(of: "}") {
            path += template[..<open]
            let variable = template[template.index(after: open)..<close].prefix { $0 != "=" }
            path += Self.take(variable.split(separator: ".").map(String.init), from: &rest)
            template = template[template.index(after: close)...]
        }
        path += template
        switch rule.body {
        case "*": return (path, Self.json(.fields(rest)))
        case "": return (path + Self.query(rest), nil)
        default:
            let body = rest.removeValue(forKey: rule.body) ?? .fields([:])
            return (path + Self.query(rest), Self.json(body))
        }
    }

    private static func take(_ path: [String], from fields: inout [String: Value]) -> String {
        switch fields[path[0]] {
        case .text(let text) where path.count == 1:
            fields[path[0]] = nil
            return text
        case .fields(var inner) where path.count > 1:
            let text = take(Array(path.dropFirst()), from: &inner)
            fields[path[0]] = .fields(inner)
            return text
        default: return "none"
        }
    }

    private static func query(_ fields: [String: Value]) -> String {
        let pairs = fields.sorted { $0.key < $1.key }.compactMap { key, value in
            if case .text(let text) = value { "\(key)=\(text)" } else { nil }
        }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }
}
