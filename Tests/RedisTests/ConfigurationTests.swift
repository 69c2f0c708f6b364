import Crypto
import NIOCore
import Testing

@testable import Redis

@Suite("Where Redis is")
struct ConfigurationTests {
    @Test("a URL names the host, the port, the user, the password and the database")
    func full() throws {
        let configuration = try RedisConfiguration(url: "redis://vera:p%40ss@cache.example:6380/3")
        #expect(configuration.address == .tcp(host: "cache.example", port: 6380))
        #expect(configuration.username == "vera")
        #expect(configuration.password == Secret("p@ss"))
        #expect(configuration.database == 3)
        #expect(!configuration.usesTLS)
    }

    @Test("what a URL leaves out has its default, and a password given apart completes it")
    func short() throws {
        let configuration = try RedisConfiguration(url: "rediss://cache", password: Secret("x"))
        #expect(configuration.address == .tcp(host: "cache", port: 6379))
        #expect(configuration.username == nil)
        #expect(configuration.password == Secret("x"))
        #expect(configuration.usesTLS)
        #expect(try RedisConfiguration(url: "redis://:own@cache", password: Secret("x")).password == Secret("own"))
        #expect(try RedisConfiguration(url: "redis://[::1]:1/").address == .tcp(host: "::1", port: 1))
        #expect(try RedisConfiguration(url: "unix:///run/redis.sock").address == .socket(path: "/run/redis.sock"))
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "cache:6379", "http://cache", "redis://", "redis://cache/x", "redis://cache/-1", "unix://",
            "redis://c?x=1",
        ])
    func refused(url: String) {
        #expect(throws: RedisError.self) { try RedisConfiguration(url: url) }
    }

    @Test("commands are arrays of byte strings, empty and binary ones too")
    func format() throws {
        var buffer = ByteBuffer()
        try CommandFormat.append(["SET", "", RedisArgument([0, 255]), RedisArgument(7)], to: &buffer)
        #expect(
            Array(buffer.readableBytesView)
                == Array("*4\r\n$3\r\nSET\r\n$0\r\n\r\n$2\r\n".utf8) + [0, 255] + Array("\r\n$1\r\n7\r\n".utf8))
    }

    @Test("a command has as many arguments and bytes as are allowed, and no more")
    func limits() throws {
        var buffer = ByteBuffer()
        let many = [RedisArgument](repeating: "x", count: RedisLimits.argumentsMax)
        try CommandFormat.append(many, to: &buffer)
        #expect(throws: RedisError.self) { try CommandFormat.append(many + ["x"], to: &buffer) }
        let large = RedisArgument([UInt8](repeating: 0, count: RedisLimits.commandBytesMax))
        try CommandFormat.append([large], to: &buffer)
        #expect(throws: RedisError.self) { try CommandFormat.append([large, "x"], to: &buffer) }
        #expect(throws: RedisError.self) { try CommandFormat.append([], to: &buffer) }
    }
}
