import ServiceKit
import Testing

@testable import DatasetBackend

/// The settings that only the dataset service reads.
@Suite("Settings of the dataset service")
struct SettingsTests {
    private func limits(_ own: [String: String]) throws -> DatasetLimits {
        try DatasetSettings.limits(ServiceSettings(service: .dataset, values: SettingValues(environment: own)))
    }

    @Test("the retention is seven days, or what is said; what makes no sense is named")
    func retention() throws {
        #expect(try limits([:]).deletedRetention == .seconds(7 * 24 * 60 * 60))
        for (text, seconds) in [("1m", 60), ("8784h", 366 * 24 * 60 * 60)] {
            #expect(try limits(["DATASET_RETENTION": text]).deletedRetention == .seconds(seconds))
        }
        for text in ["59s", "8785h", "a week"] {
            let error = #expect(throws: SettingsError.self) { try limits(["DATASET_RETENTION": text]) }
            #expect(error?.description.hasPrefix("DATASET_RETENTION ") == true)
        }
    }
}
