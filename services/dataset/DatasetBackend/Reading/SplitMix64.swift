/// SplitMix64 (Steele, Lea and Flood 2014), and numbers below a bound by multiplication with rejection (Lemire 2019).
///
/// Both are written out here, and part of the contract: the same seed draws the same rows on any replica and in any
/// release, so neither may ever change.
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: Int64) { state = UInt64(bitPattern: seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to `bound`, each with the same probability.
    mutating func below(_ bound: Int64) -> Int64 {
        precondition(bound > 0, "nothing is below \(bound)")
        let bound = UInt64(bound)
        let threshold = (0 &- bound) % bound
        while true {
            let product = next().multipliedFullWidth(by: bound)
            if product.low >= threshold { return Int64(product.high) }
        }
    }
}
