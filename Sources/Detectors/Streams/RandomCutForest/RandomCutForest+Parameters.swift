extension RandomCutForest {
    static let description = StreamAlgorithmDescription(
        displayName: "Random cut forest",
        description: """
            How much of random trees over a sample of the recent past would move to make room for a point. Sees combinations of \
            features, and with a shingle also shapes in time: the most careful, and the most costly.
            """,
        parameters: [
            .integer("trees", default: 40, Options.trees, "Trees. More trees: steadier scores, slower."),
            .integer("tree_size", default: 256, Options.capacities, "Points that each tree holds."),
            .integer("shingle", default: 1, Options.shingles, "Points in a row that are looked at together."),
            .number(
                "time_decay", default: 0.0004, Options.timeDecays,
                "How fast the past is forgotten: a point's chance to be held falls by this share with every point. 0: never."
            ),
        ],
        missing: "the feature's last value stands in", explanation: "exact",
        reference: "S. Guha, N. Mishra, G. Roy, O. Schrijvers: Robust Random Cut Forest Based Anomaly Detection "
            + "on Streams. ICML 2016.")
    static let takesMissing = false

    init(_ parameters: ResolvedParameters, featureCount: Int, seed: UInt64) throws(DetectorError) {
        let options = Options(
            trees: parameters.integer("trees"), capacity: parameters.integer("tree_size"),
            shingle: parameters.integer("shingle"), timeDecay: parameters.number("time_decay"))
        guard options.fits(featureCount: featureCount) else {
            throw .invalid(
                "parameters.shingle",
                "times features, tree_size and trees must not be above \(Options.valuesMax)")
        }
        self.init(options: options, featureCount: featureCount, seed: seed)
    }
}

extension RandomCutForest.Options {
    func fits(featureCount: Int) -> Bool { trees * capacity * shingle * featureCount <= Self.valuesMax }
}
