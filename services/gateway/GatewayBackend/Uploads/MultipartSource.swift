import NIOCore
import NIOHTTP1
import RPC

/// Feeds a request's body to the multipart parser as far as its events are asked for.
struct MultipartSource {
    private let body: RequestBody
    private let limits: GatewayLimits
    private var parser: MultipartParser
    private var bytesRead = 0

    init(call: RoutedCall, body: RequestBody) throws(GatewayFailure) {
        let type = call.request.headers.first(name: "content-type") ?? ""
        guard MediaTypes.essence(type) == MediaTypes.multipart,
            let boundary = MediaTypes.parameter("boundary", of: type)
        else { throw .unsupportedMediaType("\(MediaTypes.multipart) with a boundary") }
        self.limits = call.context.limits
        if let declared = call.request.declaredLength, declared > limits.uploadBytesMax {
            throw .tooLarge(limits.uploadBytesMax)
        }
        self.body = body
        do throws(MultipartError) { parser = try MultipartParser(boundary: boundary, limits: limits) } catch {
            throw Self.failure(error, limits)
        }
    }

    /// The next part's headers; nil after the last part.
    mutating func nextPart() async throws -> MultipartPart? {
        while let event = try await next() {
            if case .part(let part) = event { return part }
        }
        return nil
    }

    /// The next piece of the part's content; nil at its end.
    mutating func nextData() async throws -> ByteBuffer? {
        if case .data(let bytes) = try await next() { return bytes }
        return nil
    }

    /// The content of a part that is no file.
    mutating func fieldValue() async throws -> [UInt8] {
        var value: [UInt8] = []
        while let piece = try await nextData() {
            value += piece.readableBytesView
            guard value.count <= limits.partFieldBytesMax else {
                throw GatewayFailure.tooLarge(limits.partFieldBytesMax)
            }
        }
        return value
    }

    /// The next event; nil when the form is complete.
    private mutating func next() async throws -> MultipartParser.Event? {
        do {
            while true {
                if let event = try parser.next() { return event == .end ? nil : event }
                guard let piece = try await body.next() else {
                    try parser.finish()
                    return nil
                }
                bytesRead += piece.readableBytes
                guard bytesRead <= limits.uploadBytesMax else { throw GatewayFailure.tooLarge(limits.uploadBytesMax) }
                parser.feed(piece)
            }
        } catch let error as MultipartError { throw Self.failure(error, limits) }
    }

    private static func failure(_ error: MultipartError, _ limits: GatewayLimits) -> GatewayFailure {
        switch error {
        case .boundaryInvalid: .invalid("The multipart boundary is invalid.")
        case .delimiterMalformed: .invalid("A multipart delimiter is malformed.")
        case .partHeadersTooLong: .invalid("The headers of a part are longer than \(limits.partHeaderBytesMax) bytes.")
        case .partHeadersMalformed: .invalid("The headers of a part are malformed.")
        case .partNameMissing: .invalid("A part has no Content-Disposition with a name.")
        case .tooManyParts: .invalid("The form has more than \(limits.partsMax) parts.")
        case .truncated: .invalid("The multipart body ends before its closing delimiter.")
        }
    }
}
