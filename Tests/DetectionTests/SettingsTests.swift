import Messages
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend

/// The settings that only detection reads: a wrong one stops the start with a sentence that names it.
@Suite(.timeLimit(.minutes(5))) struct SettingsTests {
    private func settings(_ own: [String: String]) throws -> DetectionSettings {
        let values = SettingValues(
            environment: ["MODEL_SIGNING_KEY": String(repeating: "k", count: 32)].merging(own) { $1 })
        return try DetectionSettings(ServiceSettings(service: .detection, values: values))
    }

    @Test(arguments: [
        ("MODEL_SIGNING_KEY", ""), ("MODEL_SIGNING_KEY", String(repeating: "k", count: 31)), ("TASK_ROWS", "0"),
        ("MODEL_CACHE_BYTES", "-1"), ("MODEL_CACHE_BYTES", "1099511627777"), ("TRAINING_BYTES_MAX", "1048575"),
        ("TRAINING_BYTES_MAX", "1099511627777"), ("TASK_ROWS", "1000001"), ("TASK_ROWS", "many"),
        ("TASK_LEASE", "499ms"), ("TASK_LEASE", "601s"),
    ])
    func `a wrong setting is named, and no key is repeated`(name: String, value: String) {
        let error = #expect(throws: SettingsError.self) { try settings([name: value]) }
        #expect(error?.description.hasPrefix(name + " ") == true, "\(String(describing: error))")
        #expect(error?.description.contains("kkk") == false)
    }

    @Test func `what lies at the limits is accepted, and there are defaults`() throws {
        let defaults = try settings([:])
        #expect(defaults.taskRows == DetectionLimits.taskRowsMax && defaults.lease == DetectionLimits.lease)
        let own = try settings(["TASK_ROWS": "1", "TASK_LEASE": "600s"])
        #expect(own.taskRows == 1 && own.lease == .seconds(600))
        #expect(defaults.modelCacheBytes == DetectionLimits.cachedModelBytesMax)
        #expect(defaults.trainingBytes == DetectionLimits.trainingBytesMax)
        let smallest = try settings(["MODEL_CACHE_BYTES": "0", "TRAINING_BYTES_MAX": "1048576"])
        #expect(smallest.modelCacheBytes == 0 && smallest.trainingBytes == 1 << 20)
        #expect(try settings(["TRAINING_BYTES_MAX": "1099511627776"]).trainingBytes == 1 << 40)
        #expect(try settings(["TASK_ROWS": "1000000", "TASK_LEASE": "500ms"]).lease == .milliseconds(500))
    }

    @Test func `two processes of one host have two names in the queue`() throws {
        #expect(try settings([:]).workerName != settings([:]).workerName)
    }

    @Test func `without a key the service does not start`() async throws {
        try await ServiceFixture.with(DetectionBackend.definition) { fixture in
            let error = await #expect(throws: SettingsError.self) { try await fixture.start() }
            #expect(error?.description == "MODEL_SIGNING_KEY is not set.")
        }
    }
}
