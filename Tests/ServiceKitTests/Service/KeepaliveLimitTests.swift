import RPC
import Testing

@testable import ServiceKit

@Suite("Keepalive between services")
struct KeepaliveLimitTests {
    @Test("services ask less often than they permit")
    func intervals() {
        #expect(ServiceLimits.keepaliveInterval >= ChannelConfiguration.keepaliveIntervalMin)
        #expect(ServiceLimits.keepaliveInterval > .seconds(ServiceLimits.server.pingIntervalSecondsMin))
    }
}
