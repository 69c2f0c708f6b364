internal import Messages
internal import Protobuf

extension Ensemble {
    var message: DetectionV1.SnapshotFit.Fit {
        var message = DetectionV1.EnsembleFit()
        message.members = members.map { member in
            var fit = DetectionV1.SnapshotFit()
            fit.fit = member.fit.message
            return DetectionV1.EnsembleMember(
                algorithm: member.algorithm.rawValue, fit: fit, scores: PackedSlice(member.scale.scores),
                weight: member.weight)
        }
        message.combiner = combiner.rawValue
        return .ensemble(message)
    }

    init(_ message: DetectionV1.EnsembleFit, _ features: [FeatureProfile]) throws(DetectorError) {
        guard (1...Self.membersMax).contains(message.members.count) else {
            throw .corrupt("ensemble", "has \(message.members.count) members")
        }
        guard let combiner = Combiner(rawValue: message.combiner) else {
            throw .corrupt("ensemble", "\"\(message.combiner)\" is unknown to this release")
        }
        var members: [Member] = []
        for member in message.members { members.append(try Member(member, features)) }
        self.init(members: members, combiner: combiner)
    }
}

extension Ensemble.Member {
    fileprivate init(_ message: DetectionV1.EnsembleMember, _ features: [FeatureProfile]) throws(DetectorError) {
        // An ensemble within an ensemble could go on for ever.
        guard let algorithm = Algorithm(rawValue: message.algorithm), algorithm.isMember,
            let content = message.fit?.fit, let fit = try algorithm.definition.read(content, features)
        else { throw .corrupt("ensemble", "\"\(message.algorithm)\" is no member of this release") }
        let scores = Array(message.scores)
        guard (1...TailScale.scoresMax).contains(scores.count), scores.allSatisfy({ abs($0) <= TailScale.scoreMax }),
            zip(scores, scores.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw .corrupt("ensemble", "a member's scores are not an ascending list of numbers") }
        guard message.weight > 0, message.weight <= Ensemble.weightMax else {
            throw .corrupt("ensemble", "a member weighs \(message.weight)")
        }
        self.init(algorithm: algorithm, fit: fit, scale: TailScale(scores: scores), weight: message.weight)
    }
}
