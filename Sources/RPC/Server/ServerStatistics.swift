import Synchronization

/// What a server has turned away since it was made; on any thread.
package final class ServerStatistics: Sendable {
    private let shed = Atomic<Int>(0)
    private let overTotal = Atomic<Int>(0)
    private let overAddress = Atomic<Int>(0)
    private let givenUp = Atomic<Int>(0)

    /// Calls that were refused because of `callsMax`.
    package var callsShed: Int { shed.load(ordering: .relaxed) }
    /// Connections that were closed because of `connectionsMax`.
    package var connectionsRefused: Int { overTotal.load(ordering: .relaxed) }
    /// Connections that were closed because of `connectionsPerAddressMax`.
    package var connectionsPerAddressRefused: Int { overAddress.load(ordering: .relaxed) }
    /// Connections whose handlers went on after their cancellation, so that a shutdown gave them up.
    package var connectionsGivenUp: Int { givenUp.load(ordering: .relaxed) }

    func shedCall() {
        shed.add(1, ordering: .relaxed)
    }

    func refusedConnection(_ refusal: OpenConnections.Refusal) {
        switch refusal {
        case .shuttingDown: break
        case .connectionsMax: overTotal.add(1, ordering: .relaxed)
        case .connectionsPerAddressMax: overAddress.add(1, ordering: .relaxed)
        }
    }

    func gaveUp(connections: Int) {
        givenUp.add(connections, ordering: .relaxed)
    }
}
