import Synchronization

/// A column's chunk as correlations take it: deviations from its mean in this chunk.
struct CenteredColumn: Sendable {
    /// One per row, 0 where there is no finite value; filled up with 0 to a multiple of `Correlations.lanes`.
    var deviations: [Double]
    /// 1 where there is a value and 0 where there is none; nil where every row has one.
    var presence: [Double]?
    /// Of the chunk's values; the deviations are from its `mean` alone, without the rest.
    var moments: Moments
    /// `moments.mean` less that of the column's first chunk: means that differ by little keep all digits of that.
    var center: Double
}

/// Count, means, and sums of squared deviations and of their products, of two columns over the rows in which both have a
/// value. Merged as `Moments` are.
struct CoMoments: Sendable, Equatable {
    var count = 0.0
    var meanX = 0.0
    var meanY = 0.0
    var squaresX = 0.0
    var squaresY = 0.0
    var products = 0.0

    mutating func merge(_ other: CoMoments) {
        guard other.count > 0 else { return }
        let n = count + other.count
        let (deltaX, deltaY) = (other.meanX - meanX, other.meanY - meanY)
        let weight = count * other.count / n
        squaresX += other.squaresX + deltaX * deltaX * weight
        squaresY += other.squaresY + deltaY * deltaY * weight
        products += other.products + deltaX * deltaY * weight
        meanX += deltaX * other.count / n
        meanY += deltaY * other.count / n
        count = n
    }

    /// Pearson's; nil where one of the two does not vary.
    var coefficient: Double? {
        let scale = squaresX.squareRoot() * squaresY.squareRoot()
        guard scale > 0, scale.isFinite else { return nil }
        return max(-1, min(1, products / scale))
    }
}

/// Pearson correlations of all pairs of columns, chunk by chunk, over the rows in which both have a finite value.
///
/// The work is a matrix product: 4 by 4 columns make a tile, and a run of rows that fits the cache goes through all tiles
/// before the next one. A pair is computed in the same way whichever worker has it.
final class Correlations: Sendable {
    static let columnsMax = 256
    static let lanes = 4
    private static let rowsPerRun = 512
    fileprivate static let side = 4

    /// The tiles of one worker.
    private struct Part: Sendable {
        var tiles: [Tile]
    }

    fileprivate struct Tile: Sendable {
        var rows: Range<Int>
        var columns: Range<Int>
        /// Row by row; those below the diagonal stay unused.
        var pairs: [CoMoments]
        var products: [Double]
    }

    private let columnCount: Int
    private let parts: [Place]

    /// A part behind a lock that nobody contends for: one worker at a time has it.
    private final class Place: Sendable {
        let part: Mutex<Part>
        init(_ tiles: [Tile]) { part = Mutex(Part(tiles: tiles)) }
    }

    init(columnCount: Int, workers: Int) {
        self.columnCount = columnCount
        let groups = stride(from: 0, to: columnCount, by: Self.side).map { $0..<min($0 + Self.side, columnCount) }
        var tiles: [[Tile]] = Array(repeating: [], count: max(1, workers))
        var next = 0
        for (index, rows) in groups.enumerated() {
            for columns in groups[index...] {
                tiles[next % tiles.count].append(Tile(rows: rows, columns: columns))
                next += 1
            }
        }
        parts = tiles.map { Place($0) }
    }

    var partCount: Int { parts.count }

    /// Adds a chunk to the pairs of one part; for each chunk, every part is to be added once.
    func add(_ columns: [CenteredColumn], part: Int) {
        guard columns.count == columnCount, let rows = columns.first?.deviations.count else { return }
        let ones = [Double](repeating: 1, count: rows)
        parts[part].part.withLock { part in
            var start = 0
            while start < rows {
                let end = min(start + Self.rowsPerRun, rows)
                for tile in part.tiles.indices { part.tiles[tile].multiply(columns, start..<end) }
                start = end
            }
            for tile in part.tiles.indices { part.tiles[tile].finish(columns, ones: ones) }
        }
    }

    /// Of all pairs that have one.
    var coefficients: [(first: Int, second: Int, value: Double)] {
        parts.flatMap { place in
            place.part.withLock { part in
                part.tiles.flatMap { tile in
                    tile.places.compactMap { row, column, index in
                        tile.pairs[index].coefficient.map { (first: row, second: column, value: $0) }
                    }
                }
            }
        }
    }
}

extension Correlations.Tile {
    init(rows: Range<Int>, columns: Range<Int>) {
        self.rows = rows
        self.columns = columns
        pairs = Array(repeating: CoMoments(), count: Correlations.side * Correlations.side)
        products = Array(repeating: 0, count: Correlations.side * Correlations.side)
    }

