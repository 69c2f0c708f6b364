import FoundationEssentials
import Testing

@testable import DatasetBackend

/// What every blob store must do, run over each of them.
@Suite("Blob store contract")
struct BlobStoreContractTests {
    enum Store: String, CaseIterable, Sendable {
        case memory, postgres, cachedMemory, cachedPostgres

        private static func cached(_ store: some BlobStore) -> CachedBlobStore {
            CachedBlobStore(base: store, cache: BlobCache(capacity: 1 << 20))
        }

        func with(_ body: (any BlobStore) async throws -> Void) async throws {
            switch self {
            case .memory: try await body(MemoryBlobStore())
            case .cachedMemory: try await body(Self.cached(MemoryBlobStore()))
            case .cachedPostgres:
                try await TestDatasetDatabase.with {
                    try await body(Self.cached(PostgresBlobStore(pool: $0.pool, batchMax: 3)))
                }
            case .postgres:
                try await TestDatasetDatabase.with { try await body(PostgresBlobStore(pool: $0.pool, batchMax: 3)) }
            }
        }
    }

    static func blobs(_ range: Range<Int>) -> [Blob] {
        range.map { Blob(Array(repeating: UInt8(truncatingIfNeeded: $0), count: $0 * 1000)) }
    }

    @Test("what was put can be read", arguments: Store.allCases)
    func roundTrip(store: Store) async throws {
        try await store.with { store in
            let tenant = TestDatasetDatabase.newTenant()
            let blobs = Self.blobs(0..<10)
            try await store.put(blobs + blobs, owner: UUID(), tenant: tenant)
            let read = try await store.get(blobs.map(\.hash) + [BlobHash(of: [1, 2, 3])], tenant: tenant)
            #expect(read.count == 10)
            for blob in blobs { #expect(read[blob.hash] == blob.bytes) }
            #expect(try await store.get([], tenant: tenant).isEmpty)
            try await store.put([], owner: UUID(), tenant: tenant)
        }
    }

    @Test("a tenant sees nothing of another one's", arguments: Store.allCases)
    func tenants(store: Store) async throws {
        try await store.with { store in
            let (one, other) = (TestDatasetDatabase.newTenant(), TestDatasetDatabase.newTenant())
            let blobs = Self.blobs(1..<3)
            let owner = UUID()
            try await store.put(blobs, owner: owner, tenant: one)
            #expect(try await store.get(blobs.map(\.hash), tenant: other).isEmpty)
            try await store.release(owner: owner, tenant: other)
            #expect(try await store.get(blobs.map(\.hash), tenant: one).count == 2)
            try await store.put(blobs, owner: UUID(), tenant: other)
            try await store.release(owner: owner, tenant: one)
            #expect(try await store.get(blobs.map(\.hash), tenant: one).isEmpty)
            #expect(try await store.get(blobs.map(\.hash), tenant: other).count == 2)
        }
    }

    @Test("a blob goes with its last owner", arguments: Store.allCases)
    func owners(store: Store) async throws {
        try await store.with { store in
            let tenant = TestDatasetDatabase.newTenant()
            let (first, second) = (UUID(), UUID())
            let blobs = Self.blobs(0..<10)
            try await store.put(Array(blobs[..<8]), owner: first, tenant: tenant)
            try await store.put(Array(blobs[5...]), owner: second, tenant: tenant)
            try await store.release(owner: first, tenant: tenant)
            #expect(Set(try await store.get(blobs.map(\.hash), tenant: tenant).keys) == Set(blobs[5...].map(\.hash)))
            try await store.release([blobs[5].hash, blobs[0].hash], owner: second, tenant: tenant)
            #expect(Set(try await store.get(blobs.map(\.hash), tenant: tenant).keys) == Set(blobs[6...].map(\.hash)))
            try await store.release(owner: first, tenant: tenant)
            try await store.release(owner: second, tenant: tenant)
            #expect(try await store.get(blobs.map(\.hash), tenant: tenant).isEmpty)
        }
    }

    @Test("what is shared stays until its last owner lets go; sharing again changes nothing", arguments: Store.allCases)
    func sharing(store: Store) async throws {
        try await store.with { store in
            let tenant = TestDatasetDatabase.newTenant()
            let (first, second) = (UUID(), UUID())
            let blobs = Self.blobs(0..<10)
            try await store.put(blobs, owner: first, tenant: tenant)
            for _ in 0..<2 { try await store.share(from: first, to: second, tenant: tenant) }
            // Of another tenant's owner there is nothing to share.
            try await store.share(from: first, to: second, tenant: TestDatasetDatabase.newTenant())
            try await store.share(from: UUID(), to: second, tenant: tenant)
            try await store.release(owner: first, tenant: tenant)
            #expect(try await store.get(blobs.map(\.hash), tenant: tenant).count == 10)
            try await store.release(owner: second, tenant: tenant)
            #expect(try await store.get(blobs.map(\.hash), tenant: tenant).isEmpty)
        }
    }

    @Test("sharing while the other owner lets go: what is owned can be read", arguments: Store.allCases)
    func sharingRaces(store: Store) async throws {
        try await store.with { store in
            let tenant = TestDatasetDatabase.newTenant()
            let blobs = Self.blobs(1..<8)
            for _ in 0..<20 {
                let (first, second) = (UUID(), UUID())
                try await store.put(blobs, owner: first, tenant: tenant)
                async let released: Void = store.release(owner: first, tenant: tenant)
                try await store.share(from: first, to: second, tenant: tenant)
                try await released
                // All that is left is the second one's: nothing without an owner stays.
                try await store.release(owner: second, tenant: tenant)
                #expect(try await store.get(blobs.map(\.hash), tenant: tenant).isEmpty)
            }
        }
    }

    @Test("putting and releasing at once never loses what is owned", arguments: Store.allCases)
    func races(store: Store) async throws {
        try await store.with { store in
            let tenant = TestDatasetDatabase.newTenant()
            let blobs = Self.blobs(1..<8)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<4 {
                    group.addTask {
                        for round in 0..<15 {
                            let owner = UUID()
                            let mine = (worker + round).isMultiple(of: 2) ? blobs : blobs.reversed()
                            try await store.put(mine, owner: owner, tenant: tenant)
                            let read = try await store.get(mine.map(\.hash), tenant: tenant)
                            #expect(read.count == mine.count)
                            try await store.release(owner: owner, tenant: tenant)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.get(blobs.map(\.hash), tenant: tenant).isEmpty)
        }
    }
}
