import FoundationEssentials
import Testing

/// The package's own source files, as this test's location leads to them.
enum SourceTree {
    struct File: Sendable, CustomTestStringConvertible {
        /// Path below the package's root.
        var path: String
        /// Name of the module that the file is compiled into.
        var module: String
        var text: String

        var testDescription: String { path }

        /// The modules that the file imports, submodules and declarations cut off.
        var imports: [String] {
            text.split(separator: "\n").compactMap { line in
                var words = line.split(separator: " ")
                while let first = words.first, Self.modifiers.contains(String(first)) { words.removeFirst() }
                guard words.first == "import", words.count >= 2 else { return nil }
                let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
                let named = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
                return named.split(separator: ".").first.map(String.init)
            }
        }

        private static let modifiers: Set<String> = [
            "public", "package", "internal", "private", "fileprivate", "@testable", "@preconcurrency", "@_exported",
        ]
    }

    static let root: String = {
        // Tests/ArchitectureTests/SourceTree.swift lies three levels below the root.
        #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }
    }()

    /// Every Swift file that ships, tests excluded.
    static let product: [File] = files(below: "Sources") + files(below: "services")

    static func files(below folder: String) -> [File] {
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder) else { return [] }
        return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
            let full = folder + "/" + path
            guard let data = FileManager.default.contents(atPath: root + "/" + full),
                let module = module(ofPath: full)
            else { return nil }
            return File(path: full, module: module, text: String(decoding: data, as: UTF8.self))
        }
    }

    /// `Sources/<Module>/…`, `services/<name>/<Name>Backend/…`, `services/<name>/App/…`, `services/pynomaly/…`.
    private static func module(ofPath path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count >= 3 else { return nil }
        if parts[0] == "Sources" { return parts[1] }
        if parts[1] == "pynomaly" { return "PynomalyCLI" }
        guard parts[2] == "App" else { return parts[2] }
        return parts[1].prefix(1).uppercased() + parts[1].dropFirst() + "App"
    }
}
