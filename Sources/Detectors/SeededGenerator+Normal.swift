extension SeededGenerator {
    /// Standard normal (Marsaglia's polar method; its second number is not kept).
    mutating func normal() -> Double {
        while true {
            let x = 2 * unit() - 1
            let y = 2 * unit() - 1
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * _log(square) / square).squareRoot() }
        }
    }
}
