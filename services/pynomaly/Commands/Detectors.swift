import ArgumentParser
import Messages

struct Detectors: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Create and train detectors.", subcommands: [Create.self, List.self, Train.self, Delete.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a detector: an algorithm, its parameters and a threshold policy.",
            discussion: """
                What has no option of its own, such as preprocessing and the members of an ensemble, comes as JSON in a file, as \
                POST /v1/detectors takes it; options go before what the file says.
                """)

        @OptionGroup var options: ClientOptions
        @Option(help: "A file with the detector as JSON.", completion: .file())
        var file: String?
        @Option(help: "See `pynomaly algorithms`; isolation_forest by default.")
        var algorithm: String?
        @Option(help: "A name for people.")
        var name: String?
        @Option(help: "Flag this share of rows like the training rows, above 0 and at most 0.5.")
        var contamination: Double?
        @Option(help: "Flag at most this share of normal rows, between 0 and 1.")
        var falsePositiveRate: Double?
        @Option(help: "KEY=VALUE of the algorithm; may be repeated.")
        var parameter: [String] = []
        @Option(help: "A feature column; all of role FEATURE by default. May be repeated.")
        var feature: [String] = []
        @Option(help: "The seed of everything random; 0 by default.")
        var seed: UInt64?
        @Flag(help: "The training rows are known to be normal.")
        var clean = false

        func run() async throws {
            let reply = try await options.signedInClient().post(
                "/v1/detectors", try await detector(), as: DetectionV1.Detector.self)
            options.print(reply) { "\($0.name)  \($0.algorithm)" }
        }

        private func detector() async throws -> DetectionV1.Detector {
            var detector = try await given()
            if let algorithm { detector.algorithm = algorithm }
            if detector.algorithm.isEmpty { detector.algorithm = "isolation_forest" }
            if let name { detector.displayName = name }
            if detector.displayName.isEmpty { detector.displayName = detector.algorithm }
            if !feature.isEmpty { detector.featureColumns = feature }
            if let seed { detector.seed = seed }
            if clean { detector.trainingMode = .clean }
            if let policy = try policy() { detector.thresholdPolicy = policy }
            if !parameter.isEmpty {
                detector.parameters = GoogleProtobuf.Struct(fields: try parameters())
            }
            return detector
        }

        /// What the file says.
        private func given() async throws -> DetectionV1.Detector {
            guard let file else { return .init() }
            let source = try FileSource(file)
            guard source.size <= Self.fileBytesMax else {
                throw CommandFailure("\(file) has \(source.size) bytes; a detector has at most \(Self.fileBytesMax)")
            }
            var json: [UInt8] = []
            while case let bytes = try await source.read(atMost: Self.fileBytesMax), !bytes.isEmpty { json += bytes }
            do {
                return try MessageJSON.decode(json, as: DetectionV1.Detector.self)
            } catch {
                throw CommandFailure("\(file) is no detector: \(error)")
            }
        }

        private static let fileBytesMax = 1 << 20

        private func policy() throws -> DetectionV1.ThresholdPolicy? {
            switch (contamination, falsePositiveRate) {
            case (nil, nil): nil
            case (let share?, nil): DetectionV1.ThresholdPolicy(policy: .contamination(share))
            case (nil, let rate?): DetectionV1.ThresholdPolicy(policy: .falsePositiveRate(rate))
            case (_?, _?):
                throw CommandFailure("give one of --contamination and --false-positive-rate, not both")
            }
        }

        private func parameters() throws -> [String: GoogleProtobuf.Value] {
            var fields: [String: GoogleProtobuf.Value] = [:]
            for text in parameter {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { throw CommandFailure("--parameter: \"\(text)\" is not KEY=VALUE") }
                fields[parts[0]] = GoogleProtobuf.Value(
                    kind: Double(parts[1]).map { .numberValue($0) } ?? .stringValue(parts[1]))
            }
            return fields
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List detectors.")

        @OptionGroup var options: ClientOptions

        func run() async throws {
            let reply = try await options.signedInClient().get(
                "/v1/detectors?page_size=1000", as: DetectionV1.ListDetectorsResponse.self)
            options.print(reply) { response in
                var table = TextTable([
                    ("name", .left), ("display name", .left), ("algorithm", .left), ("model", .left),
                ])
                for detector in response.detectors {
                    let model = detector.currentModel.isEmpty ? "not trained" : detector.currentModel
                    table.add([detector.name, detector.displayName, detector.algorithm, model])
                }
                return table.text
            }
        }
    }

    struct Train: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Fit a model to a data set, and wait for it.")

        @OptionGroup var options: ClientOptions
        @Argument(help: "detectors/ID, or ID.")
        var detector: String
        @Option(help: "datasets/ID, or ID.")
        var dataset: String

        func run() async throws {
            let client = try options.signedInClient()
            var request = DetectionV1.TrainDetectorRequest()
            request.datasetVersion = ResourceName.full(dataset, in: "datasets")
            let name = ResourceName.full(detector, in: "detectors")
            var reply = try await client.post("/v1/\(name):train", request, as: GoogleLongrunning.Operation.self)
            // It goes on whatever becomes of this program.
            Terminal.remark("Training as \(reply.value.name).")
            while !reply.value.done {
                Terminal.progress("training \(name)")
                reply = try await client.post(
                    "/v1/\(reply.value.name):wait", GoogleLongrunning.WaitOperationRequest(timeout: .init(seconds: 20)),
                    as: GoogleLongrunning.Operation.self)
            }
            Terminal.endProgress()
            if case .error(let status) = reply.value.result { throw CommandFailure(status.message) }
            options.print(reply, Self.describe)
        }

        private static func describe(_ operation: GoogleLongrunning.Operation) -> String {
            guard case .response(let any) = operation.result,
                let model = try? any.unpack(as: DetectionV1.Model.self)
            else { return operation.name }
            let calibration = model.calibration.map { "calibrated by \($0.method) on \($0.n) scores" } ?? ""
            return "\(model.name)  \(model.trainingRowCount) rows, \(calibration)"
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a detector and its models.")

        @OptionGroup var options: ClientOptions
        @Argument(help: "detectors/ID, or ID.")
        var detector: String

        func run() async throws {
            let name = ResourceName.full(detector, in: "detectors")
            try await options.signedInClient().delete("/v1/\(name)")
            Terminal.remark("Deleted \(name).")
        }
    }
}
