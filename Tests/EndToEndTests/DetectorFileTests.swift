import TestKit
import Testing

/// Detectors that say more than options can, from a file, on data with texts.
@Suite(.timeLimit(.minutes(4))) struct DetectorFileTests {
    /// Payments, one of which is of a kind that no other has.
    private static let payments: String = {
        let kinds = ["food", "fuel", "books", ""]
        let rows = (0..<200).map { row in
            "\(row % 13).5,\(row == 150 ? "casino" : kinds[row * 7 % 10 / 3]),\([276, 276, 250, 756][row % 4])"
        }
        return "amount,kind,country\n" + rows.joined(separator: "\n") + "\n"
    }()

    private static let detector = """
        {
          "algorithm": "ensemble",
          "members": [{"algorithm": "ecod"}, {"algorithm": "knn", "parameters": {"n_neighbors": 10}, "weight": 2}],
          "threshold_policy": {"false_positive_rate": 0.02},
          "preprocessing": {
            "numbers": {"imputation": "IMPUTE_MEAN"},
            "categories": {},
            "columns": [{"column": "country", "category": {"encoding": "ONE_HOT", "one_hot_max": 5}}]
          }
        }
        """

    @Test func `a strange text is found and named, by the program alone`() async throws {
        let shared = try await SharedPlatform.get()
        let terminal = try await ProgramTerminal.signedIn(shared, "file-detector")
        let upload = try await terminal.run(
            "datasets", "upload", terminal.write(Self.payments, to: "payments.csv"), "--name", "payments")
        let dataset = try ProgramTerminal.name("datasets/", in: upload)
        let created = try await terminal.run(
            "detectors", "create", "--file", terminal.write(Self.detector, to: "detector.json"), "--name", "kinds")
        let detector = try ProgramTerminal.name("detectors/", in: created)
        #expect(created.contains("ensemble"))
        try await terminal.run("detectors", "train", detector, "--dataset", dataset)
        let report = try await terminal.run("detect", detector, "--dataset", dataset, "--top", "3")
        #expect(report.contains("kind = \"casino\", 0.5 % of training rows"), "\(report)")
    }

    @Test func `a file that is no detector is refused by what is wrong with it`() async throws {
        let shared = try await SharedPlatform.get()
        let terminal = try await ProgramTerminal.signedIn(shared, "file-refused")
        for (json, words) in [
            ("{", "is no detector"), (#"{"algorithm": "ecod", "colour": 1}"#, "colour"),
            (#"{"algorithm": "ensemble"}"#, "detector.members"),
            (#"{"algorithm": "ecod", "preprocessing": {"columns": [{"column": "a"}]}}"#, "give number or category"),
        ] {
            let output = try await terminal.run(
                "detectors", "create", "--file", terminal.write(json, to: "detector.json"), code: 1)
            #expect(output.contains(words), "\(output)")
        }
        let missing = try await terminal.run(
            "detectors", "create", "--file", terminal.folder.file("none.json"), code: 1)
        #expect(missing.contains("cannot read"))
    }
}
