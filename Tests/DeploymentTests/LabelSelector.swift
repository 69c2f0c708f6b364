/// `matchLabels` and `matchExpressions`, or the plain map of a Service. The empty one matches everything.
struct LabelSelector {
    private var labels: [String: String]
    private var expressions: [ManifestValue]

    init(_ value: ManifestValue) {
        let isPlain = value["matchLabels"] == .null && value["matchExpressions"] == .null
        labels = isPlain ? value.labels : value["matchLabels"].labels
        expressions = value["matchExpressions"].list
    }

    func matches(_ candidate: [String: String]) -> Bool {
        labels.allSatisfy { candidate[$0.key] == $0.value } && expressions.allSatisfy { holds($0, candidate) }
    }

    private func holds(_ expression: ManifestValue, _ candidate: [String: String]) -> Bool {
        let value = candidate[expression["key"].string ?? ""]
        let values = expression["values"].list.compactMap(\.string)
        switch expression["operator"].string {
        case "In": return value.map(values.contains) ?? false
        case "NotIn": return value.map { !values.contains($0) } ?? true
        case "Exists": return value != nil
        case "DoesNotExist": return value == nil
        default: return false
        }
    }
}
