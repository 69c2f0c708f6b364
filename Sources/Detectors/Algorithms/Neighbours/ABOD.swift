internal import Messages
internal import Protobuf

/// Fast angle-based outlier detection (Kriegel, Schubert and Zimek 2008), on standardized features: the variance, over all pairs of a row's
/// nearest neighbours, of the cosine between the differences to them, divided by both distances. A row amid others sees them in all
/// directions; for one outside they lie in one, far away.
///
/// The score is the negative logarithm of that variance, which ranks as PyOD's negative variance does, but is not all but 0 for every
/// strange row. Equal training rows count once, and a row equal to the one that is scored is none of its neighbours: it lies in no
/// direction. This takes a training row out of its own neighbours, too; PyOD counts a training row among its own and then skips it, so that
/// it looks at one neighbour fewer.
struct ABOD: FittedDetector {
    /// What no variance falls below, relative to the fourth power of the distance to the nearest neighbour.
    private static let varianceMin = 1e-300

    /// No two of them equal.
    let rows: TrainingRows
    let neighbours: Int
    private let index: NeighbourIndex

    init(rows: TrainingRows, neighbours: Int) {
        self.rows = rows
        self.neighbours = neighbours
        index = NeighbourIndex(rows.values, width: rows.width)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        scores(table, rows, leavingOut: nil)
    }

    func scores(_ table: FeatureTable, inPlaceOf row: Int) -> [Double] {
        scores(table, 0..<table.rowCount, leavingOut: rows.position(of: row))
    }

    private func scores(_ table: FeatureTable, _ rows: Range<Int>, leavingOut: Int?) -> [Double] {
        let width = self.rows.width
        let points = self.rows.standardization.rowMajor(table, rows)
        var scratch = Scratch(neighbours: neighbours, width: width)
        return points.withUnsafeBufferPointer { points in
            (0..<rows.count).map { place in
                let point = UnsafeBufferPointer(rebasing: points[(place * width)..<((place + 1) * width)])
                return score(point, nearest(point, leavingOut: leavingOut), &scratch)
            }
        }
    }

    /// The nearest rows that are elsewhere, and their distances.
    private func nearest(
        _ point: UnsafeBufferPointer<Double>, leavingOut: Int? = nil
    ) -> (rows: ArraySlice<Int32>, squared: ArraySlice<Double>) {
        let found = index.nearest(neighbours + 1, to: point, leavingOut: leavingOut)
        let elsewhere = found.squaredDistances.firstIndex { $0 > 0 } ?? found.rows.count
        return (
            found.rows[elsewhere...].prefix(neighbours), found.squaredDistances[elsewhere...].prefix(neighbours)
        )
    }

    private func score(
        _ point: UnsafeBufferPointer<Double>, _ nearest: (rows: ArraySlice<Int32>, squared: ArraySlice<Double>),
        _ scratch: inout Scratch
    ) -> Double {
        // Without anything elsewhere nothing is strange.
        guard let closest = nearest.squared.first else { return 0 }
        let unit = closest.squareRoot()
        scratch.fill(point, nearest, rows.values, unit: unit)
        let variance = scratch.varianceOfWeightedCosines()
        return -_log(Swift.max(variance, Self.varianceMin)) + 4 * _log(unit)
    }

    /// The feature's part of the squared distance to the neighbours, on average.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let point = row.enumerated().map { rows.standardization.standardized($1, $0) }
        let found = point.withUnsafeBufferPointer { nearest($0).rows.map(Int.init) }
        return rows.squaredDifferences(point, to: found)
    }

    /// What is computed for one row after the other.
    private struct Scratch {
        private let width: Int
        private var count = 0
        /// Difference to each neighbour over its squared length, in units of the nearest one's distance: of two of them, the product is
        /// the weighted cosine.
        private var directions: [Double]
        private var cosines: [Double]

        init(neighbours: Int, width: Int) {
            self.width = width
            directions = Array(repeating: 0, count: neighbours * width)
            cosines = Array(repeating: 0, count: neighbours * (neighbours - 1) / 2)
        }

        mutating func fill(
            _ point: UnsafeBufferPointer<Double>, _ nearest: (rows: ArraySlice<Int32>, squared: ArraySlice<Double>),
            _ values: [Double], unit: Double
        ) {
            count = nearest.rows.count
            for (place, (row, squared)) in zip(nearest.rows, nearest.squared).enumerated() {
                // One division after the other: squares of the least distances are hardly numbers.
                let length = squared.squareRoot()
                for column in 0..<width {
                    let difference = values[Int(row) * width + column] - point[column]
                    directions[place * width + column] = difference / length * (unit / length)
                }
            }
        }

        /// 0 where there are fewer than two pairs.
        mutating func varianceOfWeightedCosines() -> Double {
            var pairs = 0
            for first in 0..<count {
                for second in (first + 1)..<Swift.max(count, first + 1) {
                    var product = 0.0
                    for column in 0..<width {
                        product += directions[first * width + column] * directions[second * width + column]
                    }
                    cosines[pairs] = product
                    pairs += 1
                }
            }
            guard pairs > 0 else { return 0 }
            var sum = 0.0
            for pair in 0..<pairs { sum += cosines[pair] }
            let mean = sum / Double(pairs)
            var squares = 0.0
            for pair in 0..<pairs { squares += (cosines[pair] - mean) * (cosines[pair] - mean) }
            return squares / Double(pairs)
        }
    }
}

extension ABOD {
    var message: DetectionV1.SnapshotFit.Fit {
        .abod(DetectionV1.AbodFit(rows: rows.message, neighbours: UInt32(neighbours)))
    }

    init(_ message: DetectionV1.AbodFit, _ features: [FeatureProfile]) throws(DetectorError) {
        let rows = try TrainingRows(message.rows, features)
        guard (3...ABODAlgorithm.neighboursMax).contains(Int(message.neighbours)) else {
            throw .corrupt("abod", "\(message.neighbours) neighbours are out of range")
        }
        self.init(rows: rows, neighbours: Int(message.neighbours))
    }
}
