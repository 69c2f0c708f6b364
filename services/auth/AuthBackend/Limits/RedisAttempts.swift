import Crypto
import RPC
import Redis

/// Tries in Redis, by its clock. A key goes by itself when it says nothing any more.
struct RedisAttempts: AttemptStore {
    private let client: RedisClient
    private let script: RedisScript

    init(_ client: RedisClient) throws {
        self.client = client
        script = try RedisScript(Self.source)
    }

    func take(_ key: [UInt8], _ rate: AttemptRate) async throws -> AttemptVerdict {
        let reply = try await client.run(
            script, keys: [Self.name(key)],
            [RedisArgument(rate.intervalMicroseconds), RedisArgument(rate.burst)])
        guard let elements = reply.elements, elements.count == 2, let allowed = elements[0].int,
            let ahead = elements[1].int
        else { throw RedisError(.badReply, "a script's answer has another form") }
        return AttemptVerdict(isAllowed: allowed == 1, ahead: ahead, rate: rate)
    }

    static func name(_ key: [UInt8]) -> String { "pynomaly:auth:attempts:\(Hex.encode(key))" }

    /// Numbers beyond 14 digits must not become text by themselves: Lua would round them.
    private static let source = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000000 + clock[2]
        local interval = tonumber(ARGV[1])
        local even = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
        if even + interval > now + interval * ARGV[2] then return {0, even - now} end
        even = even + interval
        redis.call('SET', KEYS[1], string.format('%.0f', even), 'PX', math.ceil((even - now) / 1000))
        return {1, even - now}
        """
}
