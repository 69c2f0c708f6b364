import Testing

/// House rules that the compiler does not hold: it lets a transitive import pass.
@Suite struct ArchitectureTests {
    static let modules = Set(Layers.bottomUp.joined())

    @Test func `the source tree was found`() {
        #expect(SourceTree.product.count > 50)
    }

    @Test(arguments: SourceTree.product)
    func `a module imports only modules of lower layers`(file: SourceTree.File) throws {
        let own = try #require(Layers.layer(of: file.module), "\(file.module) has no layer")
        for imported in file.imports where Self.modules.contains(imported) {
            let theirs = try #require(Layers.layer(of: imported))
            #expect(theirs < own, "\(file.path) imports \(imported), which is not below \(file.module)")
        }
    }

    @Test(arguments: SourceTree.product)
    func `a C library is imported by the module that wraps it and no other`(file: SourceTree.File) {
        for imported in file.imports {
            guard let allowed = Layers.wrappers[imported] else { continue }
            #expect(allowed.contains(file.module), "\(file.path) imports \(imported)")
        }
    }

    @Test(arguments: SourceTree.product)
    func `only modules that wrap C, and RPC, hold unchecked state`(file: SourceTree.File) {
        guard !Layers.unsafeAllowed.contains(file.module) else { return }
        for marker in ["@unchecked Sendable", "nonisolated(unsafe)", "Unmanaged<"] {
            #expect(!file.text.contains(marker), "\(file.path) uses \(marker)")
        }
    }

    @Test(arguments: SourceTree.product)
    func `no file names a thing by what it is not`(file: SourceTree.File) {
        // Generated files bear the names of protos, and `pynomaly.common` is one by contract.
        guard !file.path.contains("/Generated/") else { return }
        let name = file.path.split(separator: "/").last.map(String.init) ?? ""
        for word in ["Utils", "Helper", "Common", "Manager", "Deprecated", "Placeholder"] {
            #expect(!name.contains(word), "\(file.path)")
        }
    }

    @Test(arguments: SourceTree.product.filter { $0.path.hasPrefix("services/") && $0.text.contains("CREATE TABLE ") })
    func `each table names its retention in the comment above it`(file: SourceTree.File) {
        for (comment, table) in file.tables {
            #expect(comment.contains("-- Retention: "), "\(table) in \(file.path)")
        }
        #expect(!file.tables.isEmpty)
    }

    @Test func `tables are found with the comments above them`() {
        let file = SourceTree.File(
            path: "x.swift", module: "RPC",
            text: "let a = \"x\"\n  -- One.\n  -- Two.\n  CREATE TABLE a.b (\n);\n  CREATE TABLE c (\n")
        #expect(file.tables.map(\.name) == ["a.b", "c"])
        #expect(file.tables.map(\.comment) == ["-- One.\n-- Two.", ""])
    }

    @Test func `the layers are read off the import lines, whatever modifies them`() {
        let file = SourceTree.File(
            path: "x.swift", module: "RPC",
            text: "package import Messages\nimport struct HTTP2.Frame\n@testable import TLS\n// import Postgres\n")
        #expect(file.imports == ["Messages", "HTTP2", "TLS"])
    }
}
