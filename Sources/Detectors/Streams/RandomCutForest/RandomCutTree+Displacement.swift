extension RandomCutTree {
    /// The collusive displacement that a point is expected to have were it put in: over every way in which
    /// the random cuts can take it in, the greatest mass that moves up when a part of the tree around the point leaves, for
    /// each point of that part.
    ///
    /// On the way down, the point is cut off above a node with the probability of a cut between it and the node's box;
    /// the displacement is then the node's mass, or what was greater further up.
    ///
    /// - Parameter shares: To each of the dimensions what its cuts add to the result; together they are the result.
    func displacement(of point: [Double], _ shares: inout [Double]?) -> Double {
        guard root != Self.none else { return 0 }
        var node = root
        // The probability to come so far, the greatest displacement of a part further up, and the dimension that cut it.
        var reach = 1.0
        var greatest = 0.0
        var greatestDimension = 0
        var expected = 0.0
        while true {
            let (outside, total) = extent(of: node, with: point)
            if outside > 0 {
                let displacement = Swift.max(greatest, Double(masses[Int(node)]))
                let probability = isLeaf(node) ? 1 : outside / total
                let share = reach * probability * displacement
                expected += share
                if shares != nil { distribute(share, over: outside, node, point, &shares) }
                reach *= 1 - probability
            }
            if isLeaf(node) {
                if outside == 0 {
                    expected += reach * greatest
                    shares?[greatestDimension] += reach * greatest
                }
                return expected
            }
            let cut = cuts[Int(node)]
            let goesLeft = point[Int(cut.dimension)] <= cut.threshold
            let child = goesLeft ? cut.left : cut.right
            let sibling = goesLeft ? cut.right : cut.left
            let displacement = Double(masses[Int(sibling)]) / Double(masses[Int(child)] + 1)
            if displacement > greatest {
                greatest = displacement
                greatestDimension = Int(cut.dimension)
            }
            node = child
        }
    }

    /// - Parameter outside: The sum of the dimensions' distances from the node's box.
    private func distribute(
        _ share: Double, over outside: Double, _ node: Int32, _ point: [Double], _ shares: inout [Double]?
    ) {
        let (low, high) = box(of: node)
        let corners = isLeaf(node) ? points : boxes
        for dimension in 0..<width {
            let below = corners[low + dimension] - point[dimension]
            let above = point[dimension] - corners[high + dimension]
            // A share by the unit of a distance would be infinite where that is close to none.
            shares?[dimension] += share * ((Swift.max(below, 0) + Swift.max(above, 0)) / outside)
        }
    }
}
