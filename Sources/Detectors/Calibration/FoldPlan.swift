/// Which fold each training row belongs to, computable from the row's index and the seed alone. So a job that
/// scores the training data later, anywhere, finds for each row the model that did not see it.
struct FoldPlan: Sendable, Equatable {
    let seed: UInt64
    let foldCount: Int

    /// The fold of each of `rows`. Each run of `foldCount` rows holds every fold once, in an order of its own:
    /// folds differ in size by at most one and don't follow periods in the data.
    func folds(of rows: Range<Int>) -> [UInt8] {
        var folds: [UInt8] = []
        folds.reserveCapacity(rows.count)
        var order: [UInt8] = []
        var orderedBlock = -1
        for row in rows {
            let block = row / foldCount
            if block != orderedBlock {
                order = self.order(ofBlock: block)
                orderedBlock = block
            }
            folds.append(order[row % foldCount])
        }
        return folds
    }

    func rows(outside fold: Int, of rowCount: Int) -> [UInt32] {
        let folds = folds(of: 0..<rowCount)
        return (0..<rowCount).filter { folds[$0] != fold }.map { UInt32($0) }
    }

    private func order(ofBlock block: Int) -> [UInt8] {
        var generator = SplitMix64(state: SplitMix64.mix(seed ^ 0x464F_4C44) ^ (UInt64(block) &* 0xD134_2543_DE82_EF95))
        var order = (0..<UInt8(foldCount)).map { $0 }
        for index in stride(from: foldCount - 1, to: 0, by: -1) {
            order.swapAt(index, Int(generator.next() % UInt64(index + 1)))
        }
        return order
    }
}
