/// SplitMix64: the same numbers from the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Array {
    /// Cut into pieces of random length, some of them empty.
    func randomPieces(longest: Int, using generator: inout SeededGenerator) -> [ArraySlice<Element>] {
        var pieces: [ArraySlice<Element>] = []
        var start = 0
        while start < count {
            let end = Swift.min(count, start + Int.random(in: 0...longest, using: &generator))
            pieces.append(self[start..<end])
            start = end
        }
        return pieces
    }
}
