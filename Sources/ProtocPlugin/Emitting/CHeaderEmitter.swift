/// Writes the umbrella header of CMessages.
enum CHeaderEmitter {
    static func file(_ files: [ProtoFile]) -> String {
        var writer = CodeWriter()
        writer.line("/* Generated from Protos/ by `make protos`. */")
        writer.line("#pragma once")
        writer.line("#include <stddef.h>")
        for file in files { writer.line("#include \"\(CNames.header(file.name))\"") }
        writer.line()
        writer.line("/* A serialized google.protobuf.FileDescriptorSet of all protos and what they import. */")
        writer.line("extern const unsigned char pynomaly_descriptor_set[];")
        writer.line("extern const size_t pynomaly_descriptor_set_size;")
        writer.line()
        writer.line("/* Swift can't take the address of a C constant. */")
        writer.line("static inline const void *pynomaly_descriptor_set_start(void) { return pynomaly_descriptor_set; }")
        for file in files {
            for message in file.messages { layout(message, &writer) }
        }
        return writer.text
    }

    private static func layout(_ message: ProtoMessage, _ writer: inout CodeWriter) {
        guard !message.isMapEntry else { return }
        let function = CNames.function(message.fullName)
        writer.line("static inline const void *\(function)__layout(void) { return &\(function)__descriptor; }")
        for nested in message.messages { layout(nested, &writer) }
    }

    /// The bytes of the FileDescriptorSet as a C array.
    static func descriptorSet(_ bytes: [UInt8]) -> String {
        var writer = CodeWriter()
        writer.line("/* Generated from Protos/ by `make protos`. */")
        writer.line("#include \"CMessages.h\"")
        writer.line()
        writer.line("const unsigned char pynomaly_descriptor_set[] = {")
        for start in stride(from: 0, to: bytes.count, by: 24) {
            let row = bytes[start..<min(start + 24, bytes.count)]
            writer.line(row.map { String($0) + "," }.joined())
        }
        writer.line("};")
        writer.line("const size_t pynomaly_descriptor_set_size = sizeof pynomaly_descriptor_set;")
        return writer.text
    }
}
