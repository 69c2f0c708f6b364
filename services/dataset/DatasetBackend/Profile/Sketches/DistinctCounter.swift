/// How many different values there were, by HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) with 2^13 registers and
/// the estimator of Ertl (2017, "New cardinality estimation algorithms for HyperLogLog sketches", algorithm 6), which needs
/// no tables and no change of method between small and large numbers.
struct DistinctCounter: Sendable {
    private static let indexBits = 13
    private static let size = 1 << indexBits
    /// The longest rank: the bits that are not index, all zero.
    private static let rankMax = 64 - indexBits + 1

    /// With 95 % confidence: 1.96 standard errors, each 1.04 / √registers.
    static let relativeError = 1.96 * 1.04 / Double(size).squareRoot()

    private var registers = [UInt8](repeating: 0, count: size)

    mutating func insert(_ hashes: Span<UInt64>) {
        var registers = registers.mutableSpan
        for index in hashes.indices {
            let hash = hashes[index]
            let rest = hash << UInt64(Self.indexBits) | 1 << UInt64(Self.indexBits - 1)
            let rank = UInt8(truncatingIfNeeded: rest.leadingZeroBitCount + 1)
            let register = Int(truncatingIfNeeded: hash >> UInt64(64 - Self.indexBits))
            if registers[register] < rank { registers[register] = rank }
        }
    }

    /// As if this had seen what the other one saw.
    mutating func merge(_ other: DistinctCounter) {
        for index in registers.indices { registers[index] = Swift.max(registers[index], other.registers[index]) }
    }

    var estimate: Int64 {
        var counts = [Double](repeating: 0, count: Self.rankMax + 1)
        for register in registers { counts[Int(register)] += 1 }
        let m = Double(Self.size)
        var z = m * Self.tau(1 - counts[Self.rankMax] / m)
        for rank in stride(from: Self.rankMax - 1, through: 1, by: -1) { z = 0.5 * (z + counts[rank]) }
        z += m * Self.sigma(counts[0] / m)
        let estimate = m * m / (2 * Double.log2 * z)
        return Int64(exactly: estimate.rounded()) ?? .max
    }

    private static func sigma(_ start: Double) -> Double {
        guard start < 1 else { return .infinity }
        var (x, y, z) = (start, 1.0, start)
        while true {
            x *= x
            let before = z
            z += x * y
            y += y
            if z == before { return z }
        }
    }

    private static func tau(_ start: Double) -> Double {
        guard start > 0, start < 1 else { return 0 }
        var (x, y, z) = (start, 1.0, 1 - start)
        while true {
            x = x.squareRoot()
            let before = z
            y *= 0.5
            z -= (1 - x) * (1 - x) * y
            if z == before { return z / 3 }
        }
    }
}

extension Double {
    /// ln 2.
    fileprivate static let log2 = 0.693_147_180_559_945_3
}
