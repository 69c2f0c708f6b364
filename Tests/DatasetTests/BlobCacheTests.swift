import FoundationEssentials
import Synchronization
import Testing

@testable import DatasetBackend

@Suite("Blob cache")
struct BlobCacheTests {
    /// What one of `blobs` takes in a cache.
    private static let entrySize = 1000 + BlobCache.entryBytes

    private static func blobs(_ numbers: Range<Int>) -> [Blob] {
        numbers.map { Blob(Array("\($0) ".utf8) + Array(repeating: 0, count: 1000 - "\($0) ".utf8.count)) }
    }

    /// A store with a cache for so many of `blobs`, and what of them is stored.
    private static func store(room: Int, _ blobs: [Blob]) async throws -> (
        store: CachedBlobStore, base: CountedBlobStore, tenant: String
    ) {
        let tenant = TestDatasetDatabase.newTenant()
        let base = CountedBlobStore()
        try await base.put(blobs, owner: UUID(), tenant: tenant)
        return (CachedBlobStore(base: base, cache: BlobCache(capacity: room * entrySize)), base, tenant)
    }

    /// Reads them one after the other; how many of them the cache had.
    private static func read(
        _ blobs: [Blob], _ store: CachedBlobStore, _ base: CountedBlobStore, _ tenant: String
    ) async throws -> Int {
        let before = base.lent
        for blob in blobs {
            #expect(try await store.get([blob.hash], tenant: tenant) == [blob.hash: blob.bytes])
        }
        return blobs.count - (base.lent - before)
    }

    @Test("what fits is fetched once")
    func fitting() async throws {
        let blobs = Self.blobs(0..<10)
        let (store, base, tenant) = try await Self.store(room: 10, blobs)
        #expect(try await Self.read(blobs, store, base, tenant) == 0)
        #expect(try await Self.read(blobs, store, base, tenant) == 10)
        #expect(store.cache.size == 10 * Self.entrySize)
    }

    @Test("one byte less room is room for one blob less")
    func limit() async throws {
        let blobs = Self.blobs(0..<10)
        let (_, base, tenant) = try await Self.store(room: 0, blobs)
        let cache = BlobCache(capacity: 10 * Self.entrySize - 1)
        let store = CachedBlobStore(base: base, cache: cache)
        for round in 0..<5 {
            #expect(try await Self.read(blobs, store, base, tenant) == (round == 0 ? 0 : 9))
            #expect(cache.size == 9 * Self.entrySize)
        }
    }

