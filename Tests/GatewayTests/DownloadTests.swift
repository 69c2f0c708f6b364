import RPC
import Synchronization
import Testing

/// Methods whose answers are pieces of a file, and the file that a client gets.
@Suite struct DownloadTests {
    private static let request = "GET /v1/books/7:print HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\n\r\n"

    private static func piece(_ bytes: some Sequence<UInt8>, type: String = "", name: String = "") -> [UInt8] {
        // Wire form: the fields are 1, 2 and 3, all of them length-delimited.
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
            var length: [UInt8] = []
            var rest = bytes.count
            repeat {
                length.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
                rest >>= 7
            } while rest > 0
            return bytes.isEmpty ? [] : [number << 3 | 2] + length + bytes
        }
        return field(1, Array(bytes)) + field(2, Array(type.utf8)) + field(3, Array(name.utf8))
    }

    /// Pieces, and an error behind them if there is one.
    private static func upstream(_ pieces: [[UInt8]], error: RPCError? = nil) -> FakeUpstream {
        FakeUpstream { _ in
            AsyncThrowingStream { continuation in
                for piece in pieces { continuation.yield(piece) }
                continuation.finish(throwing: error)
            }
        }
    }

    @Test func theBodyIsTheFileAndItsHeadersTellWhatItIs() async throws {
        let pieces = [
            Self.piece("a,b\n".utf8, type: "text/csv; charset=utf-8", name: "table.csv"), Self.piece("1,".utf8),
            Self.piece([]), Self.piece("\"é\"\n".utf8),
        ]
        try await TestGateway.with(Self.upstream(pieces)) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7:print")
            #expect(response.status == 200 && response.body == "a,b\n1,\"é\"\n")
            #expect(response.header("content-type") == "text/csv; charset=utf-8")
            #expect(response.header("content-disposition") == "attachment; filename=\"table.csv\"")
            #expect(response.header("x-content-type-options") == "nosniff")
            #expect(response.header("cache-control") == "no-store")
            #expect(response.header("content-length") == nil)
            #expect(gateway.upstream.calls.map(\.path) == ["/\(Library.service)/PrintBook"])
            #expect(gateway.upstream.calls[0].messages == [Library.wire("GetBookRequest", #"{"name":"books/7"}"#)])
        }
    }

    static let names: [(String, String)] = [
        ("", "attachment"),
        ("a b.csv", "attachment; filename=\"a b.csv\""),
        ("../\"x\"\\.csv", "attachment; filename=\"..__x__.csv\""),
        ("Öl €.csv", "attachment; filename=\"_l _.csv\"; filename*=UTF-8''%C3%96l%20%E2%82%AC.csv"),
        // A line break would end the header, and begin one of somebody's making.
        ("x\r\nSet-Cookie: a=b", "attachment"),
        ("x\0y", "attachment"),
    ]

    @Test(arguments: names)
    func aNameIsWhatAHeaderCanSay(name: String, expected: String) async throws {
        try await TestGateway.with(Self.upstream([Self.piece("x".utf8, type: "text/csv", name: name)])) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7:print")
            #expect(response.status == 200 && response.body == "x")
            #expect(response.header("content-disposition") == expected)
            #expect(response.header("set-cookie") == nil)
        }
    }

    @Test func aFileWithoutBytesOrTypeIsOneNevertheless() async throws {
        for pieces in [[], [Self.piece([])], [Self.piece([], type: "text/csv\r\nX-A: b")]] {
            try await TestGateway.with(Self.upstream(pieces)) { gateway in
                let response = try await gateway.request("GET", "/v1/books/7:print")
                #expect(response.status == 200 && response.body == "")
                #expect(response.header("content-type") == "application/octet-stream")
                #expect(response.header("x-a") == nil)
            }
        }
    }

    @Test func anErrorBeforeTheFirstPieceIsAnOrdinaryOne() async throws {
        try await TestGateway.with(Self.upstream([], error: RPCError(.notFound, "no such book"))) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7:print", ["X-Request-Id: r"])
            #expect(response.status == 404 && response.header("content-type") == "application/json")
            #expect(response.header("content-disposition") == nil)
            #expect(
                response.body
                    == #"{"error":{"code":404,"status":"NOT_FOUND","message":"no such book","details":[],"request_id":"r"}}"#
            )
        }
    }

    @Test func anErrorOnTheWayCutsTheConnectionBeforeTheBodysEnd() async throws {
        let upstream = Self.upstream([Self.piece("a,b\n".utf8, type: "text/csv")], error: RPCError(.aborted, "gone"))
        try await TestGateway.with(upstream) { gateway in
            let raw = try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(Self.request)
                return try await connection.readToEnd()
            }
            #expect(raw.hasPrefix("HTTP/1.1 200 OK\r\n"))
            // The last chunk, of length 0, is what would have made the file whole.
            #expect(raw.hasSuffix("\r\n\r\n4\r\na,b\n\r\n"))
            await #expect(throws: TestFailure.self) { try await gateway.request("GET", "/v1/books/7:print") }
        }
    }

    @Test func withoutChunksOnlyAResetTellsThatTheFileIsNotWhole() async throws {
        let pieces = [Self.piece("a,b\n".utf8, type: "text/csv")]
        let request = "GET /v1/books/7:print HTTP/1.0\r\nHost: t\r\nAuthorization: Bearer t\r\n\r\n"
        for error in [nil, RPCError(.aborted, "gone")] {
            try await TestGateway.with(Self.upstream(pieces, error: error)) { gateway in
                try await TestConnection.with(port: gateway.port) { connection in
                    try await connection.send(request)
                    let head = try await connection.head()
                    #expect(head.contains("200 OK") && !head.lowercased().contains("transfer-encoding"))
                    #expect(await connection.readToReset() == (error != nil))
                }
            }
        }
    }

    @Test func piecesAreSentOnAsTheyCome() async throws {
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        try await TestGateway.with(FakeUpstream { _ in stream }) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(Self.request)
                for text in ["1", "22", "333"] {
                    continuation.yield(Self.piece(text.utf8, type: text == "1" ? "text/csv" : ""))
                    if text == "1" { #expect(try await connection.head().contains("200 OK")) }
                    #expect(try await connection.chunk() == text)
                }
                continuation.finish()
                #expect(try await connection.chunk() == nil)
            }
        }
    }

    /// A file of 24 MB, far more than the kernel keeps for both ends of a connection.
    private final class LargeFile: Sendable {
        static let count = 384
        static let pieceBytes = 64 << 10
        static let bytes = count * pieceBytes
        private let given = Mutex<[Int]>([])

        /// Pieces that each call was given, its end included.
        var pieces: [Int] { given.withLock { $0 } }

        var upstream: FakeUpstream {
            let content = [UInt8](repeating: UInt8(ascii: "x"), count: Self.pieceBytes)
            let piece = DownloadTests.piece(content, type: "text/csv")
            return FakeUpstream { _ in
                let call = self.given.withLock { given in
                    given.append(0)
                    return given.count - 1
                }
                return AsyncThrowingStream(unfolding: {
                    let number = self.given.withLock { given in
                        given[call] += 1
                        return given[call]
                    }
                    return number > Self.count ? nil : piece
                })
            }
        }
    }

    @Test(arguments: ["close", "keep-alive"])
    func anAnswerIsSentToItsEndBeforeTheConnectionCloses(connection: String) async throws {
        try await TestGateway.with(LargeFile().upstream) { gateway in
            try await TestConnection.with(port: gateway.port, receiveBytes: 64 << 10) { client in
                let header = "Connection: \(connection)\r\n\r\n"
                try await client.send(Self.request.dropLast(2) + header)
                _ = try await client.head()
                var received = 0
                while let chunk = try await client.chunk() { received += chunk.utf8.count }
                #expect(received == LargeFile.bytes)
            }
        }
    }

    @Test func aClientThatDoesNotReadStallsTheSource() async throws {
        let file = LargeFile()
        try await TestGateway.with(file.upstream) { gateway in
            try await TestConnection.with(port: gateway.port, receiveBytes: 64 << 10) { slow in
                try await slow.send(Self.request)
                _ = try await slow.head()
                // While another client gets all of the file, which takes as long as this one's would.
                let whole = try await gateway.request("GET", "/v1/books/7:print")
                #expect(whole.body.utf8.count == LargeFile.bytes)
                #expect(file.pieces[1] == LargeFile.count + 1)
                #expect(file.pieces[0] < LargeFile.count)
                // Reading, it gets the rest.
                var received = 0
                while let chunk = try await slow.chunk() { received += chunk.utf8.count }
                #expect(received == LargeFile.bytes)
            }
        }
    }
}
