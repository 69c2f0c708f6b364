import API
import FoundationEssentials
import RPC
import Testing

/// What the documents say of calls over REST, held against the protos.
@Suite struct DocumentedCallsTests {
    private static let documents = [
        "README.md", "docs/identity.md", "docs/security.md", "services/auth/README.md", "services/dataset/README.md",
        "services/detection/README.md", "services/gateway/README.md", "services/metrics/README.md",
    ]

    private static func text(_ path: String) throws -> String {
        // Tests/EndToEndTests/DocumentedCallsTests.swift lies three levels below the root.
        let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }
        return try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
    }

    private static let methods = MethodTable.services.flatMap(\.methods)

    /// `GET /v1/users/*/sessions` and the like, each name that a path holds being one star.
    private static let routes: Set<String> = {
        var routes: Set<String> = []
        for method in methods {
            for rule in method.http {
                let template = rule.template.replacing(/\{[^}=]*=([^}]*)\}/) { $0.output.1 }
                routes.insert("\(rule.verb) \(template.replacing(/\{[^}]*\}/, with: "*"))")
            }
            for path in method.upload?.paths ?? [] { routes.insert("POST \(path)") }
            if let form = method.form { routes.insert("POST \(form.path)") }
        }
        return routes
    }()

    @Test(arguments: documents)
    func `every call that a document names is one of the protos`(document: String) throws {
        for match in try Self.text(document).matches(of: /`(GET|POST|PATCH|PUT|DELETE) (\/[^`?\s]+)/) {
            let path = match.output.2.replacing(/\{[^}]*\}/, with: "*").replacing("/users/me", with: "/users/*")
            let call = "\(match.output.1) \(path)"
            // What the gateway answers itself, and what speaks tus.
            if ["/health", "/ready", "/metrics"].contains(path) || path.hasPrefix("/v1/uploads") || path.hasSuffix("…")
            {
                continue
            }
            let own = "\(match.output.1) \(match.output.2)"
            #expect(Self.routes.contains(call) || Self.routes.contains(own), "\(document): \(own)")
        }
    }

    @Test func `the methods that want a fresh factor are those that the page lists`() throws {
        let page = try Self.text("docs/identity.md")
        let list = try #require(page.firstMatch(of: /These want it:([^.]*)\./)).output.1
        let named = list.split { !$0.isLetter }.map(String.init).sorted()
        #expect(named == Self.methods.filter { $0.policy?.stepUp == true }.map(\.method).sorted())
    }

    @Test func `the scopes of API keys are those that the page lists`() throws {
        let page = try Self.text("docs/identity.md")
        let list = try #require(page.firstMatch(of: /Scopes are permissions: ([^:]*)\. It is sent/)).output.1
        let named = Set(list.matches(of: /`([a-z.]+)`/).map { String($0.output.1) })
        let grantable = Self.methods.filter { $0.policy?.personOnly != true }.compactMap { method -> String? in
            if case .permission(let name)? = method.policy?.access { name } else { nil }
        }
        #expect(named == Set(grantable))
    }
}
