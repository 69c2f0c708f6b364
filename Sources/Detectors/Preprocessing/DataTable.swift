/// Rows as they come, before a model makes features of them: columns of numbers and columns of categories.
package struct DataTable: Sendable {
    package let rowCount: Int
    /// Nil where every column holds categories.
    let numbers: FeatureTable?
    let categories: [CategoryColumn]

    package init(_ numbers: FeatureTable) {
        rowCount = numbers.rowCount
        self.numbers = numbers
        categories = []
    }

    /// Fails when there is no column, when columns differ in length, or two share a name.
    package init(numbers: FeatureTable?, categories: [CategoryColumn]) throws(DetectorError) {
        guard let rowCount = numbers?.rowCount ?? categories.first?.codes.count else {
            throw .invalid("feature_columns", "at least one column is needed")
        }
        var names = Set(numbers?.names ?? [])
        for column in categories {
            guard column.codes.count == rowCount else {
                throw .invalid(column.name, "has \(column.codes.count) values where other columns have \(rowCount)")
            }
            guard names.insert(column.name).inserted else { throw .invalid(column.name, "is named twice") }
        }
        self.rowCount = rowCount
        self.numbers = numbers
        self.categories = categories
    }

    package var columnNames: [String] { (numbers?.names ?? []) + categories.map(\.name) }
}

/// A column of texts, in which each row names one by its place.
package struct CategoryColumn: Sendable {
    /// The code of a missing text.
    package static let missing: Int32 = -1

    package let name: String
    /// Each once.
    let texts: [String]
    /// One per row.
    let codes: [Int32]

    /// Fails for a code that is neither missing nor a place among the texts, and for a text that is there twice.
    package init(name: String, texts: [String], codes: [Int32]) throws(DetectorError) {
        guard codes.allSatisfy({ $0 >= Self.missing && Int($0) < texts.count }) else {
            throw .invalid(name, "has a code that stands for no text")
        }
        guard Set(texts.map { ExactText($0) }).count == texts.count else { throw .invalid(name, "has a text twice") }
        self.name = name
        self.texts = texts
        self.codes = codes
    }

    /// - Parameter values: One per row; nil where it is missing.
    package init(name: String, values: [String?]) {
        var texts = TextPlaces()
        codes = values.map { $0.map { texts.place(of: $0) } ?? Self.missing }
        self.name = name
        self.texts = texts.texts
    }

    /// The row's text; nil when missing.
    func text(_ row: Int) -> String? { codes[row] == Self.missing ? nil : texts[Int(codes[row])] }

    /// A text as it is shown where there may be many: its start.
    static func shown(_ text: String) -> String {
        guard text.utf8.count > DetectorLimits.shownCategoryBytesMax else { return text }
        return String(decoding: text.utf8.prefix(DetectorLimits.shownCategoryBytesMax), as: UTF8.self) + "…"
    }
}

/// Texts by the order in which they first come, each with a place.
package struct TextPlaces: Sendable {
    package private(set) var texts: [String] = []
    /// Of all of them together.
    package private(set) var byteCount = 0
    private var places: [ExactText: Int32] = [:]

    package init() {}

    package func knownPlace(of text: String) -> Int32? { places[ExactText(text)] }

    package mutating func place(of text: String) -> Int32 {
        if let place = knownPlace(of: text) { return place }
        let place = Int32(texts.count)
        places[ExactText(text)] = place
        texts.append(text)
        byteCount += text.utf8.count
        return place
    }
}
