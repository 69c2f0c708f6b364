import Messages
import NIOPosix
import Testing

@testable import RPC

@Suite("A channel to a name with several servers", .timeLimit(.minutes(2)))
struct BalancingTests {
    /// Nothing listens there.
    private let nowhere = [ResolvedAddress(host: "127.0.0.1", port: 1), ResolvedAddress(host: "127.0.0.2", port: 1)]

    @Test("calls spread evenly")
    func spread() async throws {
        try await Fleet.with(3) { fleet in
            fleet.resolver.answer(fleet.addresses(0..<3))
            try await fleet.callUntilAnswered(by: [0, 1, 2])
            let answers = try await fleet.answers(of: 30)
            #expect(answers == [0: 10, 1: 10, 2: 10])
        }
    }

    @Test("a server that appears gets its share")
    func newcomer() async throws {
        try await Fleet.with(4) { fleet in
            fleet.resolver.answer(fleet.addresses(0..<3))
            try await fleet.callUntilAnswered(by: [0, 1, 2])
            fleet.resolver.answer(fleet.addresses(0..<4))
            try await fleet.callUntilAnswered(by: [3])
            let answers = try await fleet.answers(of: 40)
            #expect(answers == [0: 10, 1: 10, 2: 10, 3: 10])
        }
    }

    @Test("a server that disappears gets no new calls, and its running call ends well")
    func disappearance() async throws {
        try await Fleet.with(3) { fleet in
            fleet.resolver.answer(fleet.addresses(0..<3))
            try await fleet.callUntilAnswered(by: [0, 1, 2])
            async let held = fleet.call("hold")
            let gone = await fleet.nextHeld()
            let others = Set(0..<3).subtracting([gone])
            fleet.resolver.answer(fleet.addresses(others))
            try await fleet.callUntilLookUp(3)
            let answers = try await fleet.answers(of: 20)
            #expect(answers == Dictionary(uniqueKeysWithValues: others.map { ($0, 10) }))
            fleet.gate.open()
            let answer = try await held
            #expect(answer == gone)
        }
    }