    @Test("the bound holds at every moment, whatever comes in how often, from how many tasks")
    func bound() async throws {
        let capacity = 50_000
        let base = CountedBlobStore()
        let tenant = TestDatasetDatabase.newTenant()
        let blobs = (0..<200).map { Blob(Array(repeating: UInt8($0), count: $0 * 37 % 6000)) }
        try await base.put(blobs, owner: UUID(), tenant: tenant)
        let store = CachedBlobStore(base: base, cache: BlobCache(capacity: capacity))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    for step in 0..<2000 {
                        let blob = blobs[(step * step + worker * 31) % (step.isMultiple(of: 3) ? 20 : 200)]
                        let read = try await store.get([blob.hash], tenant: tenant)
                        #expect(read == [blob.hash: blob.bytes])
                        #expect(store.cache.size <= capacity)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(store.cache.size > capacity / 2)
        #expect(base.lent < 8000)
    }

    @Test("what is larger than the cache stays outside and throws nothing out")
    func large() async throws {
        let small = Self.blobs(0..<2)
        let (store, base, tenant) = try await Self.store(room: 2, small)
        let large = Blob(Array(repeating: 1, count: 2 * Self.entrySize))
        try await base.put([large], owner: UUID(), tenant: tenant)
        #expect(try await Self.read(small, store, base, tenant) == 0)
        #expect(try await Self.read([large, large, large], store, base, tenant) == 0)
        #expect(try await Self.read(small, store, base, tenant) == 2)
    }

    @Test("a table that is read once throws out nothing of one that is read again and again")
    func scan() async throws {
        let hot = Self.blobs(0..<10)
        let once = Self.blobs(10..<200)
        let (store, base, tenant) = try await Self.store(room: 10, hot + once)
        for _ in 0..<2 { _ = try await Self.read(hot, store, base, tenant) }
        #expect(try await Self.read(once, store, base, tenant) == 0)
        #expect(try await Self.read(hot, store, base, tenant) == 10)
    }

    @Test("of a table larger than the cache a part stays, however often it is read in turn")
    func cycle() async throws {
        let blobs = Self.blobs(0..<40)
        let (store, base, tenant) = try await Self.store(room: 10, blobs)
        for round in 0..<30 {
            #expect(try await Self.read(blobs, store, base, tenant) == (round == 0 ? 0 : 10))
        }
    }

    @Test("what becomes more popular takes the place of what was")
    func change() async throws {
        let (old, new) = (Self.blobs(0..<10), Self.blobs(10..<20))
        let (store, base, tenant) = try await Self.store(room: 10, old + new)
        for _ in 0..<5 { _ = try await Self.read(old, store, base, tenant) }
        for _ in 0..<20 { _ = try await Self.read(new, store, base, tenant) }
        #expect(try await Self.read(new, store, base, tenant) == 10)
        #expect(store.cache.size == 10 * Self.entrySize)
    }

    @Test("what nobody has read for long goes, and nothing else")
    func idle() async throws {
        let blobs = Self.blobs(0..<10)
        let (store, base, tenant) = try await Self.store(room: 10, blobs)
        _ = try await Self.read(blobs, store, base, tenant)
        let between = ContinuousClock.now
        _ = try await Self.read(Array(blobs[..<4]), store, base, tenant)
        store.cache.removeUnused(since: between)
        #expect(store.cache.size == 4 * Self.entrySize)
        #expect(try await Self.read(blobs, store, base, tenant) == 4)
        store.cache.removeUnused(since: .now)
        #expect(store.cache.size == 0)
    }

    @Test("what is cached for one tenant is not there for another")
    func tenants() async throws {
        let blobs = Self.blobs(0..<3)
        let (store, base, tenant) = try await Self.store(room: 10, blobs)
        _ = try await Self.read(blobs, store, base, tenant)
        let other = TestDatasetDatabase.newTenant()
        #expect(try await store.get(blobs.map(\.hash), tenant: other).isEmpty)
        // Nor does what the other releases change anything.
        try await store.release(blobs.map(\.hash), owner: UUID(), tenant: other)
        try await store.release(owner: UUID(), tenant: other)
        #expect(try await Self.read(blobs, store, base, tenant) == 3)
    }

    @Test("what was fetched before it was released does not come in after that", arguments: [true, false])
    func race(wholeOwner: Bool) async throws {
        let blobs = Self.blobs(0..<3)
        let hashes = blobs.map(\.hash)
        let cache = BlobCache(capacity: 1 << 20)
        let (_, look) = cache.find(hashes, tenant: "a")
        if wholeOwner { cache.removeAll(of: "a") } else { cache.remove(hashes, tenant: "a") }
        let fetched = blobs.reduce(into: [:]) { $0[$1.hash] = LentBlob($1.bytes) }
        cache.offer(fetched, tenant: "a", since: look)
        #expect(cache.size == 0)
        cache.offer(fetched, tenant: "a", since: cache.find(hashes, tenant: "a").look)
        #expect(cache.find(hashes, tenant: "a").blobs.count == 3)
    }
}

/// Counts the blobs that are read.
private final class CountedBlobStore: BlobStore {
    private let base = MemoryBlobStore()
    private let count = Atomic(0)

    var lent: Int { count.load(ordering: .relaxed) }

    func get(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: [UInt8]] {
        count.add(hashes.count, ordering: .relaxed)
        return try await base.get(hashes, tenant: tenant)
    }

    func put(_ blobs: [Blob], owner: UUID, tenant: String) async throws {
        try await base.put(blobs, owner: owner, tenant: tenant)
    }

    func share(from other: UUID, to owner: UUID, tenant: String) async throws {
        try await base.share(from: other, to: owner, tenant: tenant)
    }

    func release(_ hashes: [BlobHash], owner: UUID, tenant: String) async throws {
        try await base.release(hashes, owner: owner, tenant: tenant)
    }

    func releaseSome(owner: UUID, tenant: String) async throws -> Bool {
        try await base.releaseSome(owner: owner, tenant: tenant)
    }
}
