internal import Messages
internal import Protobuf

extension KNN {
    var message: DetectionV1.SnapshotFit.Fit {
        .knn(
            DetectionV1.NeighbourFit(
                rows: rows.message, neighbours: UInt32(neighbours), method: method.rawValue,
                scores: PackedSlice(scores)))
    }

    init(_ message: DetectionV1.NeighbourFit, _ features: [FeatureProfile]) throws(DetectorError) {
        let rows = try TrainingRows(message.rows, features)
        let scores = Array(message.scores)
        guard let method = Method(rawValue: message.method),
            (1...DetectorLimits.neighboursMax).contains(Int(message.neighbours)), scores.count == rows.count,
            scores.allSatisfy({ $0 >= 0 && $0.isFinite })
        else { throw .corrupt("knn", "\(message.neighbours) neighbours by \"\(message.method)\" do not fit its rows") }
        self.init(rows: rows, neighbours: Int(message.neighbours), method: method, scores: scores)
    }
}
