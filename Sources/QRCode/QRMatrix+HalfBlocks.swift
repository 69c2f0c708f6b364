extension QRMatrix {
    /// Lines for a terminal, two modules above each other in one character, the quiet zone included.
    ///
    /// Light modules are what is drawn: on the usual dark background the code looks as it does on paper. A reader copes
    /// with the inverse that a light terminal shows.
    package var halfBlocks: String {
        let side = -Self.quietZone..<size + Self.quietZone
        return stride(from: side.lowerBound, to: side.upperBound, by: 2).map { row in
            String(side.map { column in block(row, column, isLast: row + 1 == side.upperBound) })
        }.joined(separator: "\n")
    }

    private func block(_ row: Int, _ column: Int, isLast: Bool) -> Character {
        switch (isDark(row: row, column: column), isLast || isDark(row: row + 1, column: column)) {
        case (false, false): "█"
        case (false, true): "▀"
        case (true, false): "▄"
        case (true, true): " "
        }
    }
}
