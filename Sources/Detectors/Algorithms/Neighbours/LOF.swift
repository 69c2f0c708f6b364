/// Local outlier factor (Breunig et al. 2000), Euclidean, on standardized features: the mean of the neighbours' local
/// reachability densities over the row's own, 1 / (mean reachability distance + 1e-10) as scikit-learn has it.
///
/// Rows that are equal count once, which is the paper's k-distinct-distance: a pile of more than k twins would have an infinite
/// density, and make everything near it strange. Without twins the factors are scikit-learn's. A training row is no neighbour
/// of itself, and neither are its twins; its neighbours' densities are those of the fit.
struct LOF: FittedDetector {
    /// What keeps a density finite where neighbours lie closer than numbers can tell.
    static let smallest = 1e-10
    /// Standardized rows of so many features as there may be are no farther apart.
    static let distanceMax = 2 * Standardization.deviationMax * Double(DetectorLimits.featureColumnsMax)

    let rows: TrainingRows
    let neighbours: Int
    let twins: Twins
    /// Of each row: the distance to its last neighbour, the local reachability density, and the factor.
    let distances: [Double]
    let densities: [Double]
    let factors: [Double]
    private let index: NeighbourIndex

    init(
        rows: TrainingRows, neighbours: Int, twins: Twins, distances: [Double], densities: [Double], factors: [Double],
        index: NeighbourIndex? = nil
    ) {
        self.rows = rows
        self.neighbours = neighbours
        self.twins = twins
        self.distances = distances
        self.densities = densities
        self.factors = factors
        self.index = index ?? NeighbourIndex(rows.values, width: rows.width)
    }

    static func fit(_ training: TrainingSet, neighbours: Int) async throws -> LOF {
        let (rows, twins) = Twins.apart(
            try await TrainingRows.fit(training, rowsMax: DetectorLimits.neighbourPairsMax / neighbours))
        let index = NeighbourIndex(rows.values, width: rows.width)
        let found = try await index.neighboursOfAll(neighbours)
        let each = found.rows.count / rows.count
        func own(_ row: Int) -> Range<Int> { (row * each)..<((row + 1) * each) }
        // The only row there is has nothing to be compared with.
        guard each > 0 else {
            return LOF(
                rows: rows, neighbours: neighbours, twins: twins, distances: [0], densities: [1 / smallest],
                factors: [1], index: index)
        }
        let distances = (0..<rows.count).map { found.squaredDistances[own($0).upperBound - 1].squareRoot() }
        let densities = (0..<rows.count).map {
            density(found.rows[own($0)], found.squaredDistances[own($0)], distances)
        }
        let factors = (0..<rows.count).map { factor(density: densities[$0], around: found.rows[own($0)], densities) }
        return LOF(
            rows: rows, neighbours: neighbours, twins: twins, distances: distances, densities: densities,
            factors: factors, index: index)
    }

    /// The inverse of the mean reachability distance from the neighbours.
    private static func density(
        _ neighbours: some Collection<Int32>, _ squaredDistances: some Collection<Double>, _ distances: [Double]
    ) -> Double {
        var sum = 0.0
        for (row, squared) in zip(neighbours, squaredDistances) {
            sum += Swift.max(distances[Int(row)], squared.squareRoot())
        }
        return 1 / (sum / Double(neighbours.count) + smallest)
    }

    private static func factor(
        density: Double, around neighbours: some Collection<Int32>, _ densities: [Double]
    ) -> Double {
        neighbours.reduce(0) { $0 + densities[Int($1)] } / Double(neighbours.count) / density
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        let known = rows.map { position(basis.ofRow($0)).map { factors[$0] } }
        let sought = rows.indices.filter { known[$0 - rows.lowerBound] == nil }
        var found = known.map { $0 ?? 0 }
        for (row, score) in zip(sought, self.sought(table, sought, leavingOut: nil)) {
            found[row - rows.lowerBound] = score
        }
        return found
    }

    func scores(_ table: FeatureTable, inPlaceOf row: Int) -> [Double] {
        sought(table, 0..<table.rowCount, leavingOut: position(.training(firstRow: row)))
    }

    private func sought(
        _ table: FeatureTable, _ rows: some RandomAccessCollection<Int>, leavingOut: Int?
    ) -> [Double] {
        var scores: [Double] = []
        scores.reserveCapacity(rows.count)
        let points = self.rows.standardization.rowMajor(table, rows)
        index.search(neighbours, around: points, leavingOut: { _ in leavingOut }) { _, neighbours, squaredDistances in
            // The only row there was.
            guard !neighbours.isEmpty else { return scores.append(1) }
            let density = Self.density(neighbours, squaredDistances, distances)
            scores.append(Self.factor(density: density, around: neighbours, densities))
        }
        return scores
    }

    private func position(_ basis: ScoreBasis) -> Int? {
        guard case .training(let row) = basis else { return nil }
        return rows.position(of: row) ?? twins.position(of: row)
    }

    /// The feature's part of the squared distance to the neighbours, on average.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let point = row.enumerated().map { rows.standardization.standardized($1, $0) }
        let nearest = point.withUnsafeBufferPointer {
            index.nearest(neighbours, to: $0, leavingOut: position(basis))
        }
        return rows.squaredDifferences(point, to: nearest.rows.map(Int.init))
    }
}
