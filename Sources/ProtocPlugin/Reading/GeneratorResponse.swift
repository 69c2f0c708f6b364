import CDescriptors
import CProtobufC

/// A plugin's answer to protoc.
enum GeneratorResponse {
    /// The files of an answer, as protoc-gen-c gives it when no protoc stands before it.
    static func read(_ bytes: [UInt8]) throws -> [OutputFile] {
        guard let response = google__protobuf__compiler__code_generator_response__unpack(nil, bytes.count, bytes) else {
            throw GeneratorError("the answer is not a CodeGeneratorResponse")
        }
        defer { google__protobuf__compiler__code_generator_response__free_unpacked(response, nil) }
        if let error = response.pointee.error { throw GeneratorError(text(error)) }
        return members(response.pointee.file, response.pointee.n_file).map {
            OutputFile(name: text($0.name), content: text($0.content))
        }
    }

    static func files(_ files: [OutputFile]) -> [UInt8] {
        // supported_features = 1: proto3 optional.
        files.reduce(into: [0x10, 0x01]) { bytes, file in
            bytes += field(15, field(1, Array(file.name.utf8)) + field(15, Array(file.content.utf8)))
        }
    }

    static func error(_ message: String) -> [UInt8] {
        field(1, Array(message.utf8))
    }

    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        var length = bytes.count
        var head = [number << 3 | 2]
        while length >= 0x80 {
            head.append(UInt8(length & 0x7F) | 0x80)
            length >>= 7
        }
        return head + [UInt8(length)] + bytes
    }
}
