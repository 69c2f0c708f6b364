import FoundationEssentials
import Messages
import NIOHTTP1
import Postgres
import ServiceKit
import TestKit
import Testing

/// `kill -9` of each part of the platform in the middle of an upload.
@Suite(.timeLimit(.minutes(5)), .serialized) struct UploadCrashTests {
    enum Victim: String, CaseIterable, Sendable {
        case sender, gateway, dataset, postgres
    }

    fileprivate static let rows = 300_000
    fileprivate static let csv: [UInt8] = {
        var text = "id,value,group\n"
        for row in 0..<rows { text += "\(row),\((row * 7919) % 100_003).25,g\((row * 31) % 17)\n" }
        return Array(text.utf8)
    }()
    fileprivate static let half = csv.count / 2

    @Test(arguments: Victim.allCases)
    func `nothing half done is seen, all of it is collected, and a resumable upload goes on`(
        victim: Victim
    ) async throws {
        let postgres = victim == .postgres ? try await TestPostgres.startDurable() : nil
        try await TestPlatform.with(["SWEEP_INTERVAL": "200ms"], on: postgres) { platform in
            let scene = try await Scene(platform: platform, postgres: postgres, victim: victim)
            let whole = try await scene.upload()
            let sizes = try await scene.sizes()
            try await scene.breakStream()
            #expect(try await scene.datasets() == [whole.name])
            try await scene.collect()
            #expect(try await scene.sizes() == sizes)
            let next = try await scene.upload()
            #expect(next.contentSha256 == whole.contentSha256 && next.rowCount == Int64(Self.rows))

            let path = try await scene.breakResumable()
            #expect(try await Set(scene.datasets()) == [whole.name, next.name])
            let resumed = try await scene.resume(path)
            #expect(resumed.contentSha256 == whole.contentSha256 && resumed.rowCount == Int64(Self.rows))
            #expect(try await Set(scene.datasets()) == [whole.name, next.name, resumed.name])
        }
        await postgres?.stop()
    }

    /// A platform with an administrator, and what is to be killed in it.
    fileprivate struct Scene {
        let platform: TestPlatform
        let postgres: TestPostgres?
        let victim: Victim
        let token: String
        let client: RESTClient

        init(platform: TestPlatform, postgres: TestPostgres?, victim: Victim) async throws {
            self.platform = platform
            self.postgres = postgres
            self.victim = victim
            token = try await SignIn(rest: RESTClient(caller: HTTPCaller(port: platform.gatewayPort))).run().token
            client = RESTClient(caller: HTTPCaller(port: platform.gatewayPort, token: token))
        }

        func upload() async throws -> DatasetV1.Dataset {
            try #require(
                try await patiently { try await client.upload(UploadCrashTests.csv, .init(displayName: "whole")) }
                    .dataset)
        }

        func datasets() async throws -> [String] {
            let list: DatasetV1.ListDatasetsResponse = try await patiently {
                try await client.call(.GET, "/v1/datasets")
            }
            return list.datasets.map(\.name)
        }

        func query(_ sql: SQL) async throws -> Int {
            try await platform.database.connect().query(sql)[0].decode(Int.self, 0)
        }

        /// Rows of what an upload leaves behind.
        func sizes() async throws -> [Int] {
            var sizes: [Int] = []
            for table in ["version_leases", "drafts", "chunks", "blobs", "blob_owners", "dataset_versions"] {
                sizes.append(try await query("SELECT count(*) FROM dataset.\(unsafe: table)"))
            }
            return sizes
        }
    }
}

// A file in one call.
extension UploadCrashTests.Scene {
    /// Sends half of a file, waits until chunks of it are stored, and strikes.
    func breakStream() async throws {
        let boundary = "crash-boundary"
        let start = Array(
            "--\(boundary)\r\ncontent-disposition: form-data; name=\"display_name\"\r\n\r\nbroken\r\n--\(boundary)\r\ncontent-disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n"
                .utf8)
        let end = Array("\r\n--\(boundary)--\r\n".utf8)
        let length = start.count + UploadCrashTests.csv.count + end.count
        let request = try await OpenRequest(
            port: platform.gatewayPort,
            head: [
                "POST /v1/datasets:upload HTTP/1.1", "Host: t", "Authorization: Bearer \(token)", "Connection: close",
                "Content-Type: multipart/form-data; boundary=\(boundary)", "Content-Length: \(length)",
            ])
        try await request.send(start + UploadCrashTests.csv[..<UploadCrashTests.half])
        try await eventually {
            try await query(
                "SELECT count(*) FROM dataset.chunks JOIN dataset.version_leases USING (version_id)") > 0
        }
        try await strike(request, rest: UploadCrashTests.csv[UploadCrashTests.half...] + end)
    }

