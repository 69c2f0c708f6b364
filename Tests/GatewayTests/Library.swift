import FoundationEssentials
import Protobuf
import RPC

@testable import GatewayBackend

/// The made-up service of Fixtures/gateway_cases.proto, with a rule of every kind.
enum Library {
    static let pool: DescriptorPool = {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/gateway_cases.binpb")
        let bytes = Array((try? Data(contentsOf: url)) ?? Data())
        return try! bytes.withUnsafeBytes { try DescriptorPool(fileDescriptorSet: $0) }
    }()

    static let codec = JSONCodec(pool)
    static let service = "pynomaly.library.v1.LibraryService"

    static let methods: [MethodDescriptor] = [
        method(
            "GetBook", "GetBookRequest", "Book", [HTTPRule(verb: "GET", template: "/v1/{name=books/*}")],
            idempotency: .noSideEffects),
        method("GetFavourite", "GetBookRequest", "Book", [HTTPRule(verb: "GET", template: "/v1/books/favourite")]),
        method(
            "ListBooks", "ListBooksRequest", "Book",
            [
                HTTPRule(verb: "GET", template: "/v1/books"),
                HTTPRule(verb: "GET", template: "/v1/{parent=shelves/*}/books"),
                HTTPRule(verb: "GET", template: "/v1/{parent=archives/**}"),
            ]),
        method(
            "CreateBook", "CreateBookRequest", "Book",
            [HTTPRule(verb: "POST", template: "/v1/books", body: "book")]),
        method(
            "UpdateBook", "UpdateBookRequest", "Book",
            [HTTPRule(verb: "PATCH", template: "/v1/{book.name=books/*}", body: "book")]),
        method(
            "GetAuthor", "GetBookRequest", "Book",
            [HTTPRule(verb: "GET", template: "/v1/{name=books/*}/author", responseBody: "author")]),
        method(
            "WatchBook", "GetBookRequest", "Book", [HTTPRule(verb: "GET", template: "/v1/{name=books/*}:watch")],
            kind: .serverStreaming, idempotency: .noSideEffects),
        lend, upload, download, signIn, renew,
    ]

    /// May take as long as an upload.
    static let lend: MethodDescriptor = {
        var lend = method(
            "LendBook", "LendBookRequest", "Book",
            [HTTPRule(verb: "POST", template: "/v1/{name=books/*}:lend", body: "*")])
        lend.isLengthy = true
        return lend
    }()

    static let upload: MethodDescriptor = {
        var upload = method("AddPages", "AddPagesRequest", "AddPagesResponse", [], kind: .clientStreaming)
        upload.upload = UploadRoute(
            paths: ["/v1/pages:upload", "/v1/pages/upload", "/v1/datasets:upload"], specField: "spec",
            chunkField: "chunk", filePart: "file")
        return upload
    }()

    static let download: MethodDescriptor = {
        var download = method(
            "PrintBook", "GetBookRequest", "FilePiece", [HTTPRule(verb: "GET", template: "/v1/{name=books/*}:print")],
            kind: .serverStreaming, idempotency: .noSideEffects)
        download.download = DownloadRoute(
            chunkField: "chunk", typeField: "content_type", nameField: "file_name")
        return download
    }()

    static let signIn: MethodDescriptor = {
        var signIn = method(
            "SignIn", "SignInRequest", "SignInResponse",
            [HTTPRule(verb: "POST", template: "/v1/auth:signIn", body: "*")])
        signIn.policy = MethodPolicy(access: .public)
        signIn.form = FormRoute(path: "/auth/jwt/login", responseField: "tokens", grantType: "password")
        return signIn
    }()

    static let renew: MethodDescriptor = {
        var renew = method("Renew", "RenewRequest", "SignInResponse", [])
        renew.policy = MethodPolicy(access: .public)
        renew.form = FormRoute(path: "/auth/jwt/login", responseField: "tokens", grantType: "refresh_token")
        return renew
    }()

    static let operations = MethodDescriptor(
        service: "google.longrunning.Operations", method: "GetOperation", kind: .unary,
        inputType: "google.longrunning.GetOperationRequest", outputType: "google.longrunning.Operation",
        http: [HTTPRule(verb: "GET", template: "/v1/{name=operations/*/*}")])

    static let services = [
        ServiceDescriptor(name: service, methods: methods),
        ServiceDescriptor(name: operations.service, methods: [operations]),
    ]

    static func method(
        _ name: String, _ input: String, _ output: String, _ http: [HTTPRule], kind: MethodKind = .unary,
        idempotency: MethodDescriptor.Idempotency = .unknown
    ) -> MethodDescriptor {
        MethodDescriptor(
            service: service, method: name, kind: kind, inputType: "pynomaly.library.v1.\(input)",
            outputType: "pynomaly.library.v1.\(output)", idempotency: idempotency,
            policy: MethodPolicy(access: .authenticated), http: http)
    }

    static func wire(_ type: String, _ json: String) -> [UInt8] {
        try! codec.wireBytes(fromJSON: json.utf8, type: "pynomaly.library.v1.\(type)")
    }

    static func json(_ type: String, _ wire: [UInt8]) -> String {
        (try? codec.json(fromWire: wire, type: "pynomaly.library.v1.\(type)")).map {
            String(decoding: $0, as: UTF8.self)
        }
            ?? "not a \(type)"
    }
}
