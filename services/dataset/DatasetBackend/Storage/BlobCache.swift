internal import Synchronization

/// Blobs in memory, as those who read a version often read it again; each tenant's apart from the others'.
///
/// While there is room, every blob that was read stays. Then one comes in only in the place of blobs that were asked for
/// less often of late (TinyLFU, Einziger et al. 2017): reading a version once throws nothing out, and of a version larger
/// than the cache a part stays, however often all of it is read in turn.
final class BlobCache: Sendable {
    /// What a blob counts on top of its bytes.
    static let entryBytes = 256

    private struct Key: Hashable {
        var tenant: String
        var hash: BlobHash
    }

    private struct Entry {
        let key: Key
        let bytes: [UInt8]
        /// Asked for since the hand came by.
        var wasUsed = false
        var lastUse: ContinuousClock.Instant

        var size: Int { bytes.count + BlobCache.entryBytes }
    }

    private struct State {
        var slots: [Entry?] = []
        var freeSlots: [Int] = []
        var places: [Key: Int] = [:]
        var size = 0
        /// The clock's hand, over `slots`.
        var hand = 0
        var popularity = Popularity()
        var removals = 0
    }

    /// When a blob was looked for: what was removed since then does not come in again.
    struct Look {
        fileprivate let removals: Int
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: In bytes, of the blobs and `entryBytes` of each.
    init(capacity: Int) { self.capacity = capacity }

    /// Of all entries, never more than the capacity.
    var size: Int { state.withLock { $0.size } }

    /// The blobs that are here.
    func find(_ hashes: [BlobHash], tenant: String) -> (blobs: [BlobHash: LentBlob], look: Look) {
        state.withLock { state in
            var found: [BlobHash: LentBlob] = [:]
            for hash in hashes {
                let key = Key(tenant: tenant, hash: hash)
                state.popularity.add(key)
                guard let place = state.places[key], let entry = state.slots[place] else { continue }
                state.slots[place]?.wasUsed = true
                state.slots[place]?.lastUse = .now
                found[hash] = LentBlob(entry.bytes)
            }
            return (found, Look(removals: state.removals))
        }
    }

    /// Takes in blobs that were fetched because `find` did not have them, those of them that are worth it.
    func offer(_ blobs: [BlobHash: LentBlob], tenant: String, since look: Look) {
        for (hash, blob) in blobs {
            let key = Key(tenant: tenant, hash: hash)
            let size = blob.withUnsafeBytes { $0.count } + Self.entryBytes
            // Copied only if it comes in, and not under the lock.
            guard state.withLock({ makeRoom(size, for: key, since: look, &$0) }) else { continue }
            let entry = Entry(key: key, bytes: blob.bytes, lastUse: .now)
            state.withLock { state in
                // Somebody else may have taken the room.
                guard makeRoom(size, for: key, since: look, &state) else { return }
                let place = state.freeSlots.popLast() ?? state.slots.endIndex
                if place == state.slots.endIndex { state.slots.append(entry) } else { state.slots[place] = entry }
                state.places[key] = place
                state.size += size
            }
        }
    }

    func remove(_ hashes: [BlobHash], tenant: String) {
        state.withLock { state in
            state.removals += 1
            for hash in hashes { remove(state.places[Key(tenant: tenant, hash: hash)], &state) }
        }
    }

    func removeAll(of tenant: String) {
        state.withLock { state in
            state.removals += 1
            remove(&state) { $0.key.tenant == tenant }
        }
    }

    /// What nobody asked for since then makes way for whatever else needs memory.
    func removeUnused(since instant: ContinuousClock.Instant) {
        state.withLock { state in remove(&state) { $0.lastUse < instant } }
    }

    private func remove(_ state: inout State, where isMeant: (Entry) -> Bool) {
        for place in state.slots.indices {
            if let entry = state.slots[place], isMeant(entry) { remove(place, &state) }
        }
    }

    private func remove(_ place: Int?, _ state: inout State) {
        guard let place, let entry = state.slots[place] else { return }
        state.slots[place] = nil
        state.places[entry.key] = nil
        state.freeSlots.append(place)
        state.size -= entry.size
    }

    /// Whether the blob may come in; if so there is room for it.
    private func makeRoom(_ size: Int, for key: Key, since look: Look, _ state: inout State) -> Bool {
        guard size <= capacity, state.removals == look.removals, state.places[key] == nil else { return false }
        let popularity = state.popularity.of(key)
        var victims: [Int] = []
        var room = capacity - state.size
        var steps = 2 * state.slots.count
        while room < size {
            steps -= 1
            guard steps > 0, victims.count < Self.victimsMax else { return false }
            state.hand = (state.hand + 1) % state.slots.count
            guard let entry = state.slots[state.hand], !victims.contains(state.hand) else { continue }
            if entry.wasUsed {
                state.slots[state.hand]?.wasUsed = false
                continue
            }
            guard state.popularity.of(entry.key) < popularity else { return false }
            victims.append(state.hand)
            room += entry.size
        }
        for victim in victims { remove(victim, &state) }
        return true
    }

    /// A blob that would push out more than this stays outside.
    private static let victimsMax = 256
}

/// How often keys were asked for of late, about: all counts are halved from time to time, and few keys share one.
private struct Popularity {
    private var counts: [Int: UInt8] = [:]
    private var added = 0

    /// Requests after which counts are halved; not many more keys than that are known at a time.
    private static let addedMax = 1 << 14
    private static let countMax: UInt8 = 15

    mutating func add(_ key: some Hashable) {
        let count = counts[key.hashValue, default: 0]
        counts[key.hashValue] = min(count + 1, Self.countMax)
        added += 1
        guard added == Self.addedMax else { return }
        added = 0
        counts = counts.compactMapValues { $0 > 1 ? $0 / 2 : nil }
    }

    func of(_ key: some Hashable) -> UInt8 { counts[key.hashValue, default: 0] }
}