    /// As if the leases of what was left had run out.
    func collect() async throws {
        let owner = try await platform.database.connect()
        try await owner.execute("UPDATE dataset.version_leases SET expires_at = now() WHERE NOT is_collecting")
        try await eventually { try await query("SELECT count(*) FROM dataset.version_leases") == 0 }
    }

    /// Kills, sees the request fail, and puts up again what was killed.
    func strike(_ request: OpenRequest, rest: ArraySlice<UInt8>) async throws {
        switch victim {
        case .sender: return await request.cut()
        case .gateway: await platform.kill(.gateway)
        case .dataset: await platform.kill(.dataset)
        case .postgres: try await #require(postgres).kill()
        }
        let answer = try await request.end(sending: rest)
        // The connection may end before the answer is read; it never says that all went well.
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 5"), "\(answer)")
        if victim == .postgres { return try await #require(postgres).restart() }
        let service: PlatformService = victim == .gateway ? .gateway : .dataset
        try await platform.launch(service)
        try await platform.waitUntilReady(service)
    }

    /// Who was killed is noticed at the next attempt to reach it; until then calls are UNAVAILABLE.
    func patiently<R>(_ body: () async throws -> R) async throws -> R {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            do {
                return try await body()
            } catch let refusal as RESTClient.Refusal where refusal.status == "UNAVAILABLE" && .now < end {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }
}

// A file that goes on.
extension UploadCrashTests.Scene {
    private func tus(_ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders, _ body: [UInt8]? = nil) async throws
        -> HTTPCaller.Answer
    {
        var headers = headers
        headers.add(name: "Tus-Resumable", value: "1.0.0")
        return try await patiently {
            let answer = try await client.caller.call(method, path, headers: headers, body: body)
            if answer.status == 503 {
                throw RESTClient.Refusal(httpStatus: 503, status: "UNAVAILABLE", message: answer.text)
            }
            return answer
        }
    }

    /// The path of an upload of which a part was kept when the blow fell.
    func breakResumable() async throws -> String {
        let name = Data("resumed".utf8).base64EncodedString()
        let created = try await tus(
            .POST, "/v1/uploads",
            ["Upload-Length": "\(UploadCrashTests.csv.count)", "Upload-Metadata": "display_name \(name)"])
        let path = try #require(created.headers.first(name: "Location"), "\(created.text)")
        let request = try await OpenRequest(
            port: platform.gatewayPort,
            head: [
                "PATCH \(path) HTTP/1.1", "Host: t", "Authorization: Bearer \(token)", "Connection: close",
                "Tus-Resumable: 1.0.0", "Upload-Offset: 0", "Content-Type: application/offset+octet-stream",
                "Content-Length: \(UploadCrashTests.csv.count)",
            ])
        try await request.send(UploadCrashTests.csv[..<UploadCrashTests.half])
        try await eventually { try await kept() > 0 }
        try await strike(request, rest: UploadCrashTests.csv[UploadCrashTests.half...])
        return path
    }

    private func kept() async throws -> Int {
        try await query("SELECT received FROM dataset.uploads WHERE state = 1")
    }

    /// Goes on where the platform says, as often as it says something else meanwhile.
    func resume(_ path: String) async throws -> DatasetV1.Dataset {
        while true {
            let head = try await tus(.HEAD, path, [:])
            let offset = try #require(head.headers.first(name: "Upload-Offset").flatMap(Int.init))
            #expect((1 << 20...UploadCrashTests.half).contains(offset))
            let answer = try await tus(
                .PATCH, path, ["Content-Type": "application/offset+octet-stream", "Upload-Offset": "\(offset)"],
                Array(UploadCrashTests.csv[offset...]))
            if answer.status == 409 { continue }
            #expect(answer.status == 204, "\(answer.text)")
            let upload: DatasetV1.Upload = try await client.call(.GET, path)
            #expect(upload.state == .succeeded, "\(upload.error)")
            return try await client.dataset(upload.dataset)
        }
    }
}
