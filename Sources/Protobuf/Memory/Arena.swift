internal import CProtobufC
internal import Glibc

/// Memory for one message: handed out by advancing a pointer, taken back all at once.
///
/// protobuf-c unpacks into an arena and packs from one. A slice of a decoded message retains the arena it lies in, so
/// an arena is used again only when nobody else holds it.
///
/// Unchecked: one thread fills an arena, between `take` and `giveBack`. Afterwards slices only read what was written,
/// and the last reference frees the memory.
public final class Arena: @unchecked Sendable {
    /// Size of the first chunk; a small message needs no other.
    static let firstChunkBytes = 4096
    /// Chunks double up to this size; a larger request gets a chunk of its own.
    static let chunkBytesMax = 1 << 20
    /// An idle arena keeps its first chunk only if that is not larger.
    static let idleBytesMax = 64 << 10

    /// Behind a pointer, because protobuf-c's callbacks get at it without touching a reference count.
    private let state: UnsafeMutablePointer<ArenaState>

    init(firstChunkBytes: Int = Arena.firstChunkBytes) {
        state = .allocate(capacity: 1)
        state.initialize(to: ArenaState(nextChunkBytes: max(firstChunkBytes, 256)))
    }

    deinit {
        state.pointee.freeChunks(keepingFirst: false)
        state.deallocate()
    }

    /// Memory of this size at an address divisible by 8, not initialised; nil when the system has none.
    func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        state.pointee.allocate(size)
    }

    /// Calls `body` with an allocator for protobuf-c. Its `free` does nothing.
    func withAllocator<R>(_ body: (UnsafeMutablePointer<ProtobufCAllocator>) -> R) -> R {
        var allocator = ProtobufCAllocator(
            alloc: { data, size in data?.assumingMemoryBound(to: ArenaState.self).pointee.allocate(size) },
            free: { _, _ in },
            allocator_data: UnsafeMutableRawPointer(state))
        return body(&allocator)
    }

    /// Forgets all that was handed out.
    private func reset() {
        state.pointee.freeChunks(keepingFirst: true)
    }
}

// MARK: One idle arena per thread

extension Arena {
    private static let slot: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key) { idle in
            if let idle { Unmanaged<Arena>.fromOpaque(idle).release() }
        }
        return key
    }()

    /// The thread's idle arena, or a new one while that is in use further up the stack.
    static func take() -> Arena {
        guard let idle = pthread_getspecific(slot) else { return Arena() }
        pthread_setspecific(slot, nil)
        return Unmanaged<Arena>.fromOpaque(idle).takeRetainedValue()
    }

    /// Makes `arena` the thread's idle one, unless a slice still lies in it.
    ///
    /// `inout`, so that the caller's reference is the one that is looked at: a copy of it would make every arena shared.
    static func giveBack(_ arena: inout Arena) {
        guard isKnownUniquelyReferenced(&arena), pthread_getspecific(slot) == nil else { return }
        arena.reset()
        pthread_setspecific(slot, Unmanaged.passRetained(arena).toOpaque())
    }
}
