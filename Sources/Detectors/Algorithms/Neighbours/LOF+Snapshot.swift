internal import Messages
internal import Protobuf

extension LOF {
    var message: DetectionV1.SnapshotFit.Fit {
        .lof(
            DetectionV1.LofFit(
                rows: rows.message, neighbours: UInt32(neighbours), twinRows: PackedSlice(twins.rows),
                twinOf: PackedSlice(twins.positions), distances: PackedSlice(distances),
                densities: PackedSlice(densities), scores: PackedSlice(factors)))
    }

    init(_ message: DetectionV1.LofFit, _ features: [FeatureProfile]) throws(DetectorError) {
        let rows = try TrainingRows(message.rows, features)
        let twins = Twins(rows: Array(message.twinRows), positions: Array(message.twinOf))
        let distances = Array(message.distances)
        let densities = Array(message.densities)
        let factors = Array(message.scores)
        guard (1...DetectorLimits.neighboursMax).contains(Int(message.neighbours)),
            twins.rows.count == twins.positions.count, zip(twins.rows, twins.rows.dropFirst()).allSatisfy({ $0 < $1 }),
            twins.positions.allSatisfy({ Int($0) < rows.count }), distances.count == rows.count,
            densities.count == rows.count, distances.allSatisfy({ (0...Self.distanceMax).contains($0) }),
            densities.allSatisfy({ (1 / (2 * Self.distanceMax)...1 / Self.smallest).contains($0) }),
            factors.count == rows.count,
            factors.allSatisfy({ $0 >= 0 && $0.isFinite })
        else { throw .corrupt("lof", "its numbers do not fit its \(rows.count) rows") }
        self.init(
            rows: rows, neighbours: Int(message.neighbours), twins: twins, distances: distances, densities: densities,
            factors: factors)
    }
}
