/// Writes the enums that stand for proto packages.
enum NamespaceEmitter {
    static func file(_ files: [ProtoFile]) -> String {
        var writer = CodeWriter()
        writer.line("// Generated from Protos/ by `make protos`.")
        for package in Set(files.map(\.package)).sorted() {
            writer.line()
            writer.line("/// \(package)")
            writer.line("package enum \(SwiftNames.namespace(package: package)) {}")
        }
        return writer.text
    }
}
