import Synchronization
import Telemetry

/// The instruments of a channel, by the paths that are called on it.
///
/// A table that only grows and whose slots are set once: finding a method takes no lock and no memory.
final class ClientMetrics: Sendable {
    /// Calls of further methods are counted together.
    static let methodsMax = 256

    private final class Slot: Sendable {
        let method = AtomicLazyReference<ClientMethodInstruments>()
    }

    private let registry: PrometheusRegistry
    private let target: String
    /// Open addressing; at most half of the slots are taken.
    private let slots = (0..<2 * methodsMax).map { _ in Slot() }
    private let taken = Atomic(0)
    private let others = Slot()

    init(_ registry: PrometheusRegistry, target: String) {
        self.registry = registry
        self.target = target
        CallMetricNames.describeClient(in: registry)
    }

    func method(_ path: String) -> ClientMethodInstruments {
        var position = Self.hash(path) % slots.count
        while let known = slots[position].method.load() {
            if known.path == path { return known }
            position = (position + 1) % slots.count
        }
        guard taken.load(ordering: .relaxed) < Self.methodsMax else { return other() }
        let new = ClientMethodInstruments(registry, path: path, method: String(path.dropFirst()), target: target)
        let stored = slots[position].method.storeIfNil(new)
        if stored === new { taken.add(1, ordering: .relaxed) }
        // Somebody else may have taken the slot for another method meanwhile.
        return stored.path == path ? stored : method(path)
    }

    private func other() -> ClientMethodInstruments {
        others.method.load()
            ?? others.method.storeIfNil(
                ClientMethodInstruments(registry, path: "", method: CallMetricNames.otherMethod, target: target))
    }

    /// FNV-1a over the end of the path, where the paths of one platform differ.
    private static func hash(_ path: String) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in path.utf8.suffix(24) { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash)
    }
}
