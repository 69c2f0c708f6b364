import FoundationEssentials
import Logging
import Telemetry
import Testing

@Suite struct JSONLogTests {
    struct Line: Decodable {
        var time: String
        var level: String
        var service: String
        var message: String
        var metadata: [String: String]?
    }

    private let sink = CollectedLines()
    private var logger: Logger { TelemetryBootstrap.logger(service: "auth", level: .debug, sink: sink) }

    private func onlyLine() throws -> Line {
        let line = try #require(sink.lines.first)
        #expect(sink.lines.count == 1)
        #expect(line.hasSuffix("}\n"))
        #expect(!line.dropLast().contains("\n"))
        return try JSONDecoder().decode(Line.self, from: Data(line.utf8))
    }

    @Test func `an event is one line of JSON with time, level, service and message`() throws {
        logger.info("started")
        let line = try onlyLine()
        #expect(line.level == "info")
        #expect(line.service == "auth")
        #expect(line.message == "started")
        #expect(line.metadata == nil)
        #expect(line.time.count == 24 && line.time.hasSuffix("Z"))
    }

    @Test(arguments: ["a\"b\\c", "two\nlines\r\tand\u{0}\u{1b}[31m", "Käse 🧀 \u{2028}", "\u{85}"])
    func `any text survives, and never ends the line`(text: String) throws {
        logger.warning("\(text)", metadata: ["field": "\(text)"])
        let line = try onlyLine()
        #expect(line.message == text)
        #expect(line.metadata == ["field": text])
        #expect(!sink.lines[0].dropLast().unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test(arguments: [
        "password", "access_token", "Authorization", "x-api-key", "totp_code", "SECRET_KEY", "Set-Cookie",
    ])
    func `a field whose name speaks of a secret is masked`(key: String) throws {
        logger.error("no", metadata: [key: "hunter2"])
        #expect(try onlyLine().metadata == [key: "***"])
        #expect(!sink.lines[0].contains("hunter2"))
    }

    @Test func `secrets inside nested fields are masked too`() {
        logger.info(
            "no", metadata: ["request": ["user": "ann", "password": "hunter2"], "list": [["token": "hunter2"]]])
        #expect(!sink.lines[0].contains("hunter2"))
        #expect(sink.lines[0].contains("ann"))
    }

    @Test func `the nearest field wins`() throws {
        var logger = logger
        logger[metadataKey: "a"] = "logger"
        logger[metadataKey: "b"] = "logger"
        logger.info("x", metadata: ["a": "event"])
        #expect(try onlyLine().metadata == ["a": "event", "b": "logger"])
    }

    @Test func `a message at the limit is whole, one byte more is cut and marked`() throws {
        let most = String(repeating: "m", count: LogLimits.messageBytesMax)
        logger.info("\(most)")
        #expect(try onlyLine().message == most)
        logger.info("\(most + "n")")
        #expect(sink.lines[1].contains("m…\""))
        #expect(!sink.lines[1].contains("n…"))
    }

    @Test func `levels below the threshold write nothing`() {
        logger.trace("quiet")
        #expect(sink.lines.isEmpty)
    }
}
