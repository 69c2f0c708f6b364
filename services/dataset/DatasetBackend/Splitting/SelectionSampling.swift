/// Draws exactly `needed` of the next `remaining` rows, each set with the same probability, without remembering any:
/// Algorithm S (Fan, Muller and Rezucha 1962; Knuth, The Art of Computer Programming, section 3.4.2).
struct SelectionSampling: Sendable {
    private(set) var needed: Int64
    private(set) var remaining: Int64

    init(_ needed: Int64, of remaining: Int64) {
        self.needed = needed
        self.remaining = remaining
    }

    /// Whether the next row is drawn.
    mutating func draw(_ generator: inout SplitMix64) -> Bool {
        guard remaining > 0 else { return false }
        let isDrawn = generator.below(remaining) < needed
        remaining -= 1
        if isDrawn { needed -= 1 }
        return isDrawn
    }
}
