internal import Messages
internal import Protobuf
internal import RPC
internal import Synchronization

/// Places for what takes a file in, on one replica: each holds some tens of megabytes. No tenant gets all of them.
final class UploadSlots: Sendable {
    private let taken = Mutex<[String: Int]>([:])
    private let max: Int
    private let perTenantMax: Int

    init(max: Int, perTenantMax: Int) {
        self.max = max
        self.perTenantMax = perTenantMax
    }

    func take(for tenant: String) throws -> UploadSlot {
        try taken.withLock { taken in
            let running = taken.values.reduce(0, +)
            let own = taken[tenant] ?? 0
            guard running < max else {
                throw RPCError(
                    .resourceExhausted,
                    "\(running) uploads are running on this replica, of \(max) at a time (uploads_max); try again later.",
                    details: [GoogleRpc.RetryInfo(retryDelay: .init(seconds: 5))])
            }
            guard own < perTenantMax else {
                throw QuotaExceeded(
                    limit: "uploads_per_tenant_max", value: Int64(perTenantMax), used: Int64(own),
                    description:
                        "\(own) uploads of the tenant are running on this replica, of \(perTenantMax) at a time (uploads_per_tenant_max); try again later."
                )
            }
            taken[tenant] = own + 1
        }
        return UploadSlot(self, tenant)
    }

    fileprivate func giveBack(_ tenant: String) {
        taken.withLock { taken in
            let left = (taken[tenant] ?? 0) - 1
            taken[tenant] = left > 0 ? left : nil
        }
    }
}

/// A place that was taken, to be given back once.
struct UploadSlot: Sendable {
    private let slots: UploadSlots
    private let tenant: String

    fileprivate init(_ slots: UploadSlots, _ tenant: String) {
        self.slots = slots
        self.tenant = tenant
    }

    func giveBack() {
        slots.giveBack(tenant)
    }
}
