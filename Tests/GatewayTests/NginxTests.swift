import FoundationEssentials
import RPC
import Subprocess
import Synchronization
import TestKit
import Testing

@testable import GatewayBackend

/// The real nginx with deploy/nginx in front of the gateway.
@Suite struct NginxTests {
    private static func library() -> FakeUpstream {
        FakeUpstream { call in
            switch call.path.split(separator: "/").last {
            case "AddPages": [Library.wire("AddPagesResponse", "{\"messageCount\":\(call.messages.count)}")]
            case "SignIn": throw RPCError(.unauthenticated, "no")
            default: [Library.wire("Book", #"{"title":"T"}"#)]
            }
        }
    }

    @Test func theConfigurationAsItIsShippedIsValid() async throws {
        let nginx = try await Nginx(gatewayPort: 8000)
        let check = try await run(
            .name("nginx"), arguments: ["-p", nginx.folder.path, "-c", "nginx.conf", "-t"], output: .discarded,
            error: .string(limit: 64 << 10))
        #expect(check.terminationStatus.isSuccess, "\(check.standardError)")
    }

    @Test func requestsPassOverTLSWithSecurityHeaders() async throws {
        try await Nginx.with(Self.library()) { nginx, gateway in
            let answer = try await nginx.curl(
                ["-H", "Authorization: Bearer t", "-H", "X-Forwarded-For: 6.6.6.6"], "/v1/books/7")
            #expect(answer.status == 200 && answer.body == #"{"title":"T"}"#)
            for name in ["strict-transport-security", "content-security-policy", "x-content-type-options"] {
                #expect(answer.headers.filter { $0.name == name }.count == 1, "\(name)")
            }
            #expect(gateway.upstream.calls.first?.metadata["x-forwarded-for"] == "127.0.0.1")
            let old = try await nginx.curl(["--tls-max", "1.1"], "/v1/books/7")
            #expect(old.status == 0)
        }
    }

    @Test func metricsAreRefused() async throws {
        try await Nginx.with(Self.library()) { nginx, _ in
            for path in ["/metrics", "/metrics/x", "//metrics", "/%6Detrics"] {
                let answer = try await nginx.curl([], path)
                #expect(
                    answer.status == 403 && answer.body.hasPrefix(#"{"error":{"code":403,"status":"PERMISSION_DENIED""#)
                )
            }
        }
    }

    @Test func plainHTTPAnswersProbesAndRedirectsTheRest() async throws {
        try await Nginx.with(Self.library()) { nginx, _ in
            for path in ["/health", "/ready"] {
                for isPlain in [false, true] {
                    let answer = try await nginx.curl([], path, isPlain: isPlain)
                    #expect(answer.status == 200)
                }
            }
            let moved = try await nginx.curl([], "/v1/books", isPlain: true)
            #expect(moved.status == 301 && moved.header("location") == "https://localhost/v1/books")
        }
    }

    @Test(arguments: [
        "/auth/jwt/login", "/v1/auth:signIn", "/api/v1/auth:signIn", "/v1/auth%3AsignIn", "//v1/auth:signIn",
        "/v1/users/me:changePassword", "/api/v1/users/me/totpFactor:confirm",
    ])
    func everyPathThatSignsInIsLimited(path: String) async throws {
        try await Nginx.with(Self.library()) { nginx, _ in
            let codes = try await nginx.codes(["-X", "POST"], path, count: 12)
            #expect(codes.prefix(6).allSatisfy { $0 != 429 } && codes.contains(429), "\(codes)")
        }
    }

    @Test(arguments: ["/v1/books/7", "/api/v1/books/7", "/v1/books/7:watch", "/v1/datasets:upload", "/ws/x"])
    func everythingElseIsLimitedToo(path: String) async throws {
        try await Nginx.with(Self.library()) { nginx, _ in
            let codes = try await nginx.codes(["-Z", "--parallel-max", "40"], path, count: 100)
            #expect(codes.filter { $0 != 429 }.count >= 21 && codes.contains(429))
            let refused = try await nginx.curl([], path)
            if refused.status == 429 {
                #expect(refused.body.hasPrefix(#"{"error":{"code":429,"status":"RESOURCE_EXHAUSTED""#))
                #expect(refused.header("retry-after") == "1")
                #expect(refused.header("content-security-policy") != nil)
            }
        }
    }

    @Test func probesAreNeverLimited() async throws {
        try await Nginx.with(Self.library()) { nginx, _ in
            let codes = try await nginx.codes(["-Z"], "/health", count: 100)
            #expect(codes.allSatisfy { $0 == 200 })
        }
    }

    @Test func onlyUploadsMayBeLarge() async throws {
        try await Nginx.with(Self.library()) { nginx, _ in
            let file = nginx.folder.file("large")
            try Data(repeating: UInt8(ascii: "x"), count: 20 << 20).write(to: URL(filePath: file))
            let refused = try await nginx.curl(["--data-binary", "@\(file)", "-H", "Expect:"], "/v1/books")
            #expect(refused.status == 413 && refused.body.hasPrefix(#"{"error":{"code":413"#))
            let passed = try await nginx.curl(
                ["-H", "Authorization: Bearer t", "-F", "file=@\(file)"], "/v1/datasets:upload")
            #expect(passed.status == 200, "\(passed.body)")
        }
    }

    /// The file's beginning reaches the service while its end is not yet sent.
    @Test func uploadsAreNotBuffered() async throws {
        let (arrived, arrival) = AsyncStream<Void>.makeStream()
        let upstream = FakeUpstream(
            beforeMessage: { count throws(RPCError) in if count == 1 { arrival.finish() } },
            script: { _ in
                AsyncThrowingStream { continuation in
                    continuation.yield([])
                    continuation.finish()
                }
            })
        try await Nginx.with(upstream) { nginx, _ in
            let gate = nginx.folder.file("gate")
            _ = try await run(.name("mkfifo"), arguments: [gate], output: .discarded)
            let part = #"--XX\r\nContent-Disposition: form-data; name="file"\r\n\r\n"#
            let script = "(printf '%b' '\(part)'; head -c 100000 /dev/zero; cat \(gate)) | exec \"$@\""
            let curl = nginx.arguments(
                [
                    "-T", "-", "-X", "POST", "-H", "Expect:", "-H", "Authorization: Bearer t", "-H",
                    "Content-Type: multipart/form-data; boundary=XX",
                ],
                "/v1/datasets:upload", isPlain: false)
            let answer = Task {
                // Should curl give up, nobody waits for what it would have sent.
                defer { arrival.finish() }
                return try await run(
                    .name("sh"), arguments: Arguments(["-c", script, "sh", "curl"] + curl),
                    output: .string(limit: 1 << 20)
                ).standardOutput
            }
            for await _ in arrived {}
            _ = try await run(
                .name("sh"), arguments: ["-c", "printf '\\r\\n--XX--\\r\\n' > \(gate)"], output: .discarded)
            let text = try await answer.value
            #expect(text.contains(" 200"), "\(text)")
        }
    }

    @Test func aGatewayThatIsDownIsSaidSo() async throws {
        let nginx = try await Nginx(gatewayPort: 1)
        try await nginx.whileRunning {
            let answer = try await nginx.curl([], "/v1/books")
            #expect(answer.status == 503 && answer.body.hasPrefix(#"{"error":{"code":503,"status":"UNAVAILABLE""#))
        }
    }
}

/// The real nginx on Unix sockets: no port can be taken.
struct Nginx: Sendable {
    private let nginx: TestNginx

    var folder: TemporaryDirectory { nginx.folder }

    static func with(_ upstream: FakeUpstream, _ body: @Sendable (Nginx, TestGateway) async throws -> Void) async throws
    {
        try await TestGateway.with(upstream) { gateway in
            let nginx = try await Nginx(gatewayPort: gateway.port)
            try await nginx.whileRunning { try await body(nginx, gateway) }
        }
    }

    init(gatewayPort: Int) async throws {
        nginx = try await TestNginx(gatewayPort: gatewayPort)
    }

    func whileRunning(_ body: @Sendable () async throws -> Void) async throws {
        try await nginx.whileRunning(body)
    }

    func arguments(_ options: [String], _ path: String, isPlain: Bool) -> [String] {
        [
            "-sS", "--path-as-is", "--cacert", nginx.certificates.authority, "--unix-socket",
            folder.file(isPlain ? "plain" : "tls"),
            "-H", "X-Test-Client: 127.0.0.1", "-i", "-m", "60",
        ] + options + ["\(isPlain ? "http" : "https")://localhost\(path)"]
    }

    func curl(_ options: [String], _ path: String, isPlain: Bool = false) async throws -> TestResponse {
        let result = try await run(
            .name("curl"), arguments: Arguments(arguments(options, path, isPlain: isPlain)),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 16))
        var rest = Substring(result.standardOutput)
        var response = TestResponse()
        // Interim answers stand before the final one.
        while rest.hasPrefix("HTTP/"), let end = rest.firstRange(of: "\r\n\r\n") {
            let lines = rest[..<end.lowerBound].split(separator: "\r\n")
            response = TestResponse(status: Int(lines[0].split(separator: " ")[1]) ?? 0)
            for line in lines.dropFirst() {
                let halves = line.split(separator: ":", maxSplits: 1)
                response.headers.append((halves[0].lowercased(), String(halves.last?.drop { $0 == " " } ?? "")))
            }
            rest = rest[end.upperBound...]
        }
        response.body = String(rest)
        return response
    }

    /// The statuses of the same request, many times.
    func codes(_ options: [String], _ path: String, count: Int) async throws -> [Int] {
        let one = arguments(options + ["-o", "/dev/null", "-w", "%{http_code}\\n"], path, isPlain: false)
        let all = one.filter { $0 != "-i" } + (1..<count).flatMap { _ in ["-o", "/dev/null", one[one.count - 1]] }
        let result = try await run(.name("curl"), arguments: Arguments(all), output: .string(limit: 1 << 20))
        return result.standardOutput.split(separator: "\n").compactMap { Int($0) }
    }
}
