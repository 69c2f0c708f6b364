internal import Glibc

/// The chunks of an arena, newest first, and the free part of the newest.
struct ArenaState {
    private var next: UnsafeMutableRawPointer?
    private var left = 0
    private var newest: UnsafeMutablePointer<ChunkHeader>?
    private var nextChunkBytes: Int

    private struct ChunkHeader {
        var older: UnsafeMutablePointer<ChunkHeader>?
        var size: Int
    }

    init(nextChunkBytes: Int) {
        self.nextChunkBytes = nextChunkBytes
    }

    mutating func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        let rounded = (size + 7) & ~7
        if rounded <= left, let result = next {
            next = result + rounded
            left -= rounded
            return result
        }
        return allocateSlowly(rounded)
    }

    private mutating func allocateSlowly(_ size: Int) -> UnsafeMutableRawPointer? {
        if size > nextChunkBytes / 2 {
            // A chunk of its own; the rest of the current one stays in use.
            return addChunk(size)
        }
        let size = max(size, 8)
        guard let start = addChunk(nextChunkBytes) else { return nil }
        next = start + size
        left = nextChunkBytes - size
        nextChunkBytes = min(nextChunkBytes * 2, Arena.chunkBytesMax)
        return start
    }

    private mutating func addChunk(_ size: Int) -> UnsafeMutableRawPointer? {
        guard let memory = malloc(MemoryLayout<ChunkHeader>.size + size) else { return nil }
        let header = memory.bindMemory(to: ChunkHeader.self, capacity: 1)
        header.initialize(to: ChunkHeader(older: newest, size: size))
        newest = header
        return memory + MemoryLayout<ChunkHeader>.size
    }

    /// Frees all chunks, but the oldest one if it is to stay and is small.
    mutating func freeChunks(keepingFirst: Bool) {
        while let chunk = newest {
            if keepingFirst, chunk.pointee.older == nil, chunk.pointee.size <= Arena.idleBytesMax {
                next = UnsafeMutableRawPointer(chunk) + MemoryLayout<ChunkHeader>.size
                left = chunk.pointee.size
                nextChunkBytes = max(Arena.firstChunkBytes, min(left * 2, Arena.chunkBytesMax))
                return
            }
            newest = chunk.pointee.older
            free(chunk)
        }
        next = nil
        left = 0
        nextChunkBytes = Arena.firstChunkBytes
    }
}
