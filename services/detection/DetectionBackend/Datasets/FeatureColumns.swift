import Detectors

/// The columns that a model is made of, by what they hold.
struct FeatureColumns: Sendable, Equatable {
    var numbers: [String] = []
    var categories: [String] = []

    var names: [String] { numbers + categories }
    var count: Int { numbers.count + categories.count }
}

extension TrainedModel {
    var featureColumns: FeatureColumns { FeatureColumns(numbers: numberNames, categories: categoryNames) }
}
