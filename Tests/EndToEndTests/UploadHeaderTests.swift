import FoundationEssentials
import NIOHTTP1
import Testing

/// Headers that hold for every call hold for uploads as well, by form and by tus.
@Suite(.timeLimit(.minutes(4))) struct UploadHeaderTests {
    private func send(
        _ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders, _ body: String? = nil
    ) async throws -> HTTPCaller.Answer {
        try await SharedPlatform.get().rest.caller.call(
            method, path, headers: headers, body: body.map { Array($0.utf8) })
    }

    private func upload(_ headers: HTTPHeaders, rows: String = "a\n1\n") async throws -> HTTPCaller.Answer {
        var headers = headers
        headers.add(name: "content-type", value: "multipart/form-data; boundary=b")
        let form =
            "--b\r\ncontent-disposition: form-data; name=\"display_name\"\r\n\r\nheaders\r\n"
            + "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n\(rows)\r\n--b--\r\n"
        return try await send(.POST, "/v1/datasets:upload", headers, form)
    }

    private func create(_ headers: HTTPHeaders) async throws -> HTTPCaller.Answer {
        let name = Data("t".utf8).base64EncodedString()
        let own: HTTPHeaders = [
            "Tus-Resumable": "1.0.0", "Upload-Length": "4", "Upload-Metadata": "display_name \(name)",
        ]
        return try await send(.POST, "/v1/uploads", HTTPHeaders(Array(own) + Array(headers)))
    }

    @Test func `an upload with the same key is done once`() async throws {
        let key: HTTPHeaders = ["idempotency-key": UUID().uuidString]
        let first = try await upload(key)
        #expect(first.status == 200, "\(first.text)")
        #expect(try await upload(key).text == first.text)
        let other = try await create(["idempotency-key": "one of my own"])
        #expect(other.status == 201, "\(other.text)")
        let again = try await create(["idempotency-key": "one of my own"])
        #expect(again.headers["location"] == other.headers["location"])
        _ = try await send(.DELETE, try #require(other.headers.first(name: "location")), ["Tus-Resumable": "1.0.0"])
    }

    @Test func `a condition that nothing could hold is refused`() async throws {
        for answer in [try await upload(["if-match": "\"1\""]), try await create(["if-match": "\"1\""])] {
            #expect(answer.status == 400 && answer.text.contains("no etag"), "\(answer.text)")
        }
    }

    @Test func `a change of columns needs no mask`() async throws {
        let uploaded = try await upload([:])
        let name = try #require(uploaded.text.firstMatch(of: /"name":"(datasets\/[^"\/]+)"/)).output.1
        let changed = try await send(
            .PATCH, "/v1/\(name)", ["content-type": "application/json"],
            #"{"schema":{"columns":[{"name":"a","unit":"ms"}]}}"#)
        #expect(changed.status == 200 && changed.text.contains(#""unit":"ms""#), "\(changed.text)")
    }
}
