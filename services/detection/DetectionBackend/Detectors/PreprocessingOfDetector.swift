import Detectors
import Messages
import RPC

extension Preprocessing {
    /// - Throws: INVALID_ARGUMENT naming the field below `detector.preprocessing`.
    init(_ message: DetectionV1.Preprocessing?) throws(RPCError) {
        let field = "detector.preprocessing"
        self.init(
            numbers: try NumberPreprocessing(message?.numbers ?? .init(), field: "\(field).numbers"),
            categories: try CategoryPreprocessing(message?.categories ?? .init(), field: "\(field).categories"))
        let count = message?.columns.count ?? 0
        guard count <= DetectionLimits.featureColumnsMax else {
            throw .invalidArgument(
                field: "\(field).columns",
                "names \(count) columns; at most \(DetectionLimits.featureColumnsMax) are allowed")
        }
        for (index, column) in (message?.columns ?? []).enumerated() {
            let field = "detector.preprocessing.columns[\(index)]"
            guard !column.column.isEmpty else { throw .invalidArgument(field: "\(field).column", "is empty") }
            guard columns[column.column] == nil else {
                throw .invalidArgument(field: "\(field).column", "\"\(column.column)\" is named twice")
            }
            switch column.treatment {
            case .number(let treatment):
                columns[column.column] = .number(try NumberPreprocessing(treatment, field: "\(field).number"))
            case .category(let treatment):
                columns[column.column] = .category(try CategoryPreprocessing(treatment, field: "\(field).category"))
            case nil: throw .invalidArgument(field: field, "give number or category")
            }
        }
    }
}

extension NumberPreprocessing {
    fileprivate init(_ message: DetectionV1.NumberPreprocessing, field: String) throws(RPCError) {
        let imputation: Imputation
        switch message.imputation {
        case .unspecified: imputation = .automatic
        case .imputeMedian: imputation = .median
        case .imputeMean: imputation = .mean
        case .imputeConstant: imputation = .constant(message.constant)
        case .unrecognized(let number): throw .unknown(number, "\(field).imputation")
        }
        guard message.constant == 0 || message.imputation == .imputeConstant else {
            throw .invalidArgument(field: "\(field).constant", "is for IMPUTE_CONSTANT")
        }
        let scaling: Scaling
        switch message.scaling {
        case .unspecified: scaling = .automatic
        case .scaleStandard: scaling = .standard
        case .scaleRobust: scaling = .robust
        case .scaleMinMax: scaling = .minMax
        case .scaleNone: scaling = .none
        case .unrecognized(let number): throw .unknown(number, "\(field).scaling")
        }
        self.init(imputation: imputation, scaling: scaling)
        do throws(DetectorError) {
            try check(field)
        } catch {
            throw error.rpcError
        }
    }
}

extension CategoryPreprocessing {
    fileprivate init(_ message: DetectionV1.CategoryPreprocessing, field: String) throws(RPCError) {
        let encoding: Encoding
        switch message.encoding {
        case .unspecified, .frequency: encoding = .frequency
        case .oneHot: encoding = .oneHot(max: message.oneHotMax == 0 ? Self.oneHotDefault : Int(message.oneHotMax))
        case .unrecognized(let number): throw .unknown(number, "\(field).encoding")
        }
        guard message.oneHotMax == 0 || message.encoding == .oneHot else {
            throw .invalidArgument(field: "\(field).one_hot_max", "is for ONE_HOT")
        }
        let missing: Missing
        switch message.missing {
        case .unspecified, .ownCategory: missing = .ownCategory
        case .mostFrequent: missing = .mostFrequent
        case .unrecognized(let number): throw .unknown(number, "\(field).missing")
        }
        self.init(encoding: encoding, missing: missing)
        do throws(DetectorError) {
            try check(field)
        } catch {
            throw error.rpcError
        }
    }
}

extension Combiner {
    init(_ message: DetectionV1.Combiner) throws(RPCError) {
        switch message {
        case .unspecified, .combineMean: self = .mean
        case .combineMax: self = .max
        case .combineMedian: self = .median
        case .unrecognized(let number): throw .unknown(number, "detector.combiner")
        }
    }
}

extension RPCError {
    fileprivate static func unknown(_ number: Int32, _ field: String) -> RPCError {
        .invalidArgument(field: field, "\(number) is none of its values")
    }
}
