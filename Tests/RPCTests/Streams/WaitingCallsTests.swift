import NIOEmbedded
import Testing

@testable import RPC

@Suite("Calls that wait")
struct WaitingCallsTests {
    private let loop = EmbeddedEventLoop()
    private let waiting = WaitingCalls()

    private func calls(_ count: Int, patient: Bool = false) -> [ClientCall] {
        (0..<count).map { index in
            ClientCall(
                path: "\(index)", metadata: [:], options: CallOptions(waitForReady: patient), deadline: nil,
                configuration: ChannelConfiguration(), loop: loop)
        }
    }

    private func drain() -> [String] {
        var paths: [String] = []
        while let call = waiting.first {
            paths.append(call.path)
            waiting.removeFirst()
        }
        return paths
    }

    @Test("leave in the order in which they came, without those that have ended")
    func order() {
        let all = calls(1000)
        for call in all { waiting.append(call) }
        for (index, call) in all.enumerated() where index % 10 != 3 { call.cancel() }
        #expect(waiting.count == 100)
        #expect(drain() == (0..<100).map { "\($0 * 10 + 3)" })
        #expect(waiting.isEmpty && waiting.first == nil)
    }

    @Test("one that comes back waits once")
    func back() {
        let all = calls(2)
        for call in all { waiting.append(call) }
        waiting.removeFirst()
        waiting.append(all[0])
        #expect(waiting.count == 2)
        #expect(Set(drain()) == ["0", "1"] && waiting.isEmpty)
    }

    @Test("one that has gone on to wait elsewhere is nobody's here")
    func elsewhere() {
        let (call, others) = (calls(1)[0], WaitingCalls())
        waiting.append(call)
        waiting.leave(call)
        others.append(call)
        #expect(waiting.first == nil && waiting.isEmpty && others.count == 1)
        call.cancel()
        #expect(others.isEmpty)
    }

    @Test("the impatient ones can be taken out, or all")
    func removal() {
        let (patient, impatient) = (calls(2, patient: true), calls(3))
        for call in [patient[0]] + impatient + [patient[1]] { waiting.append(call) }
        #expect(waiting.removeAll(evenPatient: false).count == 3)
        #expect(waiting.count == 2 && waiting.first === patient[0])
        #expect(waiting.removeAll(evenPatient: true).count == 2)
        #expect(waiting.isEmpty)
    }
}