    /// Row, column and index of each pair above the diagonal.
    var places: [(row: Int, column: Int, index: Int)] {
        rows.flatMap { row in
            columns.filter { $0 > row }.map {
                (row, $0, (row - rows.lowerBound) * Correlations.side + $0 - columns.lowerBound)
            }
        }
    }

    /// Adds the products of a run of rows; two by two columns, so that each value that is loaded is used twice.
    mutating func multiply(_ all: [CenteredColumn], _ run: Range<Int>) {
        for row in stride(from: rows.lowerBound, to: rows.upperBound, by: 2) {
            for column in stride(from: columns.lowerBound, to: columns.upperBound, by: 2) {
                let (row2, column2) = (min(row + 1, rows.upperBound - 1), min(column + 1, columns.upperBound - 1))
                let sums = dotProducts(
                    all[row].deviations, all[row2].deviations, all[column].deviations, all[column2].deviations, run)
                let index = (row - rows.lowerBound) * Correlations.side + column - columns.lowerBound
                products[index] += sums[0]
                if column2 > column { products[index + 1] += sums[1] }
                if row2 > row { products[index + Correlations.side] += sums[2] }
                if row2 > row, column2 > column { products[index + Correlations.side + 1] += sums[3] }
            }
        }
    }

    /// Makes co-moments of the chunk's products and merges them.
    mutating func finish(_ all: [CenteredColumn], ones: [Double]) {
        for (row, column, index) in places {
            let (x, y) = (all[row], all[column])
            let chunk =
                x.presence == nil && y.presence == nil
                ? CoMoments(complete: x, y, products: products[index])
                : CoMoments(x, y, products: products[index], ones: ones)
            pairs[index].merge(chunk)
        }
        for index in products.indices { products[index] = 0 }
    }
}

extension CoMoments {
    fileprivate init(complete x: CenteredColumn, _ y: CenteredColumn, products: Double) {
        count = Double(x.moments.count)
        meanX = x.center + x.moments.meanRest
        meanY = y.center + y.moments.meanRest
        squaresX = x.moments.m2
        squaresY = y.moments.m2
        self.products = products - count * x.moments.meanRest * y.moments.meanRest
    }

    /// Where one of the two has gaps: the sums over the rows in which both have a value, moved to their own means.
    fileprivate init(_ x: CenteredColumn, _ y: CenteredColumn, products: Double, ones: [Double]) {
        let (xs, ys) = (x.deviations.span, y.deviations.span)
        let (presenceX, presenceY) = (x.presence ?? ones, y.presence ?? ones)
        let (hasX, hasY) = (presenceX.span, presenceY.span)
        var (n, sumX, sumY) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        var (squaresX, squaresY) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        for index in stride(from: 0, to: xs.count, by: 4) {
            let (a, b) = (xs.four(at: index), ys.four(at: index))
            let (hasA, hasB) = (hasX.four(at: index), hasY.four(at: index))
            let (onlyA, onlyB) = (a * hasB, b * hasA)
            n += hasA * hasB
            sumX += onlyA
            sumY += onlyB
            squaresX += a * onlyA
            squaresY += b * onlyB
        }
        let count = n.sum()
        guard count > 0 else { return }
        let (meanX, meanY) = (sumX.sum() / count, sumY.sum() / count)
        self.count = count
        self.meanX = x.center + meanX
        self.meanY = y.center + meanY
        self.squaresX = max(0, squaresX.sum() - meanX * meanX * count)
        self.squaresY = max(0, squaresY.sum() - meanY * meanY * count)
        self.products = products - meanX * meanY * count
    }
}

/// The sums of a·c, a·d, b·c and b·d over a run of rows, a multiple of four.
private func dotProducts(
    _ a: [Double], _ b: [Double], _ c: [Double], _ d: [Double], _ run: Range<Int>
) -> SIMD4<Double> {
    let a = a.span.extracting(run)
    let b = b.span.extracting(run)
    let c = c.span.extracting(run)
    let d = d.span.extracting(run)
    var (ac, ad, bc, bd) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    var index = 0
    while index + 4 <= a.count {
        let (four, other) = (a.four(unchecked: index), b.four(unchecked: index))
        let (left, right) = (c.four(unchecked: index), d.four(unchecked: index))
        ac += four * left
        ad += four * right
        bc += other * left
        bd += other * right
        index += 4
    }
    return SIMD4(ac.sum(), ad.sum(), bc.sum(), bd.sum())
}
