/// The bytes that one connection holds of requests, or of answers, within its own limit and the server's.
///
/// The first bytes are free; a connection with small messages never touches what all connections share.
struct BufferedBytes {
    /// What every connection may hold without asking.
    static let freeBytes = 16 << 10
    /// What it asks for at once.
    static let chunkBytes = 64 << 10

    enum Refusal: Error, Equatable {
        case connection
        case server
    }

    private let ownMax: Int
    private let budget: SharedBudget
    private let free: Int
    private var held = 0
    /// Up to here nobody is asked.
    private var granted: Int

    init(ownMax: Int, budget: SharedBudget) {
        self.ownMax = ownMax
        self.budget = budget
        free = min(Self.freeBytes, ownMax)
        granted = free
    }

    mutating func add(_ bytes: Int) throws(Refusal) {
        held += bytes
        if held > granted { try ask(bytes) }
    }

    mutating func remove(_ bytes: Int) {
        held -= bytes
        guard granted > free else { return }
        // A chunk stays at hand, so that bytes that come and go seldom touch what is shared.
        if held <= free {
            keep(free)
        } else if granted - held > 2 * Self.chunkBytes {
            keep(held + Self.chunkBytes)
        }
    }

    private mutating func keep(_ bytes: Int) {
        budget.give(granted - bytes)
        granted = bytes
    }

    private mutating func ask(_ bytes: Int) throws(Refusal) {
        guard held <= ownMax else {
            held -= bytes
            throw .connection
        }
        let needed = held - granted
        let taken = budget.take(atLeast: needed, atMost: min(max(needed, Self.chunkBytes), ownMax - granted))
        guard taken > 0 else {
            held -= bytes
            throw .server
        }
        granted += taken
    }
}
