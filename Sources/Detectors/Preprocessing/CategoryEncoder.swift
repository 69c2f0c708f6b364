/// Makes numbers of a column of categories, by how many training rows had which.
///
/// Categories of few rows are taken together as rare, and so is one that no training row had. Otherwise a category of a single row would
/// look more usual in training than a new one does later, and more rows than promised would be flagged: a row of a category that
/// training has seen k times is like a training row whose category k others have (Good 1953), and only for small k does that matter.
struct CategoryEncoder: Sendable {
    let name: String
    /// What training found, by falling number of rows, then by the order of their bytes.
    let texts: [String]
    let counts: [Int]
    /// Training rows without a text, where those are a category.
    let missingCount: Int
    let missing: CategoryPreprocessing.Missing
    /// Nil for the encoding by frequency; else the number of texts that have a feature of their own.
    let ownFeatures: Int?
    /// 5 % and 95 % quantile of the training rows' shares.
    let expectedShares: (low: Double, high: Double)
    private let rowCount: Int
    private let places: [String: Int]

    /// What a row has: a text that training knew, by its place; one that it did not know; or none.
    enum Category: Equatable {
        case known(Int)
        case unknown
        case missing
    }

    init(
        name: String, texts: [String], counts: [Int], missingCount: Int, missing: CategoryPreprocessing.Missing,
        ownFeatures: Int?
    ) {
        self.name = name
        self.texts = texts
        self.counts = counts
        self.missingCount = missingCount
        self.missing = missing
        self.ownFeatures = ownFeatures
        rowCount = counts.reduce(missingCount, +)
        places = Dictionary(texts.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let groups = missingCount > 0 ? counts + [missingCount] : counts
        expectedShares = (
            Self.quantile(0.05, ofRowsIn: groups, rowCount), Self.quantile(0.95, ofRowsIn: groups, rowCount)
        )
    }

    /// - Throws: for a column without values, with too many different ones, or with one that is too long.
    static func fit(
        _ column: CategoryColumn, _ treatment: CategoryPreprocessing
    ) throws(DetectorError) -> CategoryEncoder {
        var counts = [Int](repeating: 0, count: column.texts.count)
        var missingCount = 0
        for code in column.codes {
            if code == CategoryColumn.missing { missingCount += 1 } else { counts[Int(code)] += 1 }
        }
        var ranked = counts.indices.filter { counts[$0] > 0 }
        try check(ranked.map { column.texts[$0] }, of: column.name)
        ranked.sort {
            counts[$0] == counts[$1] ? precedes(column.texts[$0], column.texts[$1]) : counts[$0] > counts[$1]
        }
        if treatment.missing == .mostFrequent {
            counts[ranked[0]] += missingCount
            missingCount = 0
        }
        var ownFeatures: Int?
        if case .oneHot(let max) = treatment.encoding {
            let least = rowsMin(of: column.codes.count)
            ownFeatures = ranked.prefix(max).count { counts[$0] >= least }
        }
        return CategoryEncoder(
            name: column.name, texts: ranked.map { column.texts[$0] }, counts: ranked.map { counts[$0] },
            missingCount: missingCount, missing: treatment.missing, ownFeatures: ownFeatures)
    }

    private static func check(_ texts: [String], of column: String) throws(DetectorError) {
        guard !texts.isEmpty else { throw .precondition(column, "has no values in the training data") }
        guard texts.count <= DetectorLimits.categoriesMax else {
            throw .precondition(
                column, "has \(texts.count) different values; at most \(DetectorLimits.categoriesMax) can be categories"
            )
        }
        let most = texts.map(\.utf8.count).max() ?? 0
        guard most <= DetectorLimits.categoryBytesMax else {
            throw .precondition(
                column, "has a value of \(most) bytes; a category has at most \(DetectorLimits.categoryBytesMax)")
        }
    }

    /// Rows of a category that is not rare, at least.
    static func rowsMin(of rowCount: Int) -> Int { Swift.min(Swift.max(rowCount / 100, 2), 10) }

    /// By bytes: the order of texts as people see it may change with a release of Unicode, and models must not.
    private static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

    /// The share that lies as far up the training rows, ordered by the shares of their categories.
    private static func quantile(_ share: Double, ofRowsIn groups: [Int], _ rowCount: Int) -> Double {
        let wanted = Swift.max(Int((share * Double(rowCount)).rounded(.up)), 1)
        var rows = 0
        for count in groups.sorted() {
            rows += count
            if rows >= wanted { return Double(count) / Double(rowCount) }
        }
        return 0
    }
}

extension CategoryEncoder {
    private var missingIsRare: Bool { missingCount < Self.rowsMin(of: rowCount) }

    var featureCount: Int {
        guard let ownFeatures else { return 1 }
        return ownFeatures + 1 + (missingIsRare ? 0 : 1)
    }

    var textBytes: Int { texts.reduce(0) { $0 + $1.utf8.count } }

    func category(of text: String?) -> Category {
        if let text { return places[text].map { .known($0) } ?? .unknown }
        return missing == .mostFrequent ? .known(0) : .missing
    }

    private func count(_ category: Category) -> Int {
        switch category {
        case .known(let place): counts[place]
        case .missing: missingCount
        case .unknown: 0
        }
    }

    /// The share of training rows that have the category.
    func share(_ category: Category) -> Double { Double(count(category)) / Double(rowCount) }

    /// -ln of the category's share, with half a row more (Krichevsky and Trofimov 1981): what makes a category twice as rare moves it as
    /// far, whatever its share. Rare ones count as none.
    private func surprise(_ category: Category) -> Double {
        let count = count(category)
        let rows = count < Self.rowsMin(of: rowCount) ? 0 : Double(count)
        return -_log((rows + 0.5) / Double(rowCount + 1))
    }

    /// One value per feature.
    func features(of category: Category) -> [Double] {
        guard let ownFeatures else { return [surprise(category)] }
        var features = [Double](repeating: 0, count: featureCount)
        switch category {
        case .known(let place) where place < ownFeatures: features[place] = 1
        case .missing where !missingIsRare: features[features.count - 1] = 1
        // There is a feature of the others even where training had none, so that one that is new can be seen.
        case .known, .unknown, .missing: features[ownFeatures] = 1
        }
        return features
    }

    /// All rows' values, one feature after the other.
    func features(of column: CategoryColumn) -> [Double] {
        let coded = column.texts.map { features(of: category(of: $0)) }
        let missing = features(of: category(of: nil))
        var values: [Double] = []
        values.reserveCapacity(column.codes.count * featureCount)
        for feature in 0..<featureCount {
            for code in column.codes {
                values.append(code == CategoryColumn.missing ? missing[feature] : coded[Int(code)][feature])
            }
        }
        return values
    }

    /// What the model had to assume about a text.
    func warning(_ text: String?) -> String? {
        switch (category(of: text), text) {
        case (.known, _?): nil
        case (.known, nil): "\(name) is missing: the most frequent \"\(texts[0])\" stands in"
        case (.unknown, let text): "\(name) is \"\(text ?? "")\", which no training row had"
        case (.missing, _): missingCount > 0 ? nil : "\(name) is missing, which it was in no training row"
        }
    }
}
