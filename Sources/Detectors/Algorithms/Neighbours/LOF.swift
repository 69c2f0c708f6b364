/// Local outlier factor (Breunig et al. 2000), Euclidean, on standardized features: the mean of the neighbours' local
/// reachability densities over the row's own, 1 / (mean reachability distance + 1e-10) as scikit-learn has it.
///
/// Rows that are equal count once, which is the paper's k-distinct-distance: a pile of more than k twins would have an infinite
/// density, and make everything near it strange. Without twins the factors are scikit-learn's. A training row is no neighbour
/// of itself, and neither are its twins; its neighbours' densities are those of the fit.
struct LOF: FittedDetector {
    /// What keeps a density finite where neighbours lie closer than numbers can tell.
    private static let smallest = 1e-10

    let rows: TrainingRows
    let neighbours: Int
    let twins: Twins
    /// Of each row: the distance to its last neighbour, and the local reachability density.
    let distances: [Double]
    let densities: [Double]
    private let index: NeighbourIndex

    init(rows: TrainingRows, neighbours: Int, twins: Twins, distances: [Double], densities: [Double]) {
        self.init(
            rows: rows, neighbours: neighbours, twins: twins, distances: distances, densities: densities,
            index: NeighbourIndex(rows.values, width: rows.width))
    }

    private init(
        rows: TrainingRows, neighbours: Int, twins: Twins, distances: [Double], densities: [Double],
        index: NeighbourIndex
    ) {
        self.rows = rows
        self.neighbours = neighbours
        self.twins = twins
        self.distances = distances
        self.densities = densities
        self.index = index
    }

    static func fit(_ training: TrainingSet, neighbours: Int) async throws -> LOF {
        let (rows, twins) = Twins.apart(try await TrainingRows.fit(training))
        let index = NeighbourIndex(rows.values, width: rows.width)
        let tasks = ranges(of: rows.count, length: 1024)
        let found = try await parallelMap(tasks.count) { task in
            tasks[task].map { index.nearest(neighbours, to: rows, at: $0) }
        }.flatMap { $0 }
        let distances = found.map { ($0.squaredDistances.last ?? 0).squareRoot() }
        let densities = found.map { density(of: $0, distances) }
        return LOF(
            rows: rows, neighbours: neighbours, twins: twins, distances: distances, densities: densities, index: index)
    }

    private static func density(of found: NearestRows, _ distances: [Double]) -> Double {
        guard !found.rows.isEmpty else { return 1 / smallest }
        var sum = 0.0
        for (row, squared) in zip(found.rows, found.squaredDistances) {
            sum += Swift.max(distances[Int(row)], squared.squareRoot())
        }
        return 1 / (sum / Double(found.rows.count) + smallest)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        let points = self.rows.standardization.rowMajor(table, rows)
        return rows.indices.map { row in
            factor(nearest(points, at: row - rows.lowerBound, basis.ofRow(row)))
        }
    }

    private func factor(_ found: NearestRows) -> Double {
        // The only row there is has nothing to be compared with.
        guard !found.rows.isEmpty else { return 1 }
        let around = found.rows.reduce(0) { $0 + densities[Int($1)] } / Double(found.rows.count)
        return around / Self.density(of: found, distances)
    }

    private func nearest(_ points: [Double], at place: Int, _ basis: ScoreBasis) -> NearestRows {
        points.withUnsafeBufferPointer { points in
            let point = UnsafeBufferPointer(rebasing: points[(place * rows.width)..<((place + 1) * rows.width)])
            return index.nearest(neighbours, to: point, leavingOut: position(basis))
        }
    }

    private func position(_ basis: ScoreBasis) -> Int? {
        guard case .training(let row) = basis else { return nil }
        return rows.position(of: row) ?? twins.position(of: row)
    }

    /// The feature's part of the squared distance to the neighbours, on average.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let point = row.enumerated().map { rows.standardization.standardized($1, $0) }
        return rows.squaredDifferences(point, to: nearest(point, at: 0, basis).rows.map(Int.init))
    }
}

extension NeighbourIndex {
    /// The nearest to one of the rows themselves.
    fileprivate func nearest(_ k: Int, to rows: TrainingRows, at position: Int) -> NearestRows {
        rows.values.withUnsafeBufferPointer { values in
            let point = UnsafeBufferPointer(rebasing: values[(position * width)..<((position + 1) * width)])
            return nearest(k, to: point, leavingOut: position)
        }
    }
}
