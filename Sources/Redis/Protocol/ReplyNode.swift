/// A reply that is being built. Its parent holds it; hiredis holds the root and nothing else.
final class ReplyNode {
    private enum Content {
        case leaf(RedisValue)
        case array
    }

    private let content: Content
    var children: [ReplyNode] = []

    init(_ leaf: RedisValue) { content = .leaf(leaf) }

    init(arrayOf count: Int) {
        content = .array
        children.reserveCapacity(min(count, 1024))
    }

    /// As deep as hiredis allows arrays to nest.
    var value: RedisValue {
        switch content {
        case .leaf(let value): value
        case .array: .array(children.map(\.value))
        }
    }
}
