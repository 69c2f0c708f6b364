import RPC
import Synchronization

/// Channels to the other services, each opened when it is first asked for.
final class ServiceChannels: Sendable {
    private let make: @Sendable (PlatformService) throws -> RPCChannel
    private let open = Mutex<[PlatformService: RPCChannel]>([:])
    private let separate = Mutex<[RPCChannel]>([])

    init(make: @escaping @Sendable (PlatformService) throws -> RPCChannel) {
        self.make = make
    }

    func channel(to service: PlatformService) throws -> RPCChannel {
        try open.withLock { open in
            if let known = open[service] { return known }
            let channel = try make(service)
            open[service] = channel
            return channel
        }
    }

    /// A channel that nobody else uses: for what connects by itself from the start, whose pauses between attempts must
    /// not refuse the first calls of others.
    func separateChannel(to service: PlatformService) throws -> RPCChannel {
        let channel = try make(service)
        separate.withLock { $0.append(channel) }
        return channel
    }

    func shutdown() async {
        let all =
            open.withLock { open in
                defer { open = [:] }
                return Array(open.values)
            }
            + separate.withLock { separate in
                defer { separate = [] }
                return separate
            }
        for channel in all { await channel.shutdown() }
    }
}
