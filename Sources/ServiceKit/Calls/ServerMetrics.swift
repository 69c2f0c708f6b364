import RPC
import Telemetry

/// What the RPC server itself knows: its connections, and what it turned away before a method had it.
enum ServerMetrics {
    static func install(_ server: RPCServer, in registry: PrometheusRegistry) {
        registry.describe("grpc_server_connections", "Connections that are open")
        registry.describe("grpc_server_connections_refused_total", "Connections closed at once, by the limit they hit")
        registry.describe("grpc_server_calls_shed_total", "Calls refused because as many ran as may")
        registry.describe(
            "grpc_server_connections_given_up_total", "Connections that a stop left with handlers that went on")
        let open = registry.gauge("grpc_server_connections")
        let refused = registry.counter("grpc_server_connections_refused_total", [("limit", "connectionsMax")])
        let refusedByAddress = registry.counter(
            "grpc_server_connections_refused_total", [("limit", "connectionsPerAddressMax")])
        let shed = registry.counter("grpc_server_calls_shed_total")
        let givenUp = registry.counter("grpc_server_connections_given_up_total")
        registry.onScrape {
            open.set(Double(server.connectionCount))
            refused.advance(to: Double(server.statistics.connectionsRefused))
            refusedByAddress.advance(to: Double(server.statistics.connectionsPerAddressRefused))
            shed.advance(to: Double(server.statistics.callsShed))
            givenUp.advance(to: Double(server.statistics.connectionsGivenUp))
        }
    }
}
