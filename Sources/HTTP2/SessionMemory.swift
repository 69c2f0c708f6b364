internal import CNghttp2
internal import Glibc

/// The memory of one libnghttp2 session: blocks that it frees are kept for its next requests of their size.
///
/// Each stream and each frame costs libnghttp2 a few small blocks. The C library's per-thread cache holds seven of a size;
/// a batch of thirty calls needs more. Bounded by what the session has used at once, which its limits bound.
///
/// Not thread-safe, as the session is not. A pointer and no object, because libnghttp2 gets it as its user data.
struct SessionMemory {
    /// Larger blocks come from the C library; all do where AddressSanitizer is to see what becomes of each (Tests/Fuzz).
    #if C_LIBRARY_MEMORY
        private static let keptBytesMax = 0
    #else
        private static let keptBytesMax = 512
    #endif
    private static let step = 16
    /// In front of each block: which free list it belongs to, 0 for none. Keeps blocks aligned for everything.
    private static let headerBytes = 16
    private static let listCount = keptBytesMax / step + 1

    /// The first free block of each size; the next one's address lies in it.
    private let lists: UnsafeMutablePointer<UnsafeMutableRawPointer?>

    init() {
        lists = .allocate(capacity: Self.listCount)
        lists.initialize(repeating: nil, count: Self.listCount)
    }

    /// To be called when the session is gone.
    func destroy() {
        for index in 0..<Self.listCount {
            while let block = lists[index] {
                lists[index] = block.load(as: UnsafeMutableRawPointer?.self)
                free(block - Self.headerBytes)
            }
        }
        lists.deallocate()
    }

    /// What libnghttp2 calls.
    var allocator: nghttp2_mem {
        nghttp2_mem(
            mem_user_data: UnsafeMutableRawPointer(lists),
            malloc: { size, data in SessionMemory(data)?.allocate(size) },
            free: { block, data in SessionMemory(data)?.release(block) },
            calloc: { count, size, data in
                let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
                guard !overflow, let block = SessionMemory(data)?.allocate(bytes) else { return nil }
                memset(block, 0, bytes)
                return block
            },
            realloc: { block, size, data in SessionMemory(data)?.reallocate(block, size) })
    }

    private init?(_ data: UnsafeMutableRawPointer?) {
        guard let data else { return nil }
        lists = data.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
    }

    private func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        let index = (max(size, 1) + Self.step - 1) / Self.step
        guard index < Self.listCount else { return new(size, list: 0) }
        guard let block = lists[index] else { return new(index * Self.step, list: index) }
        lists[index] = block.load(as: UnsafeMutableRawPointer?.self)
        return block
    }

    private func new(_ size: Int, list: Int) -> UnsafeMutableRawPointer? {
        guard size <= Int.max - Self.headerBytes, let memory = malloc(Self.headerBytes + size) else { return nil }
        memory.storeBytes(of: list, as: Int.self)
        return memory + Self.headerBytes
    }

    private func release(_ block: UnsafeMutableRawPointer?) {
        guard let block else { return }
        let list = Self.list(of: block)
        guard list > 0 else { return free(block - Self.headerBytes) }
        block.storeBytes(of: lists[list], as: UnsafeMutableRawPointer?.self)
        lists[list] = block
    }

    private func reallocate(_ block: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? {
        guard let block else { return allocate(size) }
        let list = Self.list(of: block)
        if list == 0 {
            // It stays without a list, however small it becomes.
            guard size <= Int.max - Self.headerBytes else { return nil }
            return realloc(block - Self.headerBytes, Self.headerBytes + size).map { $0 + Self.headerBytes }
        }
        let room = list * Self.step
        if size <= room { return block }
        guard let larger = allocate(size) else { return nil }
        larger.copyMemory(from: block, byteCount: room)
        release(block)
        return larger
    }

    private static func list(of block: UnsafeMutableRawPointer) -> Int {
        (block - headerBytes).load(as: Int.self)
    }
}
