/// Lloyd's k-means from centers that k-means++ draws (Arthur and Vassilvitskii 2007): a start for what comes after.
enum KMeans {
    private static let iterationsMax = 30

    /// The cluster of each row.
    static func clusters(of rows: FitRows, count: Int, using generator: inout SeededGenerator) -> [Int] {
        var centers = spread(rows, count: count, using: &generator)
        var clusters = assigned(rows, centers)
        for _ in 0..<iterationsMax {
            centers = means(rows, clusters, centers)
            let next = assigned(rows, centers)
            if next == clusters { break }
            clusters = next
        }
        return clusters
    }

    /// Each center a row, drawn in proportion to its squared distance from the nearest center so far.
    private static func spread(_ rows: FitRows, count: Int, using generator: inout SeededGenerator) -> [[Double]] {
        var centers = [row(rows, generator.below(rows.count))]
        var distances = squaredDistances(rows, centers[0])
        while centers.count < count {
            let total = distances.reduce(0, +)
            var left = generator.unit() * total
            // Where all rows are centers already, any will do.
            var chosen = total > 0 ? distances.lastIndex { $0 > 0 } ?? 0 : generator.below(rows.count)
            if total > 0 {
                for (index, distance) in distances.enumerated() where distance > 0 {
                    left -= distance
                    if left < 0 {
                        chosen = index
                        break
                    }
                }
            }
            centers.append(row(rows, chosen))
            for (index, distance) in squaredDistances(rows, centers[centers.count - 1]).enumerated() {
                distances[index] = Swift.min(distances[index], distance)
            }
        }
        return centers
    }

    private static func row(_ rows: FitRows, _ index: Int) -> [Double] {
        Array(rows.values[(index * rows.width)..<((index + 1) * rows.width)])
    }

    private static func squaredDistances(_ rows: FitRows, _ center: [Double]) -> [Double] {
        rows.values.withUnsafeBufferPointer { values in
            center.withUnsafeBufferPointer { center in
                (0..<rows.count).map { row in
                    var sum = 0.0
                    for column in 0..<center.count {
                        let difference = values[row * center.count + column] - center[column]
                        sum += difference * difference
                    }
                    return sum
                }
            }
        }
    }

    private static func assigned(_ rows: FitRows, _ centers: [[Double]]) -> [Int] {
        var clusters = [Int](repeating: 0, count: rows.count)
        var nearest = [Double](repeating: .infinity, count: rows.count)
        for (cluster, center) in centers.enumerated() {
            for (row, distance) in squaredDistances(rows, center).enumerated() where distance < nearest[row] {
                nearest[row] = distance
                clusters[row] = cluster
            }
        }
        return clusters
    }

    /// A cluster without rows keeps its center.
    private static func means(_ rows: FitRows, _ clusters: [Int], _ centers: [[Double]]) -> [[Double]] {
        var sums = centers.map { $0.map { _ in 0.0 } }
        var counts = [Int](repeating: 0, count: centers.count)
        for (row, cluster) in clusters.enumerated() {
            counts[cluster] += 1
            for column in 0..<rows.width { sums[cluster][column] += rows.values[row * rows.width + column] }
        }
        return centers.indices.map { cluster in
            counts[cluster] == 0 ? centers[cluster] : sums[cluster].map { $0 / Double(counts[cluster]) }
        }
    }
}
