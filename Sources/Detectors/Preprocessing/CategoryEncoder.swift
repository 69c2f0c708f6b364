/// Makes numbers of a column of categories, by how many training rows had which.
///
/// A row that was counted looks more usual than a new one of the same kind does later: with many categories of a few rows each, several
/// times as many rows as promised would be flagged. So rows that calibrate meet counts without them: those of the rows outside
/// their fold (`refitted`), which scores them.
struct CategoryEncoder: Sendable {
    let name: String
    /// What training found, by falling number of rows, then by the order of their bytes.
    let texts: [String]
    let counts: [Int]
    /// Training rows without a text, where those are a category.
    let missingCount: Int
    let missing: CategoryPreprocessing.Missing
    let layout: Layout
    /// 5 % and 95 % quantile of the training rows' shares.
    let expectedShares: (low: Double, high: Double)
    let rowCount: Int
    /// The surprise of the rarest category that still is usual: it and the more frequent ones hold half of the rows.
    private let usual: Double
    private let places: [ExactText: Int]

    /// Which features there are: the same for all folds.
    enum Layout: Equatable {
        case frequency
        /// One for each of the first texts, one for all others, and perhaps one for rows without a text.
        case oneHot(own: Int, hasMissing: Bool)
    }

    /// What a row has: a text that training knew, by its place; one that it did not know; or none.
    enum Category: Equatable {
        case known(Int)
        case unknown
        case missing
    }

    init(
        name: String, texts: [String], counts: [Int], missingCount: Int, missing: CategoryPreprocessing.Missing,
        layout: Layout
    ) {
        self.name = name
        self.texts = texts
        self.counts = counts
        self.missingCount = missingCount
        self.missing = missing
        self.layout = layout
        rowCount = counts.reduce(missingCount, +)
        places = Dictionary(
            texts.enumerated().map { (ExactText($1), $0) }, uniquingKeysWith: { first, _ in first })
        let groups = missingCount > 0 ? counts + [missingCount] : counts
        expectedShares = (
            Self.quantile(0.05, ofRowsIn: groups, rowCount), Self.quantile(0.95, ofRowsIn: groups, rowCount)
        )
        usual = Self.surprise(of: Self.middle(groups, rowCount), rowCount)
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
        var layout = Layout.frequency
        if case .oneHot(let max) = treatment.encoding {
            // Twice what is rare: hardly one is rare in a fold then, so that folds see the same features.
            let least = 2 * rowsMin(of: column.codes.count)
            layout = .oneHot(
                own: ranked.prefix(max).count { counts[$0] >= least }, hasMissing: missingCount >= least)
        }
        return CategoryEncoder(
            name: column.name, texts: ranked.map { column.texts[$0] }, counts: ranked.map { counts[$0] },
            missingCount: missingCount, missing: treatment.missing, layout: layout)
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
    static func rowsMin(of rowCount: Int) -> Int { Swift.min(Swift.max((rowCount + 99) / 100, 2), 10) }

    /// By bytes: the order of texts as people see it may change with a release of Unicode, and models must not.
    private static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

    /// The count of the category at which half of the rows, those of the most frequent categories first, are reached.
    private static func middle(_ groups: [Int], _ rowCount: Int) -> Int {
        var rows = 0
        for count in groups.sorted(by: >) {
            rows += count
            if 2 * rows >= rowCount { return count }
        }
        return 0
    }

    /// -ln of the share of so many rows, with half a row more (Krichevsky and Trofimov 1981): what makes a category twice as rare moves it
    /// as far, whatever its share. Rare ones count as none.
    private static func surprise(of count: Int, _ rowCount: Int) -> Double {
        let rows = count < rowsMin(of: rowCount) ? 0 : Double(count)
        return -_log((rows + 0.5) / Double(rowCount + 1))
    }

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
    /// The same categories, with the counts of some of the training rows.
    func refitted(_ column: CategoryColumn, rows: [UInt32]) -> CategoryEncoder {
        let coded = column.texts.map { category(of: $0) }
        let missing = category(of: nil)
        var counts = [Int](repeating: 0, count: texts.count)
        var missingCount = 0
        for row in rows {
            let code = column.codes[Int(row)]
            switch code == CategoryColumn.missing ? missing : coded[Int(code)] {
            case .known(let place): counts[place] += 1
            case .missing: missingCount += 1
            case .unknown: break
            }
        }
        return CategoryEncoder(
            name: name, texts: texts, counts: counts, missingCount: missingCount, missing: self.missing, layout: layout)
    }

    var featureCount: Int {
        switch layout {
        case .frequency: 1
        case .oneHot(let own, let hasMissing): own + 1 + (hasMissing ? 1 : 0)
        }
    }

    var textBytes: Int { texts.reduce(0) { $0 + $1.utf8.count } }

    func category(of text: String?) -> Category {
        if let text { return places[ExactText(text)].map { .known($0) } ?? .unknown }
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

    private func isRare(_ category: Category) -> Bool { count(category) < Self.rowsMin(of: rowCount) }

    /// One value per feature.
    func features(of category: Category) -> [Double] {
        guard case .oneHot(let own, let hasMissing) = layout else { return [surprise(category)] }
        var features = [Double](repeating: 0, count: featureCount)
        switch category {
        case .known(let place) where place < own && !isRare(category): features[place] = 1
        case .missing where hasMissing && !isRare(category): features[own + 1] = 1
        // There is a feature of the others even where training had none, so that one that is new can be seen.
        case .known, .unknown, .missing: features[own] = 1
        }
        return features
    }

    /// How much rarer than usual a category is. Those that are as frequent as half of the rows' are 0 all: otherwise an algorithm that looks
    /// at both tails would find the most frequent one strange.
    private func surprise(_ category: Category) -> Double {
        Swift.max(Self.surprise(of: count(category), rowCount) - usual, 0)
    }

    /// What the model had to assume about a text.
    func warning(_ text: String?) -> String? {
        switch (category(of: text), text) {
        case (.known, _?): nil
        case (.known, nil): "\(name) is missing: the most frequent \"\(CategoryColumn.shown(texts[0]))\" stands in"
        case (.unknown, let text): "\(name) is \"\(CategoryColumn.shown(text ?? ""))\", which no training row had"
        case (.missing, _): missingCount > 0 ? nil : "\(name) is missing, which it was in no training row"
        }
    }
}
