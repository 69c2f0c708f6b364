@testable import Detectors

/// Models as bytes: real ones that are changed through their structure, and bytes as they come. What is read must be a model
/// that scores, judges and explains any row, and that is written and read again the same.
enum SnapshotTarget {
    static func run(_ input: FuzzInput) {
        let model: TrainedModel
        do throws(DetectorError) {
            model = try TrainedModel(snapshot: WireMutation.message(input, of: SnapshotSeeds.all))
        } catch {
            require(error.kind == .corruptModel, "bytes are refused as something else: \(error)")
            return
        }
        writesAgain(model)
        for rows in [SnapshotSeeds.rows(model), extremes(model)] {
            for basis in [ScoreBasis.novel, .training(firstRow: 0), .training(firstRow: 3)] { use(model, rows, basis) }
        }
    }

    private static func writesAgain(_ model: TrainedModel) {
        let written = model.snapshot()
        guard let read = try? TrainedModel(snapshot: written) else {
            return require(false, "what was written is refused")
        }
        require(read.snapshot() == written, "what was read is written otherwise")
        require(read.byteCount == model.byteCount && model.byteCount > 0, "its memory depends on how it came")
    }

    /// Rows of the smallest, the largest, missing and usual values.
    private static func extremes(_ model: TrainedModel) -> DataTable? {
        let limit = DetectorLimits.magnitudeMax
        let extremes = [-limit, limit, .nan, 0, -0.0, .leastNonzeroMagnitude].map { [$0] }
        let features = model.features.prefix(model.encoder.numbers.count)
        return SnapshotSeeds.rows(
            model,
            numbers: features.isEmpty ? extremes : extremes + [features.map(\.minimum), features.map(\.maximum)],
            texts: Array(repeating: "red", count: extremes.count + (features.isEmpty ? 0 : 2)))
    }

    private static func use(_ model: TrainedModel, _ table: DataTable?, _ basis: ScoreBasis) {
        guard let table, let rows = try? model.encode(table, basis: basis) else {
            return require(false, "no table has its features")
        }
        let scores = model.scores(rows.features, 0..<rows.count, basis)
        require(scores.count == rows.count, "\(scores.count) scores for \(rows.count) rows")
        for (row, score) in scores.enumerated() {
            require(score.isFinite, "row \(row) scores \(score)")
            let judgement = model.judge(score)
            require(judgement.pValue > 0 && judgement.pValue <= 1, "p is \(judgement.pValue)")
            require(judgement.relativeScore.isFinite, "the relative score is \(judgement.relativeScore)")
            explain(model, rows, row, score)
        }
    }

    private static func explain(_ model: TrainedModel, _ rows: EncodedRows, _ row: Int, _ score: Double) {
        let contributions = model.explain(rows, row: row)
        require(contributions.allSatisfy { $0.share >= 0 && $0.share <= 1 }, "a share is none: \(contributions)")
        _ = model.warnings(rows, row: row)
        guard let change = model.smallestChange(rows, row: row, rawScore: score) else { return }
        require(change.value.isFinite && change.distance.isFinite, "\(change) is no change")
        require(!model.threshold.flags(change.rawScore), "\(change) does not make it normal")
    }
}
