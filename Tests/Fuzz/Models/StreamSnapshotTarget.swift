@testable import Detectors

/// Stream detectors as bytes, made as `SnapshotTarget` makes models. What is read must be written and read again the same, and go on
/// with any points, the one read again alike.
enum StreamSnapshotTarget {
    static func run(_ input: FuzzInput) {
        var detector: StreamDetector
        do throws(DetectorError) {
            detector = try StreamDetector(snapshot: WireMutation.message(input, of: StreamSnapshotSeeds.all))
        } catch {
            require(error.kind == .corruptModel, "bytes are refused as something else: \(error)")
            return
        }
        var again = readAgain(detector)
        for value in points {
            // Features apart from each other, and now and then one that is missing.
            let point = detector.features.indices.map { $0 % 3 == 2 ? Double.nan : $0 % 2 == 0 ? value : -value }
            let score = update(&detector, point)
            require(update(&again, point) == score, "the one read again scores \(point) otherwise")
        }
        require(readAgain(detector).snapshot() == again.snapshot(), "the one read again learned otherwise")
    }

    /// Usual values, the smallest, the largest and missing ones.
    private static let points: [Double] = {
        let limit = DetectorLimits.magnitudeMax
        return [1, 2, 2, .nan, 0, -0.0, .leastNonzeroMagnitude, 1e9, limit, -limit] + (0..<30).map { Double($0 % 5) }
    }()

    private static func readAgain(_ detector: StreamDetector) -> StreamDetector {
        let written = detector.snapshot()
        do throws(DetectorError) {
            let read = try StreamDetector(snapshot: written)
            require(read.snapshot() == written, "what was read is written otherwise")
            return read
        } catch {
            fatalError("what was written is refused: \(error)")
        }
    }

    private static func update(_ detector: inout StreamDetector, _ point: [Double]) -> StreamScore {
        do throws(DetectorError) {
            let score = try detector.update(point, explaining: true)
            require(score.score.map { $0.isFinite } != false, "\(point) scores \(score)")
            require(score.pValue.map { $0 > 0 && $0 <= 1 } != false, "p is no probability: \(score)")
            require(score.contributions.allSatisfy { $0.isFinite }, "a contribution is none: \(score)")
            return score
        } catch {
            fatalError("\(point) is refused: \(error)")
        }
    }
}
