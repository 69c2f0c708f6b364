import CDescriptors
import CProtobufC
import Glibc

/// protoc's request to a plugin.
struct GeneratorRequest {
    var filesToGenerate: Set<String>
    /// "messages", or "c_request=path".
    var parameter: String
    /// All files, imports before those that import them.
    var files: [ProtoFile]
    /// The request without its comments, for protoc-gen-c.
    var bytesWithoutComments: [UInt8]
    /// A serialized FileDescriptorSet of all files, without comments.
    var descriptorSet: [UInt8]

    init(_ bytes: [UInt8]) throws {
        guard let request = google__protobuf__compiler__code_generator_request__unpack(nil, bytes.count, bytes) else {
            throw GeneratorError("the request is not a CodeGeneratorRequest")
        }
        defer { google__protobuf__compiler__code_generator_request__free_unpacked(request, nil) }
        let count = request.pointee.n_proto_file
        parameter = text(request.pointee.parameter)
        filesToGenerate = Set(
            (0..<request.pointee.n_file_to_generate).map { text(request.pointee.file_to_generate[$0]) })
        files = try members(request.pointee.proto_file, count).map(FileReader.read)

        Self.removeComments(request)
        // The parameter was for us.
        free(request.pointee.parameter)
        request.pointee.parameter = nil
        bytesWithoutComments = Self.packed(request)
        var set = Google__Protobuf__FileDescriptorSet()
        google__protobuf__file_descriptor_set__init(&set)
        set.n_file = count
        set.file = request.pointee.proto_file
        descriptorSet = withUnsafeMutablePointer(to: &set) { Self.packed($0) }
    }

    private static func removeComments(
        _ request: UnsafeMutablePointer<Google__Protobuf__Compiler__CodeGeneratorRequest>
    ) {
        for index in 0..<request.pointee.n_proto_file {
            guard let file = request.pointee.proto_file[index], let comments = file.pointee.source_code_info else {
                continue
            }
            google__protobuf__source_code_info__free_unpacked(comments, nil)
            file.pointee.source_code_info = nil
        }
    }

    private static func packed<Message>(_ message: UnsafeMutablePointer<Message>) -> [UInt8] {
        message.withMemoryRebound(to: ProtobufCMessage.self, capacity: 1) { message in
            let size = protobuf_c_message_get_packed_size(message)
            return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                count = protobuf_c_message_pack(message, buffer.baseAddress)
            }
        }
    }
}
