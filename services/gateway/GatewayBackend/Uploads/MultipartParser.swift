import NIOCore

/// What makes a body not multipart/form-data (RFC 7578), or more of it than is taken.
enum MultipartError: Error, Equatable, Sendable {
    case boundaryInvalid
    case delimiterMalformed
    case partHeadersTooLong
    case partHeadersMalformed
    case partNameMissing
    case tooManyParts
    case truncated
}

/// Takes the bytes of a multipart body as they come and gives its parts; nothing of a part's content is kept.
struct MultipartParser {
    enum Event: Equatable {
        case part(MultipartPart)
        case data(ByteBuffer)
        case partEnd
        /// The closing delimiter; what follows is ignored.
        case end
    }

    private enum State {
        case preamble
        case afterDelimiter
        case headers
        case content
        case ended
    }

    private let delimiter: DelimiterSearch
    private let limits: GatewayLimits
    private var state = State.preamble
    // The line break of the first delimiter may be missing; with this one before it, all delimiters look alike.
    private var buffer = ByteBuffer(string: "\r\n")
    private var parts = 0

    init(boundary: String, limits: GatewayLimits) throws(MultipartError) {
        guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw .boundaryInvalid
        }
        self.delimiter = DelimiterSearch(Array("\r\n--\(boundary)".utf8))
        self.limits = limits
    }

    mutating func feed(_ bytes: ByteBuffer) {
        if state == .ended { return }
        buffer.discardReadBytes()
        buffer.writeImmutableBuffer(bytes)
    }

    /// To be called when the body has ended.
    func finish() throws(MultipartError) {
        if state != .ended { throw .truncated }
    }

    /// The next event; nil when more bytes are needed.
    mutating func next() throws(MultipartError) -> Event? {
        while true {
            switch state {
            case .preamble:
                guard skipPreamble() else { return nil }
            case .afterDelimiter:
                guard let isLast = try delimiterEnd() else { return nil }
                state = isLast ? .ended : .headers
                if isLast { return .end }
            case .headers:
                guard let part = try headers() else { return nil }
                state = .content
                return .part(part)
            case .content:
                return content()
            case .ended:
                return nil
            }
        }
    }

    private mutating func skipPreamble() -> Bool {
        guard let place = delimiter.find(in: buffer) else {
            buffer.moveReaderIndex(forwardBy: max(0, buffer.readableBytes - delimiter.bytes.count + 1))
            return false
        }
        buffer.moveReaderIndex(forwardBy: place + delimiter.bytes.count)
        state = .afterDelimiter
        return true
    }

    /// Whether the delimiter just passed was the closing one; nil when more bytes are needed.
    private mutating func delimiterEnd() throws(MultipartError) -> Bool? {
        var rest = buffer.readableBytesView
        if rest.starts(with: "--".utf8) { return true }
        // Blanks may stand between a delimiter and its line's end.
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        if rest.count < 2 {
            guard buffer.readableBytes < 64 else { throw .delimiterMalformed }
            return nil
        }
        guard rest.starts(with: "\r\n".utf8) else { throw .delimiterMalformed }
        buffer.moveReaderIndex(to: rest.startIndex + 2)
        return false
    }

    private mutating func headers() throws(MultipartError) -> MultipartPart? {
        let view = buffer.readableBytesView
        let window = view.prefix(limits.partHeaderBytesMax)
        guard let end = HeaderBlock.end(window) else {
            if view.count >= limits.partHeaderBytesMax { throw .partHeadersTooLong }
            return nil
        }
        let part = try MultipartPart(headerLines: String(decoding: window[..<end], as: UTF8.self))
        buffer.moveReaderIndex(to: end)
        parts += 1
        guard parts <= limits.partsMax else { throw .tooManyParts }
        return part
    }

    private mutating func content() -> Event? {
        if let place = delimiter.find(in: buffer) {
            if place > 0 { return buffer.readSlice(length: place).map(Event.data) }
            buffer.moveReaderIndex(forwardBy: delimiter.bytes.count)
            state = .afterDelimiter
            return .partEnd
        }
        // The last bytes may be the beginning of a delimiter.
        let safe = buffer.readableBytes - delimiter.bytes.count + 1
        return safe > 0 ? buffer.readSlice(length: safe).map(Event.data) : nil
    }
}

private enum HeaderBlock {
    /// The index after the empty line that ends the headers; a block may consist of that line alone.
    static func end(_ bytes: ByteBufferView) -> Int? {
        if bytes.starts(with: "\r\n".utf8) { return bytes.startIndex + 2 }
        var index = bytes.startIndex
        while index + 4 <= bytes.endIndex {
            if bytes[index..<index + 4].elementsEqual("\r\n\r\n".utf8) { return index + 4 }
            index += 1
        }
        return nil
    }
}
