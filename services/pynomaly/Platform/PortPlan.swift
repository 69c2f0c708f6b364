import FoundationEssentials
import NIOCore
import NIOPosix
import ServiceKit

#if canImport(Glibc)
    import Glibc
#endif

/// Which loopback port everything listens on.
struct PortPlan: Sendable, Codable {
    struct Ports: Sendable, Codable {
        /// The gateway has none.
        var rpc: Int?
        var admin: Int
    }

    static let host = "127.0.0.1"

    var http: Int
    var services: [String: Ports] = [:]

    /// - Parameter gateway: The gateway's port; 0 for any free one.
    init(gateway: Int, anyPorts: Bool) throws {
        var free = FreePorts()
        defer { free.release() }
        http = gateway == 0 ? try free.next() : gateway
        for service in PlatformService.allCases {
            let rpc = service == .gateway ? nil : anyPorts ? try free.next() : service.defaultRPCPort
            services[service.rawValue] = Ports(
                rpc: rpc, admin: anyPorts ? try free.next() : service.defaultAdminPort)
        }
    }

    /// - Throws: ``CommandFailure`` that names the first port that somebody else listens on.
    func requireFree() throws {
        try requireFree(http, "the gateway needs it", "choose another with --port, or any free ones with --any-ports")
        for service in PlatformService.allCases {
            let ports = ports(of: service)
            for port in [ports.rpc, ports.admin].compactMap({ $0 }) {
                try requireFree(port, "\(service.rawValue) needs it", "take any free ones with --any-ports")
            }
        }
    }

    private func requireFree(_ port: Int, _ need: String, _ remedy: String) throws {
        do {
            // Connections that a former platform closed don't count as listeners.
            try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: Self.host, port: port).wait().close().wait()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw CommandFailure("port \(port) of \(Self.host) is taken, and \(need): \(remedy)")
        } catch let error as IOError {
            throw CommandFailure("port \(port) of \(Self.host) can't be used (\(error)), and \(need): \(remedy)")
        }
    }

    func ports(of service: PlatformService) -> Ports {
        services[service.rawValue] ?? Ports(rpc: nil, admin: 0)
    }

    /// What a service is told about itself and the others.
    func settings(for service: PlatformService) -> [String: String] {
        var settings = [
            "RPC_HOST": Self.host, "ADMIN_HOST": Self.host, "ADMIN_PORT": "\(ports(of: service).admin)",
        ]
        if let rpc = ports(of: service).rpc { settings["RPC_PORT"] = "\(rpc)" }
        if service == .gateway {
            settings["HTTP_HOST"] = Self.host
            settings["HTTP_PORT"] = "\(http)"
        }
        for peer in PlatformService.allCases {
            if let rpc = ports(of: peer).rpc { settings[peer.endpointSetting] = "\(Self.host):\(rpc)" }
        }
        return settings
    }

    var gatewayAddress: String { "http://\(Self.host):\(http)" }

    var summary: String {
        var table = TextTable([("service", .left), ("address", .left), ("health and metrics", .left)])
        for service in PlatformService.allCases {
            let ports = ports(of: service)
            let address = ports.rpc.map { "\(Self.host):\($0) (gRPC)" } ?? gatewayAddress
            table.add([service.rawValue, address, "http://\(Self.host):\(ports.admin)"])
        }
        return table.text
    }

    func write(to file: String) throws {
        let data = try JSONEncoder().encode(self)
        // Renamed into place: whoever waits for the file never reads half of it.
        let draft = file + ".draft"
        guard FileManager.default.createFile(atPath: draft, contents: data, attributes: [.posixPermissions: 0o600])
        else { throw CommandFailure("--address-file: cannot write \(file)") }
        try? FileManager.default.removeItem(atPath: file)
        try FileManager.default.moveItem(atPath: draft, toPath: file)
    }
}

/// Ports that nobody listens on, each held until all are chosen, so that none is chosen twice.
private struct FreePorts {
    private var held: [any Channel] = []

    mutating func next() throws -> Int {
        let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: PortPlan.host, port: 0).wait()
        held.append(channel)
        guard let port = channel.localAddress?.port else { throw CommandFailure("no free port was found") }
        return port
    }

    func release() {
        for channel in held { try? channel.close().wait() }
    }
}
