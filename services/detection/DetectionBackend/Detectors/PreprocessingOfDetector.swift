import Detectors
import Messages
import RPC

extension Preprocessing {
    /// - Throws: INVALID_ARGUMENT naming the field below `detector.preprocessing`.
    init(_ message: DetectionV1.Preprocessing?) throws(RPCError) {
        self.init(
            numbers: NumberPreprocessing(message?.numbers ?? .init()),
            categories: CategoryPreprocessing(message?.categories ?? .init()))
        for (index, column) in (message?.columns ?? []).enumerated() {
            let field = "detector.preprocessing.columns[\(index)]"
            guard !column.column.isEmpty else { throw .invalidArgument(field: "\(field).column", "is empty") }
            guard columns[column.column] == nil else {
                throw .invalidArgument(field: "\(field).column", "\"\(column.column)\" is named twice")
            }
            switch column.treatment {
            case .number(let treatment): columns[column.column] = .number(NumberPreprocessing(treatment))
            case .category(let treatment): columns[column.column] = .category(CategoryPreprocessing(treatment))
            case nil: throw .invalidArgument(field: field, "give number or category")
            }
        }
    }
}

extension NumberPreprocessing {
    fileprivate init(_ message: DetectionV1.NumberPreprocessing) {
        let imputation: Imputation =
            switch message.imputation {
            case .imputeMedian: .median
            case .imputeMean: .mean
            case .imputeConstant: .constant(message.constant)
            default: .automatic
            }
        let scaling: Scaling =
            switch message.scaling {
            case .scaleStandard: .standard
            case .scaleRobust: .robust
            case .scaleMinMax: .minMax
            case .scaleNone: .none
            default: .automatic
            }
        self.init(imputation: imputation, scaling: scaling)
    }
}

extension CategoryPreprocessing {
    fileprivate init(_ message: DetectionV1.CategoryPreprocessing) {
        self.init(
            encoding: message.encoding == .oneHot
                ? .oneHot(max: message.oneHotMax == 0 ? Self.oneHotDefault : Int(message.oneHotMax)) : .frequency,
            missing: message.missing == .mostFrequent ? .mostFrequent : .ownCategory)
    }
}

extension Combiner {
    init(_ message: DetectionV1.Combiner) {
        self =
            switch message {
            case .combineMax: .max
            case .combineMedian: .median
            default: .mean
            }
    }
}
