import NIOCore

@testable import RPC

/// The deframer: how the bytes are split must not matter, and decompression stays within its limit.
enum DeframerTarget {
    private static let messageBytesMax = 4096

    static func run(_ input: FuzzInput) {
        var input = input
        let encoding: MessageEncoding? = input.flag() ? .gzip : nil
        let seed = UInt64(input.byte())
        let bytes = input.flag() ? framed(&input, encoding) : input.remaining()
        let whole = deframe(bytes, encoding) { $0 }
        var random = seed &* 6_364_136_223_846_793_005 &+ 1
        let split = deframe(bytes, encoding) { left in
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return min(left, 1 + Int(random >> 33) % 9)
        }
        require(whole == split, "\(whole) in one piece, \(split) in several")
    }

    /// Frames around pieces of the input: they must come out as they went in.
    private static func framed(_ input: inout FuzzInput, _ encoding: MessageEncoding?) -> [UInt8] {
        var bytes: [UInt8] = []
        var messages: [[UInt8]] = []
        while !input.isEmpty {
            let message = input.counted()
            messages.append(message)
            let isCompressed = encoding != nil && message.count % 2 == 1
            bytes += isCompressed ? FrameMaker.compressed(message) : FrameMaker.message(message)
        }
        let outcome = deframe(bytes, encoding) { $0 }
        require(outcome == Outcome(messages: messages.map { .success($0) }, error: nil), "frames of our own changed")
        return bytes
    }

    private struct Outcome: Equatable {
        var messages: [Result<[UInt8], RPCError>] = []
        var error: RPCError?
        var partialBytes = 0
    }

    /// - Parameter next: how many of so many bytes arrive together.
    private static func deframe(_ bytes: [UInt8], _ encoding: MessageEncoding?, _ next: (Int) -> Int) -> Outcome {
        var deframer = MessageDeframer(messageBytesMax: messageBytesMax)
        deframer.encoding = encoding
        var outcome = Outcome()
        var position = 0
        while position < bytes.count, outcome.error == nil {
            let end = position + next(bytes.count - position)
            bytes[position..<end].withUnsafeBytes { take($0, &deframer, &outcome) }
            position = end
        }
        outcome.partialBytes = deframer.partialBytes
        require(
            deframer.isBetweenMessages == (deframer.partialBytes == 0),
            "between messages: \(deframer.isBetweenMessages), with \(deframer.partialBytes) bytes of one")
        return outcome
    }

    private static func take(
        _ bytes: UnsafeRawBufferPointer, _ deframer: inout MessageDeframer, _ outcome: inout Outcome
    ) {
        var rest = bytes
        do throws(RPCError) {
            while !rest.isEmpty, try deframer.append(&rest) {
                let message = deframer.takeMessage()
                let plain = Result { () throws(RPCError) in
                    Array(try message.plainBytes(bytesMax: messageBytesMax).readableBytesView)
                }
                if case .success(let plain) = plain {
                    require(plain.count <= messageBytesMax, "a message of \(plain.count) bytes")
                }
                outcome.messages.append(plain)
            }
        } catch {
            outcome.error = error
        }
    }
}
