/// Path lengths in random binary search trees (Liu, Ting and Zhou 2008, equation 1).
enum PathLength {
    private static let eulerGamma = 0.577_215_664_901_532_9

    /// c(n): the mean path length of an unsuccessful search among n points; 0 for n <= 1, 1 for n = 2.
    static func average(_ n: Int) -> Double {
        if n <= 1 { return 0 }
        if n == 2 { return 1 }
        let size = Double(n)
        return 2 * (_log(size - 1) + eulerGamma) - 2 * (size - 1) / size
    }

    /// ceil(log2 n): where trees stop growing.
    static func depthLimit(_ n: Int) -> Int {
        n <= 1 ? 0 : Int.bitWidth - (n - 1).leadingZeroBitCount
    }
}
