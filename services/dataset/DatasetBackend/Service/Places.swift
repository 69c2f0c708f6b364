internal import Messages
internal import Protobuf
internal import RPC
internal import Synchronization

/// Places on one replica for calls that hold megabytes. No tenant gets all of them.
final class Places: Sendable {
    private let taken = Mutex<[String: Int]>([:])
    private let what: String
    private let max: Int
    private let perTenantMax: Int

    /// - Parameter what: the calls, in the plural; the limits' names begin with it.
    init(for what: String, max: Int, perTenantMax: Int) {
        self.what = what
        self.max = max
        self.perTenantMax = perTenantMax
    }

    func take(for tenant: String) throws -> Place {
        try taken.withLock { taken in
            let running = taken.values.reduce(0, +)
            let own = taken[tenant] ?? 0
            guard running < max else {
                throw RPCError(
                    .resourceExhausted,
                    "\(running) \(what) are running on this replica, of \(max) at a time (\(what)_max); try again later.",
                    details: [GoogleRpc.RetryInfo(retryDelay: .init(seconds: 5))])
            }
            guard own < perTenantMax else {
                let limit = "\(what)_per_tenant_max"
                throw QuotaExceeded(
                    limit: limit, value: Int64(perTenantMax), used: Int64(own),
                    description:
                        "\(own) \(what) of the tenant are running on this replica, of \(perTenantMax) at a time (\(limit)); try again later."
                )
            }
            taken[tenant] = own + 1
        }
        return Place(self, tenant)
    }

    fileprivate func giveBack(_ tenant: String) {
        taken.withLock { taken in
            let left = (taken[tenant] ?? 0) - 1
            taken[tenant] = left > 0 ? left : nil
        }
    }
}

/// A place that was taken, to be given back once.
struct Place: Sendable {
    private let places: Places
    private let tenant: String

    fileprivate init(_ places: Places, _ tenant: String) {
        self.places = places
        self.tenant = tenant
    }

    func giveBack() {
        places.giveBack(tenant)
    }
}
