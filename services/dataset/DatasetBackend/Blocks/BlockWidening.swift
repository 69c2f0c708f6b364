extension PlainBlock {
    /// The same rows in a wider type: an integer becomes the nearest number, or its text; a block in which nothing is
    /// present becomes anything.
    func widened(to target: ValueType) throws(BlockError) -> PlainBlock {
        if type == target { return self }
        if missingCount == rowCount {
            return PlainBlock(type: target, values: values.map { _ in 0 }, isMissing: isMissing)
        }
        switch (type, target) {
        case (.integer, .float):
            var widened = self
            widened.type = .float
            for row in values.indices where !isMissing(row) { widened.values[row] = Self.floatBits(values[row]) }
            return widened
        case (.integer, .string): return asText()
        default: throw .cannotWiden(from: type, to: target)
        }
    }

    static func floatBits(_ integerBits: UInt64) -> UInt64 { Double(Int64(bitPattern: integerBits)).bitPattern }

    private func asText() -> PlainBlock {
        let dictionary = StringDictionary()
        var widened = self
        widened.type = .string
        for row in values.indices where !isMissing(row) {
            widened.values[row] = UInt64(dictionary.index(ofInteger: values[row]))
        }
        widened.dictionary = dictionary.bytes
        return widened
    }
}
