internal import Messages
internal import Protobuf

extension CategoryEncoder {
    /// - Parameter folds: The same column's encoders of the folds.
    func message(folds: [CategoryEncoder]) -> DetectionV1.SnapshotCategories {
        var message = DetectionV1.SnapshotCategories()
        message.name = name
        switch layout {
        case .frequency: message.encoding = Self.frequency
        case .oneHot(let own, let hasMissing):
            message.encoding = Self.oneHot
            message.ownFeatures = UInt32(own)
            message.hasMissingFeature = hasMissing
        }
        message.texts = texts
        message.counts = PackedSlice(counts.map { UInt32($0) })
        message.missingCount = UInt32(missingCount)
        message.imputesMostFrequent = missing == .mostFrequent
        message.folds = folds.map { fold in
            DetectionV1.SnapshotFoldCounts(
                counts: PackedSlice(fold.counts.map { UInt32($0) }), missingCount: UInt32(fold.missingCount))
        }
        return message
    }

    init(_ message: DetectionV1.SnapshotCategories, rowCount: Int) throws(DetectorError) {
        let counts = message.counts.map { Int($0) }
        guard (1...DetectorLimits.categoriesMax).contains(counts.count), message.texts.count == counts.count,
            counts.allSatisfy({ $0 > 0 }), counts.reduce(Int(message.missingCount), +) == rowCount,
            zip(counts, counts.dropFirst()).allSatisfy({ $0 >= $1 }),
            !message.imputesMostFrequent || message.missingCount == 0
        else { throw .corrupt("categories", "the counts of \"\(message.name)\" contradict each other") }
        guard Set(message.texts.map { ExactText($0) }).count == counts.count,
            message.texts.allSatisfy({ $0.utf8.count <= DetectorLimits.categoryBytesMax })
        else { throw .corrupt("categories", "\"\(message.name)\" holds a text twice, or one that is too long") }
        self.init(
            name: message.name, texts: message.texts, counts: counts, missingCount: Int(message.missingCount),
            missing: message.imputesMostFrequent ? .mostFrequent : .ownCategory, layout: try Self.layout(message))
    }

    /// The encoder of a fold: no count is above that of all rows.
    func fold(_ message: DetectionV1.SnapshotFoldCounts) throws(DetectorError) -> CategoryEncoder {
        let counts = message.counts.map { Int($0) }
        guard counts.count == self.counts.count, zip(counts, self.counts).allSatisfy({ $0 <= $1 }),
            message.missingCount <= missingCount, counts.reduce(Int(message.missingCount), +) > 0
        else { throw .corrupt("categories", "the counts of a fold of \"\(name)\" are not those of some of its rows") }
        return CategoryEncoder(
            name: name, texts: texts, counts: counts, missingCount: Int(message.missingCount), missing: missing,
            layout: layout)
    }

    private static let frequency = "frequency"
    private static let oneHot = "one_hot"

    private static func layout(_ message: DetectionV1.SnapshotCategories) throws(DetectorError) -> Layout {
        switch message.encoding {
        case frequency: return .frequency
        case oneHot:
            let own = Int(message.ownFeatures)
            guard own <= Swift.min(message.texts.count, DetectorLimits.oneHotMax) else {
                throw .corrupt("categories", "\"\(message.name)\" gives \(own) a feature of their own")
            }
            return .oneHot(own: own, hasMissing: message.hasMissingFeature)
        default: throw .corrupt("categories", "\"\(message.encoding)\" is unknown to this release")
        }
    }
}
