import FoundationEssentials
import Messages
import NIOHTTP1
import TestKit
import Testing

/// Uploads that go on after a broken connection, as clients of the tus protocol make them.
@Suite(.timeLimit(.minutes(4))) struct ResumableUploadTests {
    private static let csv = Array("a,b\n1,x\n2,y\n3,z\n".utf8)

    private func call(
        _ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders = [:], body: [UInt8]? = nil,
        version: String? = "1.0.0"
    ) async throws -> HTTPCaller.Answer {
        var headers = headers
        if let version { headers.add(name: "Tus-Resumable", value: version) }
        return try await SharedPlatform.get().rest.caller.call(method, path, headers: headers, body: body)
    }

    private func create(_ length: Int, metadata: String = "display_name \(base64("readings"))") async throws -> String {
        let answer = try await call(
            .POST, "/v1/uploads", ["Upload-Length": "\(length)", "Upload-Metadata": metadata])
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.headers.first(name: "Location"))
    }

    private func patch(_ path: String, at offset: Int, _ bytes: ArraySlice<UInt8>) async throws -> HTTPCaller.Answer {
        try await call(
            .PATCH, path, ["Content-Type": "application/offset+octet-stream", "Upload-Offset": "\(offset)"],
            body: Array(bytes))
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    @Test func `what is spoken is told to whoever asks`() async throws {
        let answer = try await call(.OPTIONS, "/v1/uploads", version: nil)
        #expect(answer.status == 204)
        #expect(answer.headers.first(name: "Tus-Version") == "1.0.0")
        #expect(answer.headers.first(name: "Tus-Extension") == "creation,termination")
        #expect(answer.headers.first(name: "Tus-Max-Size") == "1048576000")
    }

    @Test(arguments: ["/v1/uploads", "/api/v1/uploads"])
    func `a file in two pieces becomes a dataset with its last byte`(collection: String) async throws {
        let created = try await call(
            .POST, collection,
            ["Upload-Length": "\(Self.csv.count)", "Upload-Metadata": "filename \(Self.base64("r.csv")),filetype"])
        let path = try #require(created.headers.first(name: "Location"))
        #expect(path.hasPrefix(collection + "/"))
        let first = try await patch(path, at: 0, Self.csv[..<6])
        #expect(first.status == 204 && first.headers.first(name: "Upload-Offset") == "6", "\(first.text)")
        let head = try await call(.HEAD, path)
        #expect(head.status == 200 && head.headers.first(name: "Upload-Offset") == "6")
        #expect(head.headers.first(name: "Upload-Length") == "\(Self.csv.count)")
        #expect(head.headers.first(name: "Cache-Control") == "no-store")
        let second = try await patch(path, at: 6, Self.csv[6...])
        #expect(second.status == 204 && second.headers.first(name: "Tus-Resumable") == "1.0.0", "\(second.text)")

        let rest = try await SharedPlatform.get().rest
        let upload: DatasetV1.Upload = try await rest.call(.GET, path)
        #expect(upload.state == .succeeded && upload.rejectReport?.acceptedRows == 3)
        let dataset: DatasetV1.Dataset = try await rest.dataset(upload.dataset)
        #expect(dataset.displayName == "r.csv" && dataset.rowCount == 3)
    }

    @Test func `whoever asks for the offset of a file that is all there finds it finished`() async throws {
        let shared = try await SharedPlatform.get()
        let path = try await create(Self.csv.count)
        // As if the gateway that was sent the last byte had died before it said so.
        let client = RPCClient(shared.platform, token: shared.admin.token)
        let written = try await client.write(Self.csv, to: "uploads/" + (path.split(separator: "/").last ?? ""))
        await client.shutdown()
        #expect(written.offset == written.byteSize)
        let head = try await call(.HEAD, path)
        #expect(head.status == 200 && head.headers.first(name: "Upload-Offset") == "\(Self.csv.count)")
        let upload: DatasetV1.Upload = try await shared.rest.call(.GET, path)
        #expect(upload.state == .succeeded && upload.rejectReport?.acceptedRows == 3)
    }

    @Test func `what is no tus request, or not where the upload is, is refused as the protocol says`() async throws {
        let path = try await create(Self.csv.count)
        let version = try await call(.HEAD, path, version: "0.2.2")
        #expect(version.status == 412 && version.headers.first(name: "Tus-Version") == "1.0.0")
        #expect(try await patch(path, at: 3, Self.csv[3...]).status == 409)
        let type = try await call(
            .PATCH, path, ["Content-Type": "text/csv", "Upload-Offset": "0"], body: Self.csv)
        #expect(type.status == 415)
        let offset = try await call(.PATCH, path, ["Content-Type": "application/offset+octet-stream"], body: Self.csv)
        #expect(offset.status == 400 && offset.text.contains("Upload-Offset"))
        #expect(try await call(.POST, "/v1/uploads").text.contains("Upload-Length"))
        let field = try await call(
            .POST, "/v1/uploads", ["Upload-Length": "5", "Upload-Metadata": "colour \(Self.base64("red"))"])
        #expect(field.status == 400 && field.text.contains("colour"))
        #expect(try await call(.HEAD, "/v1/uploads/00000000-0000-4000-8000-000000000000").status == 404)
        #expect(try await call(.PUT, path).status == 405)
    }

    @Test func `an upload that is deleted is gone`() async throws {
        let path = try await create(Self.csv.count)
        #expect(try await call(.DELETE, path).status == 204)
        #expect(try await call(.HEAD, path).status == 404)
    }

    @Test func `without the protocol's header the path takes JSON`() async throws {
        let rest = try await SharedPlatform.get().rest
        let upload: DatasetV1.Upload = try await rest.post(
            "/v1/uploads",
            DatasetV1.CreateUploadRequest(upload: .init(spec: .init(displayName: "by hand"), byteSize: 10)))
        #expect(upload.state == .receiving && upload.byteSize == 10)
        let again: DatasetV1.Upload = try await rest.call(.GET, "/v1/\(upload.name)")
        #expect(again == upload)
    }

    @Test func `tuspy completes an upload whose connections are cut`() async throws {
        let shared = try await SharedPlatform.get()
        let folder = try TemporaryDirectory()
        let rows = 60_000
        let lines = (0..<rows).map { "\($0),\(Double($0) / 7),\($0 % 2)\n" }
        let text = "id,value,label\n" + lines.joined()
        let file = folder.file("readings.csv")
        try #require(FileManager.default.createFile(atPath: file, contents: Data(text.utf8)))
        let token = folder.file("token")
        try #require(FileManager.default.createFile(atPath: token, contents: Data(shared.admin.token.utf8)))
        let script = PythonEnvironment.root + "/Tests/EndToEndTests/Python/tus_interrupted.py"
        let output = try await PythonEnvironment.run([script, "\(shared.platform.gatewayPort)", token, file])
        let words = output.split(separator: " ")
        #expect(words.last == "2", "connections that were cut: \(output)")
        let upload: DatasetV1.Upload = try await shared.rest.call(.GET, String(try #require(words.first)))
        #expect(upload.state == .succeeded, "\(upload.error)")

        let dataset: DatasetV1.Dataset = try await shared.rest.dataset(upload.dataset)
        #expect(dataset.rowCount == Int64(rows) && dataset.byteSize == Int64(text.utf8.count))
        // The same file at once is the same table.
        let client = RPCClient(shared.platform, token: shared.admin.token)
        let whole = try await client.upload(Array(text.utf8), .init(displayName: "whole", targetColumn: "label"))
        await client.shutdown()
        #expect(whole.dataset?.contentSha256 == dataset.contentSha256)
        _ = consume folder
    }
}
