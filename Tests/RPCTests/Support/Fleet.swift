import Messages
import NIOPosix

@testable import RPC

/// Several servers behind one name, and a channel to that name. Each server answers with its number; a request "hold"
/// says so in `held`, and is answered when the gate opens.
struct Fleet: Sendable {
    static let target = "fleet.test:7"

    let servers: [RPCServer]
    let resolver: ScriptedResolver
    let channel: RPCChannel
    let gate: Gate
    let held: AsyncStream<Int>

    /// Names are looked up again as soon as there is a call, and failed attempts are repeated at once.
    static var configuration: ChannelConfiguration {
        var configuration = ChannelConfiguration()
        configuration.resolutionInterval = .milliseconds(1)
        configuration.resolutionPause = .zero
        configuration.backoffInitial = .milliseconds(1)
        configuration.backoffMax = .milliseconds(5)
        return configuration
    }

    static func with(
        _ count: Int, _ configuration: ChannelConfiguration = configuration,
        limits: ServerLimits = ServerLimits(), _ body: (Fleet) async throws -> Void
    ) async throws {
        let resolver = ScriptedResolver()
        let gate = Gate()
        let (held, nextHeld) = AsyncStream<Int>.makeStream()
        var servers: [RPCServer] = []
        for number in 0..<count {
            var fixture = EchoFixture()
            fixture.onUnary = { request, _ in
                if request.text == "hold" {
                    nextHeld.yield(number)
                    await gate.pass()
                }
                return Blob("\(number)")
            }
            let server = RPCServer(configuration: ServerConfiguration(limits: limits), services: [fixture.service])
            try await server.start()
            servers.append(server)
        }
        var configuration = configuration
        configuration.resolver = resolver
        let channel = RPCChannel(
            target: Endpoint(host: "fleet.test", port: 7), configuration: configuration,
            group: MultiThreadedEventLoopGroup.singleton)
        let fleet = Fleet(servers: servers, resolver: resolver, channel: channel, gate: gate, held: held)
        let result = await Result { try await body(fleet) }
        gate.open()
        await channel.shutdown()
        for server in servers { await server.shutdown(grace: .seconds(5)) }
        try result.get()
    }

    func addresses(_ numbers: some Sequence<Int>) -> [ResolvedAddress] {
        numbers.map { ResolvedAddress(host: "127.0.0.1", port: servers[$0].port) }
    }

    /// The number of the server that answered.
    @discardableResult
    func call(
        _ text: String = "", _ method: MethodDescriptor = EchoFixture.unary, waitForReady: Bool = false
    ) async throws -> Int {
        let answer: Blob = try await channel.unary(
            method, Blob(text), options: CallOptions(waitForReady: waitForReady))
        return Int(answer.text) ?? -1
    }

    /// How many of so many calls each server answered.
    func answers(of calls: Int) async throws -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for _ in 0..<calls { counts[try await call(), default: 0] += 1 }
        return counts
    }

    /// Calls until every one of these servers has answered: they are connected then.
    func callUntilAnswered(by numbers: Set<Int>) async throws {
        var missing = numbers
        while !missing.isEmpty { missing.remove(try await call()) }
    }

    /// Calls until the answer that was given last is in use: the look-up after it has begun.
    func callUntilLookUp(_ count: Int) async throws {
        while resolver.lookUps < count { try await call() }
    }

    /// Waits until the next call is held, and says where.
    func nextHeld() async -> Int {
        for await number in held { return number }
        return -1
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
