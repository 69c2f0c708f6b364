/// Distance to the nearest training rows (Ramaswamy et al. 2000; Angiulli and Pizzuti 2002), Euclidean, on standardized
/// features. A training row is not its own neighbour: it is left out by its number, so that a twin of it still counts.
struct KNN: FittedDetector {
    enum Method: String, Sendable {
        case largest, mean, median

        /// - Parameter squaredDistances: ascending.
        func score(_ squaredDistances: some RandomAccessCollection<Double>) -> Double {
            guard let last = squaredDistances.last else { return 0 }
            let count = squaredDistances.count
            func distance(_ place: Int) -> Double {
                squaredDistances[squaredDistances.index(squaredDistances.startIndex, offsetBy: place)].squareRoot()
            }
            return switch self {
            case .largest: last.squareRoot()
            case .mean: squaredDistances.reduce(0) { $0 + $1.squareRoot() } / Double(count)
            case .median:
                count % 2 == 1 ? distance(count / 2) : (distance(count / 2 - 1) + distance(count / 2)) / 2
            }
        }
    }

    let rows: TrainingRows
    let neighbours: Int
    let method: Method
    /// Of each row, left out itself.
    let scores: [Double]
    private let index: NeighbourIndex

    init(rows: TrainingRows, neighbours: Int, method: Method, scores: [Double]) {
        self.init(
            rows: rows, neighbours: neighbours, method: method, scores: scores,
            index: NeighbourIndex(rows.values, width: rows.width))
    }

    private init(rows: TrainingRows, neighbours: Int, method: Method, scores: [Double], index: NeighbourIndex) {
        self.rows = rows
        self.neighbours = neighbours
        self.method = method
        self.scores = scores
        self.index = index
    }

    static func fit(_ training: TrainingSet, neighbours: Int, method: Method) async throws -> KNN {
        let rows = try await TrainingRows.fit(training, rowsMax: DetectorLimits.neighbourPairsMax / neighbours)
        let index = NeighbourIndex(rows.values, width: rows.width)
        let distances = try await index.neighboursOfAll(neighbours).squaredDistances
        let each = distances.count / rows.count
        let scores = (0..<rows.count).map { method.score(distances[($0 * each)..<(($0 + 1) * each)]) }
        return KNN(rows: rows, neighbours: neighbours, method: method, scores: scores, index: index)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        let known = rows.map { self.rows.position(basis.ofRow($0)).map { scores[$0] } }
        let sought = rows.indices.filter { known[$0 - rows.lowerBound] == nil }
        var found = known.map { $0 ?? 0 }
        for (row, score) in zip(sought, self.sought(table, sought, leavingOut: nil)) {
            found[row - rows.lowerBound] = score
        }
        return found
    }

    func scores(_ table: FeatureTable, inPlaceOf row: Int) -> [Double] {
        sought(table, 0..<table.rowCount, leavingOut: rows.position(of: row))
    }

    private func sought(
        _ table: FeatureTable, _ rows: some RandomAccessCollection<Int>, leavingOut: Int?
    ) -> [Double] {
        var scores: [Double] = []
        scores.reserveCapacity(rows.count)
        let points = self.rows.standardization.rowMajor(table, rows)
        index.search(neighbours, around: points, leavingOut: { _ in leavingOut }) { _, _, distances in
            scores.append(method.score(distances))
        }
        return scores
    }

    /// The feature's part of the squared distance to the neighbours, on average.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let point = row.enumerated().map { rows.standardization.standardized($1, $0) }
        let nearest = point.withUnsafeBufferPointer {
            index.nearest(neighbours, to: $0, leavingOut: rows.position(basis))
        }
        return rows.squaredDifferences(point, to: nearest.rows.map(Int.init))
    }
}
