import API
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

/// Each field of an upload's spec over RPC, by a file that would become something else without it.
@Suite("Spec of an upload, over RPC")
struct UploadSpecTests {
    private struct Uploaded {
        var response: DatasetV1.UploadDatasetResponse
        var rows: [[String: GoogleProtobuf.Value]]

        var columns: [DatasetV1.Column] { response.dataset?.schema?.columns ?? [] }
        var names: [String] { columns.map(\.name) }
        var report: DatasetV1.RejectReport { response.rejectReport ?? .init() }
    }

    private static func upload(
        _ bytes: [UInt8], _ spec: DatasetV1.UploadSpec, to harness: RPCHarness
    ) async throws -> Uploaded {
        var spec = spec
        spec.displayName = "table"
        let sent = spec
        let response = try await harness.client.uploadDataset(options: harness.user("data_scientist")) { writer in
            try await writer.write(.init(part: .spec(sent)))
            for piece in bytes.batches(of: 100) { try await writer.write(.init(part: .chunk(ByteSlice(piece)))) }
        }
        let name = response.dataset?.name ?? ""
        let page = try await harness.client.listRows(.init(parent: name), options: harness.user("viewer"))
        return Uploaded(response: response, rows: page.rows.map { $0.values?.fields ?? [:] })
    }

    /// What becomes of a file with the spec, and without it.
    private static func compare(
        _ text: String, _ spec: DatasetV1.UploadSpec, _ body: (_ with: Uploaded, _ without: Uploaded) throws -> Void
    ) async throws {
        try await RPCHarness.with { harness in
            let with = try await upload(Array(text.utf8), spec, to: harness)
            let without = try await upload(Array(text.utf8), .init(), to: harness)
            try body(with, without)
        }
    }

    @Test("delimiter")
    func delimiter() async throws {
        try await Self.compare("a;b,c;d\n1;2,3;4\n", .init(delimiter: ",")) { with, without in
            #expect(with.names == ["a;b", "c;d"])
            #expect(without.names == ["a", "b,c", "d"])
        }
    }

    @Test("format")
    func format() async throws {
        try await Self.compare("a\tb,c\n1\t2,3\n", .init(format: "tsv")) { with, without in
            #expect(with.names == ["a", "b,c"])
            #expect(without.names == ["a\tb", "c"])
        }
        try await Self.compare("[1]\n[2]\n", .init(format: "csv")) { with, without in
            #expect(with.names == ["[1]"])
            #expect(without.names == ["1"])
        }
    }

    @Test("quote")
    func quote() async throws {
        try await Self.compare("a,b\n'x','y'\n", .init(quote: "'")) { with, without in
            #expect(with.rows == [["a": "x", "b": "y"]])
            #expect(without.rows == [["a": "'x'", "b": "'y'"]])
        }
    }

    @Test("escape")
    func escape() async throws {
        try await Self.compare("a,b\n\"x\\\"y\",z\nu,v\n", .init(escape: "\\")) { with, without in
            #expect(with.rows.first == ["a": "x\"y", "b": "z"])
            #expect(without.report.rejectedRows == 1)
        }
    }

    @Test("encoding")
    func encoding() async throws {
        try await RPCHarness.with { harness in
            let bytes: [UInt8] = Array("a,b\ncaf".utf8) + [0xE9] + Array(",x\ny,z\n".utf8)
            let with = try await Self.upload(bytes, .init(encoding: "latin-1"), to: harness)
            #expect(with.rows == [["a": "café", "b": "x"], ["a": "y", "b": "z"]])
            let without = try await Self.upload(bytes, .init(), to: harness)
            #expect(without.report.rejects.map(\.reason) == ["not valid UTF-8"])
        }
    }

    @Test("compression: what is said holds, and contradicts what the file is")
    func compression() async throws {
        try await RPCHarness.with { harness in
            let text = Array("a,b\n1,2\n".utf8)
            for (name, compression) in [("gzip", TestCompression.gzip), ("zstd", .zstd)] {
                let bytes = try compression.compressed(text)
                #expect(try await Self.upload(bytes, .init(compression: name), to: harness).names == ["a", "b"])
                let error = try await rpcError { try await Self.upload(text, .init(compression: name), to: harness) }
                #expect(error.code == .invalidArgument && error.message.contains("can't be decompressed"))
                let twice = try await rpcError { try await Self.upload(bytes, .init(compression: "none"), to: harness) }
                #expect(twice.code == .invalidArgument && twice.message.contains("spec.compression"))
            }
        }
    }

    @Test("no_header")
    func noHeader() async throws {
        try await Self.compare("1,2\n3,4\n", .init(noHeader: true)) { with, without in
            #expect(with.names == ["column_1", "column_2"] && with.report.acceptedRows == 2)
            #expect(without.names == ["1", "2"] && without.report.acceptedRows == 1)
        }
    }

    private static func schema(_ columns: DatasetV1.Column...) -> DatasetV1.UploadSpec {
        .init(schema: .init(columns: columns))
    }

    @Test("schema: types and units")
    func types() async throws {
        let spec = Self.schema(
            .init(name: "code", type: .string), .init(name: "x", type: .float, unit: "ms"),
            .init(name: "n", type: .integer))
        try await Self.compare("code,x,n\n007,1,1\n08,2,2.5\n", spec) { with, without in
            #expect(with.columns.map(\.type) == [.string, .float, .integer])
            #expect(with.columns.map(\.unit) == ["", "ms", ""])
            #expect(with.rows == [["code": "007", "x": 1, "n": 1]])
            #expect(with.report.rejects.map(\.column) == ["n"])
            #expect(without.columns.map(\.type) == [.integer, .integer, .float])
        }
    }

