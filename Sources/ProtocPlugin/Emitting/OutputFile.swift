/// A file to write, below the output folder.
struct OutputFile {
    var name: String
    var content: String
}

extension ProtoFile {
    /// `DatasetV1.dataset`: a module's files need different names, whatever their folders.
    var outputStem: String {
        let base = name.split(separator: "/").last.map(String.init) ?? name
        return SwiftNames.namespace(package: package) + "." + base.replacing(".proto", with: "")
    }
}

/// What the plugin can generate; chosen by the parameter, as in `--pynomaly_out=messages:folder`.
enum Target: String, CaseIterable {
    /// Swift values for module Messages.
    case messages
    /// Service protocols, clients and method tables for module API.
    case api
    /// CMessages' umbrella header and the embedded descriptors.
    case c

    func files(_ request: GeneratorRequest) -> [OutputFile] {
        let own = request.files.filter { $0.isGenerated && request.filesToGenerate.contains($0.name) }
        switch self {
        case .messages: return messages(own, TypeTable(request.files))
        case .api: return api(own, TypeTable(request.files))
        case .c:
            return [
                OutputFile(name: "include/CMessages.h", content: CHeaderEmitter.file(own)),
                OutputFile(name: "descriptor_set.c", content: CHeaderEmitter.descriptorSet(request.descriptorSet)),
            ]
        }
    }

    private func messages(_ files: [ProtoFile], _ table: TypeTable) -> [OutputFile] {
        let types = SwiftTypes(table: table)
        var output = [OutputFile(name: "Namespaces.swift", content: NamespaceEmitter.file(files))]
        for file in files where !(file.messages.isEmpty && file.enums.isEmpty) {
            output.append(.init(name: "\(file.outputStem).swift", content: MessageEmitter(types: types).file(file)))
            guard !file.messages.isEmpty else { continue }
            output.append(
                .init(name: "\(file.outputStem).coding.swift", content: CodingEmitter(types: types).file(file)))
        }
        return output
    }

    private func api(_ files: [ProtoFile], _ table: TypeTable) -> [OutputFile] {
        let files = files.filter { !$0.services.isEmpty }
        return files.map { OutputFile(name: "\($0.outputStem).swift", content: ServiceEmitter(table: table).file($0)) }
            + [OutputFile(name: "MethodTable.swift", content: MethodTableEmitter.file(files))]
    }
}
