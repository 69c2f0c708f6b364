import RPC
import Testing

@testable import GatewayBackend

@Suite struct RoutingTests {
    @Test(arguments: [
        ("/v1/books", 2, 0, ""), ("/v1/{name=books/*}", 3, 1, ""), ("/v1/auth:login", 2, 0, "login"),
        ("/v1/{parent=shelves/*/books/**}:list", 5, 1, "list"), ("/v1/{id}", 2, 1, ""),
        ("/.well-known/jwks.json", 2, 0, ""),
        ("/v1/{a.b=*}/x/{c=**}", 4, 2, ""),
    ])
    func templatesAreRead(text: String, segments: Int, variables: Int, verb: String) throws {
        let template = try RouteTemplate(text)
        #expect(template.segments.count == segments)
        #expect(template.variables.count == variables)
        #expect(template.verb == verb)
    }

    @Test(arguments: [
        "", "v1", "/", "/v1/", "/v1/{", "/v1/{a", "/v1/{a}}", "/v1/{=x}", "/v1/**/x", "/v1/a:", "/v1/a:b:c", "/{a={b}}",
        "/a//b",
    ])
    func malformedTemplatesAreRefused(text: String) {
        #expect(throws: RouteError.malformedTemplate(text)) { try RouteTemplate(text) }
    }

    private static let router = try! Router(Library.services, pool: Library.pool)

    private func found(_ method: String, _ path: String) -> String {
        switch Self.router.find(method, path[...]) {
        case .route(let routed): ([routed.route.method.method] + routed.captures).joined(separator: " ")
        case .methodNotAllowed(let allowed): "allowed " + allowed.joined(separator: ",")
        case .notFound: "not found"
        case .malformed: "malformed"
        }
    }

    @Test(arguments: [
        ("GET", "/v1/books/7", "GetBook books/7"),
        ("HEAD", "/v1/books/7", "GetBook books/7"),
        ("GET", "/v1/books/favourite", "GetFavourite"),
        ("GET", "/v1/books", "ListBooks"),
        ("GET", "/api/v1/books/7", "GetBook books/7"),
        ("GET", "/v1/shelves/3/books", "ListBooks shelves/3"),
        ("GET", "/v1/archives/a/b/c", "ListBooks archives/a/b/c"),
        ("GET", "/v1/archives", "ListBooks archives"),
        ("POST", "/v1/books/7:lend", "LendBook books/7"),
        ("GET", "/v1/books/7:watch", "WatchBook books/7"),
        // An identifier may hold a colon.
        ("GET", "/v1/books/a:b", "GetBook books/a:b"),
        ("GET", "/v1/books/a%3Awatch", "GetBook books/a:watch"),
        // The other verb's path is the more specific answer to a wrong method.
        ("GET", "/v1/books/7:lend", "GetBook books/7:lend"),
        ("PATCH", "/v1/books/favourite", "UpdateBook books/favourite"),
        ("POST", "/v1/pages:upload", "AddPages"), ("POST", "/api/v1/pages/upload", "AddPages"),
        ("POST", "/auth/jwt/login", "SignIn"), ("POST", "/v1/auth:signIn", "SignIn"),
        ("GET", "/v1/operations/library/5", "GetOperation operations/library/5"),
        // Decoding: the value's own slash stays encoded where the value spans segments.
        ("GET", "/v1/b%6Foks/a%20b", "GetBook books/a b"), ("GET", "/v1/books/a%2Fb", "GetBook books/a%2Fb"),
        ("GET", "/v1/books/%C3%A9", "GetBook books/é"),
        ("GET", "/v1/books/%", "malformed"), ("GET", "/v1/books/%FF", "malformed"),
        ("GET", "/v1/books/%00", "malformed"),
        ("GET", "*", "malformed"),
        ("GET", "/v1/books/", "not found"), ("GET", "/v1//books", "not found"), ("GET", "/v1/book", "not found"),
        ("GET", "/v1/books/7/x", "not found"), ("GET", "/api/auth/jwt/login", "not found"), ("GET", "/", "not found"),
        ("DELETE", "/v1/books/7", "allowed GET,HEAD,PATCH"), ("PUT", "/v1/books/7:lend", "allowed GET,HEAD,PATCH,POST"),
        ("GET", "/auth/jwt/login", "allowed POST"),
    ])
    func pathsFindTheirMethods(method: String, path: String, expected: String) {
        #expect(found(method, path) == expected)
    }

    @Test func theEndpointIsTheTemplate() {
        guard case .route(let routed) = Self.router.find("GET", "/api/v1/books/7") else { return #expect(Bool(false)) }
        #expect(routed.endpoint == "/v1/{name=books/*}")
    }

    @Test func twoMethodsAtOnePlaceAreAConflict() {
        let methods = ["/v1/{name=books/*}", "/v1/{other=books/*}"].map { template in
            Library.method(
                "A", "GetBookRequest", "Book",
                [HTTPRule(verb: "GET", template: template.replacing("other", with: "name"))])
        }
        #expect(throws: RouteError.conflict("GET /v1/{name=books/*}", "GET /v1/{name=books/*}")) {
            try Router([ServiceDescriptor(name: "x", methods: methods)], pool: Library.pool)
        }
    }

    @Test(arguments: [
        (HTTPRule(verb: "GET", template: "/v1/{nothing}"), "nothing"),
        (HTTPRule(verb: "GET", template: "/v1/{tags}"), "tags"),
        (HTTPRule(verb: "POST", template: "/v1/x", body: "nothing"), "nothing"),
        (HTTPRule(verb: "POST", template: "/v1/x", responseBody: "title"), "title"),
    ])
    func rulesThatDoNotFitTheirMessagesAreRefused(rule: HTTPRule, field: String) {
        let method = Library.method("A", "ListBooksRequest", "Book", [rule])
        let error = #expect(throws: RouteError.self) {
            try Router([ServiceDescriptor(name: "x", methods: [method])], pool: Library.pool)
        }
        #expect("\(String(describing: error))".contains("\"\(field)\""))
    }
}