    @Test("schema: roles; target_column and id_columns")
    func roles() async throws {
        let text = "id,at,when,x,y,z\n1,2026-01-01,2026-02-01,5,0,7\n2,2026-01-02,2026-02-02,6,1,8\n"
        let spec = Self.schema(
            .init(name: "id", role: .id), .init(name: "when", role: .eventTime), .init(name: "y", role: .label),
            .init(name: "z", role: .ignore), .init(name: "x", role: .feature))
        try await Self.compare(text, spec) { with, without in
            #expect(with.columns.map(\.role) == [.id, .feature, .eventTime, .feature, .label, .ignore])
            #expect(
                without.columns.map(\.role) == [.feature, .eventTime, .feature, .feature, .feature, .feature])
        }
        try await Self.compare(text, .init(targetColumn: "y", idColumns: ["id", "z"])) { with, _ in
            #expect(with.columns.map(\.role) == [.id, .eventTime, .feature, .feature, .label, .id])
        }
    }

    @Test("schema: missing policy of a column")
    func missingPolicy() async throws {
        let spec = Self.schema(.init(name: "a", missingPolicy: .missingRejected))
        try await Self.compare("a,b\n1,\n,2\n3,4\n", spec) { with, without in
            #expect(with.columns.map(\.missingPolicy).first == .missingRejected)
            #expect(with.report.rejects.map(\.line) == [3] && with.report.rejects.map(\.column) == ["a"])
            #expect(with.report.acceptedRows == 2)
            #expect(without.report.acceptedRows == 3)
        }
    }

    @Test("missing_texts")
    func missingTexts() async throws {
        try await Self.compare("a,b\n1,x\n-999,missing\n", .init(missingTexts: ["-999", "missing"])) { with, without in
            #expect(with.columns.map(\.missingCount) == [1, 1])
            #expect(with.rows.last?["a"]?.number == nil && with.rows.last?["b"]?.string == nil)
            #expect(without.columns.map(\.missingCount) == [0, 0])
            #expect(without.rows.last == ["a": -999, "b": "missing"])
        }
    }

    @Test("on_reject")
    func onReject() async throws {
        let text = "a,b\n1,1\nx,2\n3\n4,4\n"
        let integers = DatasetV1.Schema(columns: [.init(name: "a", type: .integer)])
        try await RPCHarness.with { harness in
            let bytes = Array(text.utf8)
            for policy in [DatasetV1.RejectPolicy.unspecified, .skipRow] {
                let skipped = try await Self.upload(bytes, .init(schema: integers, onReject: policy), to: harness)
                #expect(skipped.report.acceptedRows == 2 && skipped.report.rejectedRows == 2)
                #expect(skipped.report.rejects.map(\.line) == [3, 4] && skipped.report.nulledCells == 0)
            }
            let nulled = try await Self.upload(bytes, .init(schema: integers, onReject: .nullValue), to: harness)
            #expect(nulled.report.acceptedRows == 3 && nulled.report.rejectedRows == 1)
            #expect(nulled.report.nulledCells == 1 && nulled.report.rejects.map(\.nulled) == [true, false])
            #expect(nulled.rows.map { $0["b"]?.number } == [1, 2, 4])
            let error = try await rpcError {
                try await Self.upload(bytes, .init(schema: integers, onReject: .failUpload), to: harness)
            }
            #expect(error.code == .invalidArgument && error.message.hasPrefix("line 3, column \"a\""))
            let report = try error.details.compactMap { try $0.unpack(as: DatasetV1.RejectReport.self) }.first
            #expect(report?.rejects.map(\.line) == [3])
            let listed = try await harness.client.listDatasets(.init(), options: harness.user("viewer"))
            #expect(listed.datasets.count == 3)
        }
    }

    @Test("description and labels")
    func described() async throws {
        let spec = DatasetV1.UploadSpec(description: "of a pump", labels: ["site": "north"])
        try await Self.compare("a\n1\n", spec) { with, without in
            #expect(with.response.dataset?.description == "of a pump")
            #expect(with.response.dataset?.labels == ["site": "north"])
            #expect(without.response.dataset?.labels == [:])
        }
    }

    @Test("the limit of decompressed content holds, to the byte, and is named")
    func contentLimit() async throws {
        let limit = 1 << 20
        try await RPCHarness.with(limits: DatasetLimits(uploadBytesMax: limit)) { harness in
            let header = Array("a\n".utf8)
            let rows = Array(String(repeating: "7\n", count: limit / 2 - 1).utf8)
            for compression in [TestCompression.gzip, .zstd] {
                let full = try compression.compressed(header + rows)
                #expect(full.count < 1 << 14)
                let taken = try await Self.upload(full, .init(), to: harness)
                #expect(taken.report.acceptedRows == Int64(rows.count / 2), "\(compression)")
                let over = try compression.compressed(header + rows + Array("7".utf8))
                let error = try await rpcError { try await Self.upload(over, .init(), to: harness) }
                #expect(error.code == .resourceExhausted, "\(compression)")
                #expect(error.message.contains("upload_bytes_max") && error.message.contains("1 MB"))
            }
            let listed = try await harness.client.listDatasets(.init(), options: harness.user("viewer"))
            #expect(listed.datasets.count == 2)
        }
    }
}
