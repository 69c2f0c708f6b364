import Detectors
import RPC

/// A column of categories as its blocks arrive: whatever codes a block has, a text has one place in all of them.
struct CategoryBuffer {
    private let name: String
    /// Of a training: more texts, or longer ones, than a model can know are refused as they come.
    private let isTraining: Bool
    private var codes: [Int32]
    private var texts = TextPlaces()

    init(_ name: String, rowCount: Int, isTraining: Bool) {
        self.name = name
        self.isTraining = isTraining
        codes = Array(repeating: CategoryColumn.missing, count: rowCount)
    }

    /// Takes `count` values of a block, from its row `offset` on, for the rows from `start` on.
    mutating func take(
        _ decoder: BlockDecoder, from offset: Int, count: Int, to start: Int
    ) throws(RPCError) {
        guard decoder.holdsCategories else {
            throw RPCError(
                .failedPrecondition, "column \"\(name)\" holds neither texts nor whole numbers nor booleans")
        }
        let dictionary = try decoder.dictionary()
        var known = [Int32?](repeating: nil, count: dictionary.count)
        for index in 0..<count {
            if let entry = decoder.dictionaryIndex(at: offset + index), known.indices.contains(entry) {
                let place: Int32
                if let seen = known[entry] { place = seen } else { place = try self.place(of: dictionary[entry]) }
                known[entry] = place
                codes[start + index] = place
            } else if let text = decoder.text(at: offset + index, dictionary: dictionary) {
                codes[start + index] = try place(of: text)
            }
        }
    }

    func column() throws(DetectorError) -> CategoryColumn {
        try CategoryColumn(name: name, texts: texts.texts, codes: codes)
    }

    private mutating func place(of text: String) throws(RPCError) -> Int32 {
        if isTraining, texts.knownPlace(of: text) == nil { try check(text) }
        return texts.place(of: text)
    }

    /// All columns' texts together may not be more than a model can know.
    static func check(_ buffers: [CategoryBuffer]) throws(RPCError) {
        let count = buffers.reduce(0) { $0 + $1.texts.texts.count }
        let bytes = buffers.reduce(0) { $0 + $1.texts.byteCount }
        guard count <= DetectorLimits.categoriesInAllMax, bytes <= DetectorLimits.categoryBytesInAllMax else {
            throw RPCError(
                .failedPrecondition,
                "feature_columns: hold more than \(DetectorLimits.categoriesInAllMax) categories, or "
                    + "\(DetectorLimits.categoryBytesInAllMax) bytes of them, in all")
        }
    }

    private func check(_ text: String) throws(RPCError) {
        guard texts.texts.count < DetectorLimits.categoriesMax else {
            throw RPCError(
                .failedPrecondition,
                "\(name): has more than \(DetectorLimits.categoriesMax) different values, which are too many for categories"
            )
        }
        guard text.utf8.count <= DetectorLimits.categoryBytesMax else {
            throw RPCError(
                .failedPrecondition,
                "\(name): has a value of \(text.utf8.count) bytes; a category has at most \(DetectorLimits.categoryBytesMax)"
            )
        }
    }
}
