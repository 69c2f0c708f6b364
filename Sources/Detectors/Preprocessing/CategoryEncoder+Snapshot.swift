internal import Messages
internal import Protobuf

extension CategoryEncoder {
    var message: DetectionV1.SnapshotCategories {
        var message = DetectionV1.SnapshotCategories()
        message.name = name
        message.encoding = ownFeatures == nil ? Self.frequency : Self.oneHot
        message.texts = texts
        message.counts = PackedSlice(counts.map { UInt32($0) })
        message.missingCount = UInt32(missingCount)
        message.imputesMostFrequent = missing == .mostFrequent
        message.ownFeatures = UInt32(ownFeatures ?? 0)
        return message
    }

    init(_ message: DetectionV1.SnapshotCategories, rowCount: Int) throws(DetectorError) {
        let counts = message.counts.map { Int($0) }
        guard (1...DetectorLimits.categoriesMax).contains(counts.count), message.texts.count == counts.count,
            counts.allSatisfy({ $0 > 0 }), counts.reduce(Int(message.missingCount), +) == rowCount,
            zip(counts, counts.dropFirst()).allSatisfy({ $0 >= $1 }),
            !message.imputesMostFrequent || message.missingCount == 0
        else { throw .corrupt("categories", "the counts of \"\(message.name)\" contradict each other") }
        guard Set(message.texts).count == counts.count,
            message.texts.allSatisfy({ $0.utf8.count <= DetectorLimits.categoryBytesMax })
        else { throw .corrupt("categories", "\"\(message.name)\" holds a text twice, or one that is too long") }
        self.init(
            name: message.name, texts: message.texts, counts: counts, missingCount: Int(message.missingCount),
            missing: message.imputesMostFrequent ? .mostFrequent : .ownCategory,
            ownFeatures: try Self.ownFeatures(message, counts))
    }

    private static let frequency = "frequency"
    private static let oneHot = "one_hot"

    private static func ownFeatures(
        _ message: DetectionV1.SnapshotCategories, _ counts: [Int]
    ) throws(DetectorError) -> Int? {
        switch message.encoding {
        case frequency: return nil
        case oneHot:
            let own = Int(message.ownFeatures)
            guard own <= Swift.min(counts.count, DetectorLimits.oneHotMax) else {
                throw .corrupt("categories", "\"\(message.name)\" gives \(own) a feature of their own")
            }
            return own
        default: throw .corrupt("categories", "\"\(message.encoding)\" is unknown to this release")
        }
    }
}
