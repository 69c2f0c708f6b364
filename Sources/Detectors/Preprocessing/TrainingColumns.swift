/// The columns of a training, before there are values.
package struct TrainingColumns: Sendable, Equatable {
    package var numbers: Int
    /// By name.
    package var categories: [String]

    package init(numbers: Int, categories: [String] = []) {
        self.numbers = numbers
        self.categories = categories
    }

    /// Features that they become, at most: more than a model may have are refused when they are known.
    package func features(_ preprocessing: Preprocessing) -> Int {
        let encoded = categories.reduce(numbers) { sum, name in
            guard case .category(let treatment) = preprocessing.columns[name] else {
                return sum + preprocessing.categories.featuresMax
            }
            return sum + treatment.featuresMax
        }
        return Swift.max(Swift.min(encoded, DetectorLimits.featureColumnsMax), numbers)
    }

    /// What making features takes beside the features themselves: the columns as they came, where features are not the same; the table
    /// of a fold and that of the rows to calibrate with; and the texts with what finds them, of the source, the model and its folds.
    func encodingBytes(rows: Int, features: Int, _ preprocessing: Preprocessing) -> Int {
        guard !categories.isEmpty else { return preprocessing.imputes ? 2 * 8 * rows * numbers : 0 }
        let known = Swift.min(categories.count * DetectorLimits.categoriesMax, DetectorLimits.categoriesInAllMax)
        let texts = 2 * Swift.min(known * DetectorLimits.categoryBytesMax, DetectorLimits.categoryBytesInAllMax)
        return rows * (8 * numbers + 4 * categories.count + 2 * 8 * features) + texts
            + known * (DetectorLimits.folds + 2) * 128
    }
}

extension Preprocessing {
    /// Whether numbers are put in for missing ones before an algorithm sees them.
    fileprivate var imputes: Bool {
        numbers.imputation != .automatic
            || columns.values.contains { column in
                guard case .number(let treatment) = column else { return false }
                return treatment.imputation != .automatic
            }
    }
}
