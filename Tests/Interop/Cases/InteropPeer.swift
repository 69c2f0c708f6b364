import API
import Messages
package import RPC

/// The server that is tried, as a case sees it.
package struct InteropPeer: Sendable {
    package let channel: RPCChannel
    let makeChannel: @Sendable () -> RPCChannel
    let soak: SoakSettings
    let log: @Sendable (String) -> Void

    package init(
        makeChannel: @escaping @Sendable () -> RPCChannel, soak: SoakSettings = SoakSettings(),
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.channel = makeChannel()
        self.makeChannel = makeChannel
        self.soak = soak
        self.log = log
    }

    var service: GrpcTesting.TestServiceClient { GrpcTesting.TestServiceClient(channel) }
}
