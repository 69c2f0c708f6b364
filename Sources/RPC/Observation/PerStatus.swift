import Synchronization

/// One instrument for each status code, made when it is needed first, so that a scrape shows no series of zeros; without
/// a lock after that.
struct PerStatus<Instrument: AnyObject & Sendable>: Sendable {
    private final class Slot: Sendable {
        let instrument = AtomicLazyReference<Instrument>()
    }

    private let slots = StatusCode.allCases.map { _ in Slot() }
    private let make: @Sendable (StatusCode) -> Instrument

    init(_ make: @escaping @Sendable (StatusCode) -> Instrument) {
        self.make = make
    }

    subscript(status: StatusCode) -> Instrument {
        let slot = slots[status.rawValue]
        return slot.instrument.load() ?? slot.instrument.storeIfNil(make(status))
    }
}
