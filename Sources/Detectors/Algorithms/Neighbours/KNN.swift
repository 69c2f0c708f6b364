internal import Messages
internal import Protobuf

/// Distance to the nearest training rows (Ramaswamy et al. 2000; Angiulli and Pizzuti 2002), Euclidean, on standardized
/// features. A training row is not its own neighbour: it is left out by its number, so that a twin of it still counts.
struct KNN: FittedDetector {
    enum Method: String, Sendable { case largest, mean, median }

    let rows: TrainingRows
    let neighbours: Int
    let method: Method
    private let index: NeighbourIndex

    init(rows: TrainingRows, neighbours: Int, method: Method) {
        self.rows = rows
        self.neighbours = neighbours
        self.method = method
        index = NeighbourIndex(rows.values, width: rows.width)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        let points = self.rows.standardization.rowMajor(table, rows)
        return rows.indices.map { row in
            let found = nearest(points, at: row - rows.lowerBound, basis.ofRow(row))
            return score(found.squaredDistances.map { $0.squareRoot() })
        }
    }

    private func nearest(_ points: [Double], at place: Int, _ basis: ScoreBasis) -> NearestRows {
        points.withUnsafeBufferPointer { points in
            let point = UnsafeBufferPointer(rebasing: points[(place * rows.width)..<((place + 1) * rows.width)])
            return index.nearest(neighbours, to: point, leavingOut: rows.position(basis))
        }
    }

    /// - Parameter distances: ascending.
    private func score(_ distances: [Double]) -> Double {
        guard let last = distances.last else { return 0 }
        let count = distances.count
        return switch method {
        case .largest: last
        case .mean: distances.reduce(0, +) / Double(count)
        case .median:
            count % 2 == 1 ? distances[count / 2] : (distances[count / 2 - 1] + distances[count / 2]) / 2
        }
    }

    /// The feature's part of the squared distance to the neighbours, on average.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let point = row.enumerated().map { rows.standardization.standardized($1, $0) }
        return rows.squaredDifferences(point, to: nearest(point, at: 0, basis).rows.map(Int.init))
    }
}

extension KNN {
    var message: DetectionV1.SnapshotFit.Fit {
        .knn(
            DetectionV1.NeighbourFit(
                rows: rows.message, neighbours: UInt32(neighbours), method: method.rawValue))
    }

    init(_ message: DetectionV1.NeighbourFit, _ features: [FeatureProfile]) throws(DetectorError) {
        let rows = try TrainingRows(message.rows, features)
        guard let method = Method(rawValue: message.method),
            (1...DetectorLimits.neighboursMax).contains(Int(message.neighbours))
        else { throw .corrupt("knn", "\(message.neighbours) neighbours by \"\(message.method)\" are unknown here") }
        self.init(rows: rows, neighbours: Int(message.neighbours), method: method)
    }
}
