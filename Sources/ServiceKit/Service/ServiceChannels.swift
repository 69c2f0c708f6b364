import RPC
import Synchronization

/// Channels to the other services, each opened when it is first asked for.
final class ServiceChannels: Sendable {
    private let make: @Sendable (PlatformService) throws -> RPCChannel
    private let open = Mutex<[PlatformService: RPCChannel]>([:])

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

    func shutdown() async {
        let all = open.withLock { open in
            defer { open = [:] }
            return Array(open.values)
        }
        for channel in all { await channel.shutdown() }
    }
}
