import HTTP2
import Messages
import Synchronization
import Testing

@testable import RPC

@Suite("Abuse: streams that are opened and reset", .timeLimit(.minutes(2)))
struct ResetFloodTests {
    /// Handlers that hang until they are cancelled, and how many of them ran at once.
    private final class Census: Sendable {
        private let state = Mutex((running: 0, peak: 0, started: 0))
        var peak: Int { state.withLock { $0.peak } }
        var started: Int { state.withLock { $0.started } }

        private func count(_ body: () async -> Void) async -> Blob {
            state.withLock {
                $0.running += 1
                $0.started += 1
                $0.peak = max($0.peak, $0.running)
            }
            await body()
            state.withLock { $0.running -= 1 }
            return Blob()
        }

        var fixture: EchoFixture {
            var fixture = EchoFixture()
            fixture.onCollect = { _, _ in await self.count { await Gate().pass() } }
            return fixture
        }

        /// They ignore their cancellation, as a handler in the middle of something may.
        func fixture(until gate: Gate) -> EchoFixture {
            var fixture = EchoFixture()
            fixture.onCollect = { _, _ in await self.count { await Task { await gate.pass() }.value } }
            return fixture
        }
    }

    @Test("rapid reset (CVE-2023-44487): at the limit, and one past it")
    func rapidReset() async throws {
        let census = Census()
        var limits = ServerLimits()
        limits.resetsBurst = 300
        limits.resetsPerSecond = 0
        limits.handlersPerConnectionMax = 10
        // Streams that find no free handler are refused, which has a limit of its own.
        limits.refusedStreamsBurst = 1000
        try await withAttack(census.fixture, limits: limits) { attacker, bystander in
            func pair(_ number: Int) -> [Frame] {
                let stream = 2 * number + 1
                return [.headers(stream, HeaderBlock.request("Collect")), .reset(stream)]
            }
            await attacker.send((0..<300).flatMap { pair($0) })
            #expect(await attacker.isAlive())
            let _: Blob = try await bystander.unary(EchoFixture.unary, Blob())
            await attacker.send((300..<400).flatMap { pair($0) })
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
        #expect(census.peak <= 10)
        #expect(census.started <= 300)
    }

    @Test("the default of rapid reset is 1000: at the limit, and past it")
    func rapidResetByDefault() async throws {
        var limits = ServerLimits()
        limits.resetsPerSecond = 0
        try await withAttack(limits: limits) { attacker, _ in
            func send(batch: Int) async {
                await attacker.send(
                    (0..<100).flatMap { index -> [Frame] in
                        let stream = 2 * (batch * 100 + index) + 1
                        return [.headers(stream, HeaderBlock.request("Chat")), .reset(stream)]
                    })
            }
            for batch in 0..<10 { await send(batch: batch) }
            #expect(await attacker.isAlive())
            await send(batch: 10)
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
    }

    /// Frames that make libnghttp2 reset a stream, most of them without telling us (CVE-2025-8671).
    enum Provocation: CaseIterable, Sendable {
        case windowOverflow, endBeforeContentLength, dataBeyondContentLength, headerInUpperCase, connectionHeader
        case dataBeyondWindow, trailersThatDoNotEnd, windowOverflowBySettings

        /// Those that come when the handler has started.
        static let late: [Provocation] = [
            .windowOverflow, .endBeforeContentLength, .dataBeyondContentLength, .dataBeyondWindow,
            .trailersThatDoNotEnd, .windowOverflowBySettings,
        ]

        func frames(_ stream: Int) -> [Frame] {
            [.headers(stream, HeaderBlock.request("Collect", header.map { [$0] } ?? []))] + rest(stream)
        }

        private var header: (String, String)? {
            switch self {
            case .endBeforeContentLength: ("content-length", "5")
            case .dataBeyondContentLength: ("content-length", "1")
            case .headerInUpperCase: ("X-Upper", "case")
            case .connectionHeader: ("connection", "close")
            default: nil
            }
        }

        private func rest(_ stream: Int) -> [Frame] {
            switch self {
            case .windowOverflow: [.windowUpdate(stream, by: 0x7fff_ffff)]
            case .endBeforeContentLength: [.data(stream, ends: true)]
            case .dataBeyondContentLength: [.data(stream, [0, 0])]
            case .headerInUpperCase, .connectionHeader: []
            case .dataBeyondWindow: [.data(stream, [UInt8](repeating: 0, count: 1001))]
            case .windowOverflowBySettings:
                [
                    .windowUpdate(stream, by: 1), .settings(initialWindows: [0x7fff_ffff]),
                    .settings(initialWindows: [0xffff]),
                ]
            case .trailersThatDoNotEnd: [.headers(stream, HeaderBlock.literal("trailer", "x"))]
            }
        }
    }

    @Test("MadeYouReset (CVE-2025-8671): at the limit, and one past it", arguments: Provocation.allCases)
    func madeYouReset(_ provocation: Provocation) async throws {
        var limits = ServerLimits()
        limits.provokedResetsBurst = 20
        limits.provokedResetsPerSecond = 0
        limits.http2.streamWindowBytes = 1000
        try await withAttack(Census().fixture, limits: limits) { attacker, bystander in
            await attacker.send((0..<20).flatMap { provocation.frames(2 * $0 + 1) })
            let resets = await attacker.next(20) { $0.kind == .reset }
            #expect(resets.count == 20)
            #expect(resets.allSatisfy { $0.word != HTTP2ErrorCode.noError.rawValue })
            #expect(await attacker.isAlive())
            let _: Blob = try await bystander.unary(EchoFixture.unary, Blob())
            await attacker.send(provocation.frames(41))
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
    }

    @Test("a provoked reset buys no more handlers: one that goes on keeps its place", arguments: Provocation.late)
    func handlersThatGoOn(_ provocation: Provocation) async throws {
        let census = Census()
        let gate = Gate()
        var limits = ServerLimits()
        limits.handlersPerConnectionMax = 5
        limits.http2.streamWindowBytes = 1000
        let provoking = (0..<5).flatMap { provocation.frames(2 * $0 + 1) }
        let opening = (5..<15).map { Frame.headers(2 * $0 + 1, HeaderBlock.request("Collect")) }
        let codes = try await withAttack(census.fixture(until: gate), limits: limits) { attacker, _ in
            await attacker.send(provoking)
            let provoked = await attacker.next(5) { $0.kind == .reset }
            await attacker.send(opening)
            let refused = await attacker.next(10) { $0.kind == .reset }
            gate.open()
            return (provoked.map(\.word), refused.map(\.word))
        }
        let refusal = HTTP2ErrorCode.refusedStream.rawValue
        #expect(codes.0.count == 5 && !codes.0.contains(refusal))
        #expect(codes.1 == [UInt32](repeating: refusal, count: 10))
        #expect(census.started == 5)
    }

    @Test("the default of provoked resets is 100")
    func madeYouResetByDefault() async throws {
        var limits = ServerLimits()
        limits.provokedResetsPerSecond = 0
        try await withAttack(limits: limits) { attacker, _ in
            for batch in 0..<10 {
                await attacker.send(
                    (0..<10).flatMap { Provocation.windowOverflow.frames(2 * (batch * 10 + $0) + 1) })
                _ = await attacker.next(10) { $0.kind == .reset }
            }
            #expect(await attacker.isAlive())
            await attacker.send(Provocation.windowOverflow.frames(201))
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
    }

    @Test("streams that have to be refused: at the limit, and one past it")
    func refused() async throws {
        let census = Census()
        var limits = ServerLimits()
        // The other client needs two.
        limits.handlersPerConnectionMax = 2
        limits.refusedStreamsBurst = 50
        limits.refusedStreamsPerSecond = 0
        try await withAttack(census.fixture, limits: limits) { attacker, _ in
            func opening(_ number: Int) -> Frame { .headers(2 * number + 1, HeaderBlock.request("Collect")) }
            await attacker.send((0..<52).map { opening($0) })
            let resets = await attacker.next(50) { $0.kind == .reset }
            #expect(resets.count == 50)
            #expect(resets.allSatisfy { $0.word == HTTP2ErrorCode.refusedStream.rawValue })
            #expect(await attacker.isAlive())
            await attacker.send(opening(52))
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
        #expect(census.started == 2)
    }

    @Test("resets that follow an early answer are not the client's fault")
    func earlyAnswers() async throws {
        var limits = ServerLimits()
        limits.provokedResetsBurst = 1
        limits.provokedResetsPerSecond = 0
        try await withAttack(limits: limits) { attacker, _ in
            await attacker.send((0..<50).map { .headers(2 * $0 + 1, HeaderBlock.request("Nothing")) })
            let resets = await attacker.next(50) { $0.kind == .reset }
            #expect(resets.map(\.word) == [UInt32](repeating: HTTP2ErrorCode.noError.rawValue, count: 50))
            #expect(await attacker.isAlive())
        }
    }
}
