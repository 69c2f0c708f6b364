import Protobuf
import RPC

/// A request's way, found by its method and path.
struct RoutedRequest: Sendable {
    var route: Route
    /// The template, for the metrics: a label of few values.
    var endpoint: String
    /// Values of the template's variables, decoded.
    var captures: [String]
}

/// Takes paths apart and finds their routes. `/api/v1/…` is another name of `/v1/…`.
struct Router: Sendable {
    enum Answer: Sendable {
        case route(RoutedRequest)
        case methodNotAllowed(allowed: [String])
        case notFound
        /// The path is no path: a broken escape, or not UTF-8.
        case malformed
    }

    private let tree: RouteTree<Route>
    private let resumables: [String: ResumableBinding]

    init(_ services: [ServiceDescriptor], pool: DescriptorPool) throws(RouteError) {
        tree = try RouteCompiler(pool: pool).table(services)
        resumables = try RouteCompiler(pool: pool).resumables(services)
    }

    /// Where a request goes that speaks tus: it says so, asks what is spoken, or patches, which nothing else does there.
    func resumable(_ method: String, _ path: Substring, saysSo: Bool) -> ResumableTarget? {
        guard saysSo || method == "OPTIONS" || method == "PATCH" else { return nil }
        let plain = path.hasPrefix("/api/v1/") ? path.dropFirst("/api".count) : path
        if let binding = resumables[String(plain)] { return ResumableTarget(binding: binding, base: String(path)) }
        guard let slash = plain.lastIndex(of: "/"), let binding = resumables[String(plain[..<slash])],
            let id = PercentCoding.decode(plain[plain.index(after: slash)...]), !id.isEmpty, !id.contains(":")
        else { return nil }
        return ResumableTarget(binding: binding, base: String(path.dropLast(plain[slash...].count)), id: id)
    }

    /// - Parameter path: as it came, without the query.
    func find(_ method: String, _ path: Substring) -> Answer {
        guard path.first == "/" else { return .malformed }
        let path = path.hasPrefix("/api/v1/") ? path.dropFirst("/api".count) : path
        let raw = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard let segments = decode(raw) else { return .malformed }
        var allowed: [String] = []
        for candidate in candidates(raw, segments) {
            switch tree.match(method == "HEAD" ? "GET" : method, candidate.segments, verb: candidate.verb) {
            case .found(let route, let template):
                guard let captures = captures(template, raw, verb: candidate.verb) else { return .malformed }
                return .route(RoutedRequest(route: route, endpoint: template.text, captures: captures))
            case .otherMethods(let others): allowed += others
            case .none: break
            }
        }
        return allowed.isEmpty ? .notFound : .methodNotAllowed(allowed: Self.sorted(allowed))
    }

    /// With the last segment's `:verb` split off, and then, since an identifier may hold a colon, without.
    private func candidates(_ raw: [Substring], _ segments: [String]) -> [(segments: [String], verb: String)] {
        guard let last = raw.last, let colon = last.lastIndex(of: ":"),
            let head = PercentCoding.decode(last[..<colon]),
            let verb = PercentCoding.decode(last[last.index(after: colon)...])
        else { return [(segments, "")] }
        return [(segments.dropLast() + [head], verb), (segments, "")]
    }

    private func decode(_ raw: [Substring]) -> [String]? {
        var segments: [String] = []
        for segment in raw {
            guard let decoded = PercentCoding.decode(segment) else { return nil }
            segments.append(decoded)
        }
        return segments
    }

    private func captures(_ template: RouteTemplate, _ raw: [Substring], verb: String) -> [String]? {
        var raw = raw
        if !verb.isEmpty, let last = raw.popLast(), let colon = last.lastIndex(of: ":") { raw.append(last[..<colon]) }
        var captures: [String] = []
        for variable in template.variables {
            let upper = template.segments[variable.segments].last == .rest ? raw.count : variable.segments.upperBound
            let parts = raw[variable.segments.lowerBound..<upper].map {
                PercentCoding.decode($0, keepingSlashes: variable.spansSegments)
            }
            guard !parts.contains(nil) else { return nil }
            captures.append(parts.compactMap { $0 }.joined(separator: "/"))
        }
        return captures
    }

    private static func sorted(_ methods: [String]) -> [String] {
        Set(methods + (methods.contains("GET") ? ["HEAD"] : [])).sorted()
    }
}
