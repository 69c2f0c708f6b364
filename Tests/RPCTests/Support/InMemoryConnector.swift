import NIOCore
import NIOPosix

@testable import RPC

/// Connects a channel to a server in the same process without a socket; each end has an event loop of its own.
struct InMemoryConnector: Connector {
    let server: RPCServer

    func connect(
        to address: ResolvedAddress, _ configuration: ChannelConfiguration, on loop: any EventLoop,
        initialize: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> EventLoopFuture<any Channel> {
        let (near, far) = InMemoryChannel.pair(loop, MultiThreadedEventLoopGroup.singleton.next())
        return loop.flatSubmit { initialize(near) }.map {
            far.eventLoop.execute {
                do {
                    try RPCServer.accept(far, server.runtime, nil)
                    far.activate()
                } catch {
                    far.close(promise: nil)
                }
            }
            near.activate()
            return near
        }
    }
}
