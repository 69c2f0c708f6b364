import Synchronization

/// Contexts at rest. One that is in use belongs to its caller alone.
final class ContextPool<Box: Sendable>: Sendable {
    private let idle = Mutex<[Box]>([])
    private let idleMax: Int

    init(idleMax: Int) {
        self.idleMax = idleMax
    }

    func take<Failure: Error>(orMake make: () throws(Failure) -> Box) throws(Failure) -> Box {
        if let box = idle.withLock({ $0.popLast() }) { return box }
        return try make()
    }

    func give(_ box: Box) {
        idle.withLock { if $0.count < idleMax { $0.append(box) } }
    }
}
