/// Templates by their segments; finds the most specific one that has the wanted HTTP method.
struct RouteTree<Target: Sendable>: Sendable {
    private struct Leaf: Sendable {
        var method: String
        var template: RouteTemplate
        var target: Target
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var one: Int?
        /// What ends here, by verb.
        var leaves: [String: [Leaf]] = [:]
        /// What ends here with `**`, by verb.
        var restLeaves: [String: [Leaf]] = [:]
    }

    enum Match {
        case found(Target, RouteTemplate)
        /// The path is known, with these methods.
        case otherMethods([String])
        case none
    }

    private var nodes = [Node()]

    mutating func insert(_ method: String, _ template: RouteTemplate, _ target: Target) throws(RouteError) {
        var place = 0
        for segment in template.segments where segment != .rest { place = child(of: place, segment) }
        let isRest = template.segments.last == .rest
        let leaf = Leaf(method: method, template: template, target: target)
        let siblings = (isRest ? nodes[place].restLeaves : nodes[place].leaves)[template.verb] ?? []
        if let other = siblings.first(where: { $0.method == method }) {
            throw .conflict("\(method) \(other.template.text)", "\(method) \(template.text)")
        }
        if isRest {
            nodes[place].restLeaves[template.verb] = siblings + [leaf]
        } else {
            nodes[place].leaves[template.verb] = siblings + [leaf]
        }
    }

    /// - Parameter segments: of the path, decoded, without its verb.
    func match(_ method: String, _ segments: [String], verb: String) -> Match {
        var others: [String] = []
        if let leaf = find(method, segments[...], verb, at: 0, others: &others) {
            return .found(leaf.target, leaf.template)
        }
        return others.isEmpty ? .none : .otherMethods(others)
    }

    /// A literal goes before `*`, and `*` before `**`.
    private func find(
        _ method: String, _ segments: ArraySlice<String>, _ verb: String, at place: Int, others: inout [String]
    ) -> Leaf? {
        let node = nodes[place]
        if let segment = segments.first, !segment.isEmpty {
            for child in [node.literals[segment], node.one].compactMap({ $0 }) {
                if let leaf = find(method, segments.dropFirst(), verb, at: child, others: &others) { return leaf }
            }
        } else if segments.isEmpty, let leaf = pick(method, node.leaves[verb], others: &others) {
            return leaf
        }
        return pick(method, node.restLeaves[verb], others: &others)
    }

    private func pick(_ method: String, _ leaves: [Leaf]?, others: inout [String]) -> Leaf? {
        for leaf in leaves ?? [] {
            if leaf.method == method { return leaf }
            if !others.contains(leaf.method) { others.append(leaf.method) }
        }
        return nil
    }

    private mutating func child(of place: Int, _ segment: RouteTemplate.Segment) -> Int {
        let existing: Int? =
            switch segment {
            case .literal(let text): nodes[place].literals[text]
            default: nodes[place].one
            }
        if let existing { return existing }
        nodes.append(Node())
        let new = nodes.count - 1
        if case .literal(let text) = segment {
            nodes[place].literals[text] = new
        } else {
            nodes[place].one = new
        }
        return new
    }
}
