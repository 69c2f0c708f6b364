internal import RPC
internal import Synchronization

/// Places for what takes a file in, on one replica: each holds some tens of megabytes.
final class UploadSlots: Sendable {
    private let taken = Atomic(0)
    private let max: Int

    init(max: Int) {
        self.max = max
    }

    func take() throws(RPCError) -> UploadSlot {
        let running = taken.add(1, ordering: .relaxed).oldValue
        guard running < max else {
            taken.subtract(1, ordering: .relaxed)
            throw RPCError(.resourceExhausted, "\(running) uploads are running on this replica; try again later.")
        }
        return UploadSlot(self)
    }

    fileprivate func giveBack() {
        taken.subtract(1, ordering: .relaxed)
    }
}

/// A place that was taken, to be given back once.
struct UploadSlot: Sendable {
    private let slots: UploadSlots

    fileprivate init(_ slots: UploadSlots) {
        self.slots = slots
    }

    func giveBack() {
        slots.giveBack()
    }
}
