import TestKit

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
