/// The columns of a training, before there are values.
package struct TrainingColumns: Sendable, Equatable {
    package var numbers: Int
    /// By name.
    package var categories: [String]

    package init(numbers: Int, categories: [String] = []) {
        self.numbers = numbers
        self.categories = categories
    }

    /// Texts of one column with what finds them by their bytes: of the source, and of the model.
    static let bytesPerCategoryColumn = 2 * DetectorLimits.categoriesMax * 128
    static let textBytesMax = 8 * DetectorLimits.categoryBytesInAllMax

    /// Features that they become, at most.
    package func features(_ preprocessing: Preprocessing) -> Int {
        categories.reduce(numbers) { sum, name in
            guard case .category(let treatment) = preprocessing.columns[name] else {
                return sum + preprocessing.categories.featuresMax
            }
            return sum + treatment.featuresMax
        }
    }
}
