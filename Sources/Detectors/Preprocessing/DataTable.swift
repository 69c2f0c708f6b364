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
        guard Set(texts).count == texts.count else { throw .invalid(name, "has a text twice") }
        self.name = name
        self.texts = texts
        self.codes = codes
    }

    /// - Parameter values: One per row; nil where it is missing.
    package init(name: String, values: [String?]) {
        var places: [String: Int32] = [:]
        var texts: [String] = []
        codes = values.map { value in
            guard let value else { return Self.missing }
            if let place = places[value] { return place }
            let place = Int32(texts.count)
            places[value] = place
            texts.append(value)
            return place
        }
        self.name = name
        self.texts = texts
    }

    /// The row's text, cut where it is longer than any that a model knows; nil when missing.
    func text(_ row: Int) -> String? {
        guard codes[row] != Self.missing else { return nil }
        let text = texts[Int(codes[row])]
        guard text.utf8.count > DetectorLimits.categoryBytesMax else { return text }
        return String(decoding: text.utf8.prefix(DetectorLimits.categoryBytesMax), as: UTF8.self) + "…"
    }
}
