import Crypto
import Logging
import NIOCore
import NIOPosix
import TestKit
import Testing

@testable import Redis

@Suite("The client, against a real server", .timeLimit(.minutes(10)))
struct ClientTests {
    private func client(
        _ url: String, password: String? = nil, log: LogRecorder = LogRecorder(),
        _ change: (inout RedisConfiguration) -> Void = { _ in }
    ) throws -> RedisClient {
        var configuration = try RedisConfiguration(url: url, password: password.map { Secret($0) })
        configuration.commandTimeout = .seconds(20)
        configuration.connectTimeout = .seconds(20)
        change(&configuration)
        return try RedisClient(configuration, group: MultiThreadedEventLoopGroup.singleton, logger: log.logger)
    }

    /// Starts a server and a client, and stops both whatever happens.
    private func with(
        _ change: (inout RedisConfiguration) -> Void = { _ in },
        _ body: (TestRedis, RedisClient) async throws -> Void
    ) async throws {
        let server = try await TestRedis.start()
        let client = try client(server.url, change)
        do {
            try await body(server, client)
        } catch {
            client.close()
            await server.stop()
            throw error
        }
        client.close()
        await server.stop()
    }

    private func failure(_ call: () async throws -> RedisValue) async -> RedisError? {
        do {
            _ = try await call()
            return nil
        } catch {
            return error as? RedisError
        }
    }

    @Test("values come back as they were stored")
    func values() async throws {
        try await with { _, client in
            let bytes: [UInt8] = [0, 13, 10, 255]
            let stored = try await client.ask(["SET", "a", RedisArgument(bytes)])
            #expect(stored == .status("OK"))
            #expect(try await client.ask(["GET", "a"]) == .bytes(bytes))
            #expect(try await client.ask(["GET", "b"]) == .null)
            #expect(try await client.ask(["INCRBY", "n", RedisArgument(-7)]) == .integer(-7))
            #expect(try await client.ask(["MGET", "a", "b"]) == .array([.bytes(bytes), .null]))
        }
    }

    @Test("an error of Redis is thrown with its code, without what it quotes, and the connection goes on")
    func serverError() async throws {
        try await with { _, client in
            _ = try await client.ask(["SET", "a", "x"])
            let wrongType = await failure { try await client.ask(["LPUSH", "a", "y"]) }
            #expect(wrongType?.kind == .server)
            #expect(wrongType?.code == "WRONGTYPE")
            let unknown = await failure {
                try await client.ask(["NONSENSE", "the-secret"])
            }
            #expect(unknown?.code == "ERR")
            #expect("\(unknown as Any)".contains("the-secret") == false)
            #expect(try await client.ask(["PING"]) == .status("PONG"))
        }
    }

