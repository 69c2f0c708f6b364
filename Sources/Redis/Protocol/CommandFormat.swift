internal import CHiredis
import NIOCore

/// Commands as they travel.
enum CommandFormat {
    static func append(_ parts: [RedisArgument], to buffer: inout ByteBuffer) throws(RedisError) {
        let size = parts.reduce(0) { $0 + $1.bytes.count }
        guard !parts.isEmpty, parts.count <= RedisLimits.argumentsMax, size <= RedisLimits.commandBytesMax else {
            throw RedisError(
                .usage,
                "a command has 1 to \(RedisLimits.argumentsMax) arguments of \(RedisLimits.commandBytesMax) bytes in all"
            )
        }
        guard let command = format(parts, size: size) else { throw RedisError(.usage, "no memory for a command") }
        buffer.writeBytes(UnsafeRawBufferPointer(command))
        redisFreeCommand(command.baseAddress)
    }

    private static func format(_ parts: [RedisArgument], size: Int) -> UnsafeMutableBufferPointer<CChar>? {
        var bytes: [CChar] = []
        bytes.reserveCapacity(size + 1)
        for part in parts { bytes.append(contentsOf: part.bytes.lazy.map { CChar(bitPattern: $0) }) }
        // An array without elements has no address.
        bytes.append(0)
        let lengths = parts.map(\.bytes.count)
        var command: UnsafeMutablePointer<CChar>?
        let count = bytes.withUnsafeBufferPointer { all in
            var offset = 0
            var starts = lengths.map { length -> UnsafePointer<CChar>? in
                defer { offset += length }
                return all.baseAddress.map { $0 + offset }
            }
            return redisFormatCommandArgv(&command, Int32(parts.count), &starts, lengths)
        }
        return count < 0 ? nil : UnsafeMutableBufferPointer(start: command, count: Int(count))
    }
}