    @Test("the calls of a server that dies fail, later ones go elsewhere, and other servers' calls are undisturbed")
    func death() async throws {
        try await Fleet.with(3) { fleet in
            fleet.resolver.answer(fleet.addresses(0..<3))
            try await fleet.callUntilAnswered(by: [0, 1, 2])
            try await withThrowingTaskGroup(of: Result<Int, RPCError>.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        do { return .success(try await fleet.call("hold")) } catch let error as RPCError {
                            return .failure(error)
                        }
                    }
                }
                var places: Set<Int> = []
                for _ in 0..<3 { places.insert(await fleet.nextHeld()) }
                #expect(places == [0, 1, 2])
                await fleet.servers[1].shutdown(grace: .zero)
                let first = try await group.next()
                guard case .failure(let error) = first else {
                    Issue.record("a call ended well: \(String(describing: first))")
                    return
                }
                #expect(error.code == .unavailable)
                let answers = try await fleet.answers(of: 20)
                #expect(answers == [0: 10, 2: 10])
                fleet.gate.open()
                var rest: Set<Int> = []
                for try await result in group { rest.insert(try result.get()) }
                #expect(rest == [0, 2])
            }
        }
    }

    @Test("while a server drains, calls go to the others and none fails")
    func draining() async throws {
        try await Fleet.with(2) { fleet in
            fleet.resolver.answer(fleet.addresses(0..<2))
            try await fleet.callUntilAnswered(by: [0, 1])
            async let held = fleet.call("hold")
            let place = await fleet.nextHeld()
            async let drained: Void = fleet.servers[place].shutdown(grace: .seconds(60))
            try await fleet.callUntilAnswered(by: [1 - place])
            for _ in 0..<50 { try await fleet.call() }
            fleet.gate.open()
            let answer = try await held
            #expect(answer == place)
            await drained
            let answers = try await fleet.answers(of: 10)
            #expect(answers == [1 - place: 10])
        }
    }

    @Test("without any server calls are UNAVAILABLE, and the error names the target")
    func allDown() async throws {
        try await Fleet.with(0) { fleet in
            fleet.resolver.answer(nowhere)
            fleet.resolver.answer(nowhere)
            let error = await failure { try await fleet.call() }
            #expect(error?.code == .unavailable)
            #expect(error?.message == "There is no connection to \(Fleet.target).")
        }
    }

    @Test("without an address calls are UNAVAILABLE, those that wait for readiness succeed later")
    func unresolved() async throws {
        try await Fleet.with(1) { fleet in
            fleet.resolver.fail()
            let error = await failure { try await fleet.call() }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains(Fleet.target) == true)
            async let waiting = fleet.call(waitForReady: true)
            fleet.resolver.answer([])
            fleet.resolver.answer(fleet.addresses([0]))
            let answer = try await waiting
            #expect(answer == 0)
        }
    }

    @Test("calls that wait for readiness get the servers that replace dead ones")
    func replaced() async throws {
        try await Fleet.with(1) { fleet in
            async let waiting = fleet.call(waitForReady: true)
            fleet.resolver.answer(nowhere)
            fleet.resolver.answer(fleet.addresses([0]))
            let answer = try await waiting
            #expect(answer == 0)
        }
    }

    @Test("pick-first stays with one server and goes on to the next when it dies")
    func pickFirst() async throws {
        var configuration = Fleet.configuration
        configuration.balancing = .pickFirst
        try await Fleet.with(2, configuration) { fleet in
            fleet.resolver.answer(nowhere + fleet.addresses([0, 1]))
            let before = try await fleet.answers(of: 10)
            #expect(before == [0: 10])
            async let held = failure { try await fleet.call("hold") }
            _ = await fleet.nextHeld()
            await fleet.servers[0].shutdown(grace: .zero)
            // When this has failed, the channel knows.
            let error = await held
            #expect(error?.code == .unavailable)
            let next = try await fleet.call(waitForReady: true)
            #expect(next == 1)
        }
    }

    @Test("only so many addresses as the limit are used")
    func addressLimit() async throws {
        var configuration = Fleet.configuration
        configuration.addressesMax = 2
        try await Fleet.with(3, configuration) { fleet in
            fleet.resolver.answer(fleet.addresses(0..<3))
            try await fleet.callUntilAnswered(by: [0, 1])
            let answers = try await fleet.answers(of: 20)
            #expect(answers == [0: 10, 1: 10])
        }
    }

    @Test("shutting down ends running and waiting calls, and a look-up that has no answer")
    func shutdown() async throws {
        try await Fleet.with(1) { fleet in
            fleet.resolver.answer(fleet.addresses([0]))
            let running = Task { try await fleet.call("hold") }
            _ = await fleet.nextHeld()
            await fleet.channel.shutdown()
            let error = await failure { _ = try await running.value }
            #expect(error?.code == .unavailable)
        }
        try await Fleet.with(0) { fleet in
            let waiting = Task { try await fleet.call(waitForReady: true) }
            while fleet.resolver.lookUps == 0 { await Task.yield() }
            await fleet.channel.shutdown()
            let error = await failure { _ = try await waiting.value }
            #expect(error?.code == .unavailable)
            #expect(error?.message == "The channel has been shut down.")
        }
    }

    @Test("the system's resolver finds localhost")
    func localhost() async throws {
        try await withLoopback { server, _ in
            let channel = RPCChannel(
                target: Endpoint(host: "localhost", port: server.port), group: MultiThreadedEventLoopGroup.singleton)
            let answer: Blob = try await channel.unary(EchoFixture.unary, Blob("here"))
            #expect(answer.text == "here")
            await channel.shutdown()
        }
    }
}