    @Test("many callers share a connection, and each gets its own reply")
    func pipelining() async throws {
        try await with { _, client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        let answer = try await client.ask(["ECHO", RedisArgument(number)])
                        #expect(answer.int == Int64(number))
                    }
                }
                try await group.waitForAll()
            }
            let clients = try await client.ask(["INFO", "clients"]).text
            #expect(clients?.contains("connected_clients:1\r\n") == true)
        }
    }

    @Test("a script is run by its name, and sent when the server does not know it")
    func scripts() async throws {
        try await with { _, client in
            let script = try RedisScript("return {KEYS[1], ARGV[1] + 1}")
            for _ in 0..<2 {
                #expect(
                    try await client.askScript(script, keys: ["k"], [RedisArgument(41)])
                        == .array([.bytes(Array("k".utf8)), .integer(42)]))
            }
            let calls = try await client.ask(["INFO", "commandstats"]).text ?? ""
            #expect(calls.contains("cmdstat_eval:calls=1,"))
            #expect(calls.contains("cmdstat_evalsha:calls=2,"))
            _ = try await client.ask(["SCRIPT", "FLUSH"])
            #expect(try await client.askScript(script, keys: ["k"], [RedisArgument(1)]).elements?.last == .integer(2))
        }
    }

    @Test("the password and the database of the URL are used; a wrong password fails and is said nowhere")
    func password() async throws {
        let server = try await TestRedis.start(requiresPassword: true)
        let right = try client(server.url, password: TestRedis.password) { $0.database = 3 }
        _ = try await right.ask(["SET", "a", "x"])
        #expect(try await right.ask(["CLIENT", "INFO"]).text?.contains(" db=3 ") == true)
        let log = LogRecorder()
        for (password, code) in [("wrong-one", "WRONGPASS"), (nil, "NOAUTH")] {
            let other = try client(server.url, password: password, log: log)
            let refused = await failure { try await other.ask(["PING"]) }
            #expect(refused?.kind == .connection)
            #expect(refused?.code == code)
            other.close()
        }
        #expect(log.lines.count == 2)
        #expect(!log.lines.joined().contains("wrong-one"))
        right.close()
        await server.stop()
    }

    @Test("rediss:// speaks TLS, and trusts only a certificate of its authority that names the host")
    func tls() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await TestRedis.start(certificates: certificates)
        let trusting = try client(server.tlsURL()) { $0.authorityFile = certificates.authority }
        #expect(try await trusting.ask(["PING"]) == .status("PONG"))
        trusting.close()
        let strange = try client(server.tlsURL()) { $0.authorityFile = certificates.stranger }
        let refused = await failure { try await strange.ask(["PING"]) }
        #expect(refused?.kind == .connection)
        strange.close()
        #expect(throws: RedisError.self) { try client(server.tlsURL()) { $0.authorityFile = "/nowhere" } }
        await server.stop()
    }

    @Test("when the server dies commands fail, and when it is back they succeed, without a new client")
    func recovery() async throws {
        let log = LogRecorder()
        let server = try await TestRedis.start()
        let client = try client(server.url, log: log)
        _ = try await client.ask(["SET", "a", "x"])
        await server.stop()
        for _ in 0..<3 {
            let lost = await failure { try await client.ask(["GET", "a"]) }
            #expect(lost?.kind == .connection)
        }
        let back = try await server.restarted()
        try await eventually { (try? await client.ask(["GET", "a"])) == .null }
        #expect(log.lines.count { $0.contains("Redis is lost") } == 1)
        #expect(log.lines.count { $0.contains("Redis answers again") } == 1)
        client.close()
        await back.stop()
    }

    @Test("a server that is silent ends the connection after the time allowed, and with it all that waits")
    func timeout() async throws {
        try await with({
            $0.commandTimeout = .milliseconds(200)
            // What the greeting may take is no command's.
            $0.connectTimeout = .seconds(3600)
        }) { _, client in
            _ = try await client.ask(["SET", "a", "x"])
            _ = try await client.ask(["CLIENT", "PAUSE", "600000", "ALL"])
            async let first = failure { try await client.ask(["GET", "a"]) }
            async let second = failure { try await client.ask(["GET", "a"]) }
            let kinds = await [first?.kind, second?.kind]
            #expect(kinds.allSatisfy { $0 == .timeout })
        }
    }

    @Test("a command that waited long for the connection has its whole time once it is sent")
    func slowGreeting() async throws {
        let server = try await TestRedis.start()
        var configuration = try RedisConfiguration(url: server.url)
        configuration.commandTimeout = .seconds(60)
        configuration.connectTimeout = .seconds(20)
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let link = try RedisLink(configuration, on: loop, logger: LogRecorder().logger)
        var request = ByteBuffer()
        try CommandFormat.append(["PING"], to: &request)
        let answer = await withUnsafeContinuation { continuation in
            // As if the greeting had taken longer than a command may.
            let command = PendingReply(request, deadline: .now() - .seconds(1)) { continuation.resume(returning: $0) }
            loop.execute { link.submit(command) }
        }
        #expect(answer == .success(.status("PONG")))
        loop.execute { link.close() }
        await server.stop()
    }

    @Test("as many commands wait as are allowed; one more is refused, and the others are answered")
    func queue() async throws {
        let server = try await TestRedis.start()
        var configuration = try RedisConfiguration(url: server.url)
        configuration.pendingMax = 3
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let link = try RedisLink(configuration, on: loop, logger: LogRecorder().logger)
        let answers = AsyncStream.makeStream(of: Result<RedisValue, RedisError>.self)
        // On the loop nothing comes between: all are submitted before the first is answered.
        try await loop.submit {
            for _ in 0..<4 {
                var request = ByteBuffer()
                try CommandFormat.append(["PING"], to: &request)
                link.submit(PendingReply(request, deadline: .now() + .seconds(60)) { answers.continuation.yield($0) })
            }
        }.get()
        var results: [Result<RedisValue, RedisError>] = []
        for await result in answers.stream {
            results.append(result)
            if results.count == 4 { break }
        }
        #expect(results.compactMap { try? $0.get() } == [.status("PONG"), .status("PONG"), .status("PONG")])
        #expect(throws: RedisError(.queueFull, "3 commands wait for Redis already")) { try results[0].get() }
        loop.execute { link.close() }
        await server.stop()
    }

    @Test("a caller that gives up is let go at once, and the others get their own replies")
    func cancellation() async throws {
        try await with { server, client in
            let other = try self.client(server.url)
            let blocked = Task { try await client.ask(["BLPOP", "list", "0"]) }
            try await eventually {
                try await other.ask(["INFO", "clients"]).text?.contains("blocked_clients:1\r\n") == true
            }
            async let next = client.ask(["ECHO", "mine"])
            blocked.cancel()
            await #expect(throws: RedisError(.cancelled, "the task was cancelled")) { try await blocked.value }
            _ = try await other.ask(["RPUSH", "list", "x"])
            #expect(try await next.text == "mine")
            other.close()
        }
    }

    @Test("a closed client refuses")
    func closed() async throws {
        try await with { _, client in
            _ = try await client.ask(["PING"])
            client.close()
            let refused = await failure { try await client.ask(["PING"]) }
            #expect(refused?.kind == .closed)
        }
    }
}

/// Without typed errors, so that closures of tests may throw others too.
extension RedisClient {
    fileprivate func ask(_ parts: [RedisArgument]) async throws -> RedisValue { try await command(parts) }

    fileprivate func askScript(
        _ script: RedisScript, keys: [String], _ arguments: [RedisArgument]
    ) async throws -> RedisValue {
        try await run(script, keys: keys, arguments)
    }
}
