/// What becomes of columns before an algorithm sees them.
package struct Preprocessing: Sendable, Equatable {
    /// Of the columns that `columns` does not name.
    package var numbers: NumberPreprocessing
    package var categories: CategoryPreprocessing
    package var columns: [String: ColumnPreprocessing]

    package init(
        numbers: NumberPreprocessing = .init(), categories: CategoryPreprocessing = .init(),
        columns: [String: ColumnPreprocessing] = [:]
    ) {
        self.numbers = numbers
        self.categories = categories
        self.columns = columns
    }

    func check() throws(DetectorError) {
        try numbers.check("preprocessing.numbers")
        try categories.check("preprocessing.categories")
        for (name, column) in columns.sorted(by: { $0.key < $1.key }) {
            let field = "preprocessing.columns[\"\(name)\"]"
            switch column {
            case .number(let treatment): try treatment.check(field)
            case .category(let treatment): try treatment.check(field)
            }
        }
    }

    /// - Throws: for a column of numbers that is to be treated as categories, which it can't be any more.
    func number(_ name: String) throws(DetectorError) -> NumberPreprocessing {
        switch columns[name] {
        case .number(let treatment): return treatment
        case .category: throw .precondition(name, "holds numbers, which can't be categories")
        case nil: return numbers
        }
    }

    func category(_ name: String) throws(DetectorError) -> CategoryPreprocessing {
        switch columns[name] {
        case .category(let treatment): return treatment
        case .number: throw .precondition(name, "holds texts, which can't be numbers")
        case nil: return categories
        }
    }
}

package enum ColumnPreprocessing: Sendable, Equatable {
    case number(NumberPreprocessing)
    case category(CategoryPreprocessing)
}

package struct NumberPreprocessing: Sendable, Equatable {
    /// What stands in for a missing value.
    package enum Imputation: Sendable, Equatable {
        /// The median, which takes no part in fits.
        case automatic
        /// As a value like any other.
        case median, mean
        case constant(Double)
    }

    package var imputation: Imputation
    package var scaling: Scaling

    package init(imputation: Imputation = .automatic, scaling: Scaling = .automatic) {
        self.imputation = imputation
        self.scaling = scaling
    }

    package func check(_ field: String) throws(DetectorError) {
        guard case .constant(let value) = imputation else { return }
        // False for what is not a number.
        guard abs(value) <= DetectorLimits.magnitudeMax else {
            throw .invalid("\(field).constant", "must lie within ±\(DetectorLimits.magnitudeMax), not be \(value)")
        }
    }
}

/// How an algorithm that compares distances brings a feature to the scale of the others.
package enum Scaling: Sendable {
    /// As the algorithm does it.
    case automatic
    /// (value - mean) / standard deviation.
    case standard
    /// (value - median) / robust standard deviation.
    case robust
    /// (value - minimum) / (maximum - minimum).
    case minMax
    case none
}

package struct CategoryPreprocessing: Sendable, Equatable {
    package enum Encoding: Sendable, Equatable {
        /// One feature: how much rarer than usual the category is.
        case frequency
        /// A feature for each of the most frequent categories, and one for all others together.
        case oneHot(max: Int)
    }

    package enum Missing: Sendable {
        case ownCategory, mostFrequent
    }

    package static let oneHotDefault = 20

    package var encoding: Encoding
    package var missing: Missing

    package init(encoding: Encoding = .frequency, missing: Missing = .ownCategory) {
        self.encoding = encoding
        self.missing = missing
    }

    /// Features that a column becomes, at most.
    package var featuresMax: Int {
        switch encoding {
        case .frequency: 1
        // And one of the others, and one of those that are missing.
        case .oneHot(let max): max + 2
        }
    }

    package func check(_ field: String) throws(DetectorError) {
        guard case .oneHot(let max) = encoding else { return }
        guard (1...DetectorLimits.oneHotMax).contains(max) else {
            throw .invalid("\(field).one_hot_max", "must be between 1 and \(DetectorLimits.oneHotMax), not \(max)")
        }
    }
}
