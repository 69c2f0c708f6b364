import Detectors
import FoundationEssentials
import Testing

@testable import DetectionBackend

@Suite struct LimitsPageTests {
    @Test func `docs/LIMITS.md tells the limits of detection as they are`() throws {
        // Tests/DetectionTests/LimitsPageTests.swift lies three levels below the root.
        let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }
        let page = try String(contentsOfFile: root + "/docs/LIMITS.md", encoding: .utf8).filter { $0 != "," }
        let rows = [
            ("trainingBytesMax", "\(DetectionLimits.trainingBytesMax >> 20) MiB"),
            ("trainingCellsMax", "\(DetectionLimits.trainingCellsMax)"),
            ("cachedModelBytesMax", "\(DetectionLimits.cachedModelBytesMax >> 20) MiB"),
            ("categoriesMax", "\(DetectorLimits.categoriesMax)"),
            ("categoryBytesMax", "\(DetectorLimits.categoryBytesMax) B"),
            ("categoryBytesInAllMax", "\(DetectorLimits.categoryBytesInAllMax >> 20) MiB"),
            ("categoriesInAllMax", "\(DetectorLimits.categoriesInAllMax)"),
            ("oneHotMax", "\(DetectorLimits.oneHotMax)"),
            ("simulatedThresholdsMax", "\(DetectorLimits.simulatedThresholdsMax)"),
            ("scoreRowsMax", "\(DetectionLimits.scoreRowsMax)"), ("scoreCellsMax", "\(DetectionLimits.scoreCellsMax)"),
            ("changedFeaturesMax", "\(DetectorLimits.changedFeaturesMax)"),
            ("scoreChangeTriesMax", "\(DetectionLimits.scoreChangeTriesMax)"),
            ("taskChangeTriesMax", "\(DetectionLimits.taskChangeTriesMax)"),
            ("progressInterval", "\(DetectionLimits.progressInterval.components.seconds) s"),
        ]
        for (name, value) in rows { #expect(page.contains("\n| `\(name)` | \(value) |"), "\(name)") }
        #expect(page.contains(" \(DetectorLimits.changeTriesPerRow(features: 1)) for each feature"))
        for setting in ["TRAINING_BYTES_MAX", "MODEL_CACHE_BYTES"] { #expect(page.contains("`\(setting)`")) }
    }
}
