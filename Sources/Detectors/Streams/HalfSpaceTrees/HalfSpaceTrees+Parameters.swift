extension HalfSpaceTrees {
    static let description = StreamAlgorithmDescription(
        displayName: "Half-space trees",
        description: """
            Counts in random halves of the space how many points the last window had there. Sees combinations of features, \
            forgets what is older than two windows, costs the same for every point.
            """,
        parameters: [
            .integer("trees", default: 25, Options.trees, "Trees. More trees: steadier scores, slower."),
            .integer("depth", default: 15, Options.depths, "Halvings from a tree's root to its leaves."),
            .integer("window", default: 250, Options.windows, "Points of a window."),
            .number(
                "size_limit", default: 0.1, 0...1,
                "A part with at most this share of a window's points is not looked into further."),
        ],
        missing: "the feature's last value stands in", explanation: "path",
        reference: "S. C. Tan, K. M. Ting, T. F. Liu: Fast Anomaly Detection for Streaming Data. IJCAI 2011.")
    static let takesMissing = false

    init(_ parameters: ResolvedParameters, featureCount: Int, seed: UInt64) throws(DetectorError) {
        let window = parameters.integer("window")
        let options = Options(
            trees: parameters.integer("trees"), depth: parameters.integer("depth"), window: window,
            sizeLimit: Int(parameters.number("size_limit") * Double(window)))
        guard options.leafCount <= Options.leavesMax else {
            throw .invalid("parameters.depth", "trees times 2^depth must not be above \(Options.leavesMax)")
        }
        self.init(options: options, featureCount: featureCount, seed: seed)
    }
}
