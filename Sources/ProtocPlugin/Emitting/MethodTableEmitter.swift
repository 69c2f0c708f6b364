/// Writes the descriptors of methods: kinds, policies, routes.
enum MethodTableEmitter {
    private static let testPackages: Set = ["pynomaly.testing.v1", "grpc.testing"]

    /// The table of all services.
    static func file(_ files: [ProtoFile]) -> String {
        var writer = CodeWriter()
        writer.line("// Generated from Protos/ by `make protos`.")
        writer.line()
        writer.line("internal import Messages")
        writer.line("package import RPC")
        writer.line()
        writer.line("/// Every method of every service; those for tests, which no platform serves, are left out.")
        writer.block("package enum MethodTable") { writer in
            writer.line("package static let services: [ServiceDescriptor] = [")
            for file in files where !testPackages.contains(file.package) {
                let namespace = SwiftNames.namespace(package: file.package)
                for service in file.services { writer.line("    \(namespace).\(service.name)Methods.descriptor,") }
            }
            writer.line("]")
        }
        return writer.text
    }

    static func methods(_ service: ProtoService, _ writer: inout CodeWriter) {
        writer.line("/// What the proto says about \(service.fullName).")
        writer.block("package enum \(service.name)Methods") { writer in
            for method in service.methods {
                descriptor(method, of: service, &writer)
                writer.line()
            }
            let list = service.methods.map { SwiftNames.method($0.name) }.joined(separator: ", ")
            writer.line("package static let descriptor = ServiceDescriptor(")
            writer.line("    name: \(literal(service.fullName)),")
            writer.line("    methods: [\(list)])")
        }
    }

    private static func descriptor(_ method: ProtoMethod, of service: ProtoService, _ writer: inout CodeWriter) {
        var arguments = [
            "service: \(literal(service.fullName)), method: \(literal(method.name)), kind: .\(method.kind)",
            "inputType: \(literal(method.input)), outputType: \(literal(method.output))",
        ]
        let options = method.options
        if method.idempotency != .unknown { arguments.append("idempotency: .\(method.idempotency)") }
        if let policy = options.policy.flatMap(policy) { arguments.append("policy: \(policy)") }
        if !options.http.isEmpty { arguments.append("http: [\(options.http.map(rule).joined(separator: ", "))]") }
        if let upload = options.upload { arguments.append("upload: \(route(upload))") }
        if let path = options.webSocketPath { arguments.append("webSocketPath: \(literal(path))") }
        if let form = options.form {
            let grant = form.grantType.isEmpty ? "" : ", grantType: \(literal(form.grantType))"
            arguments.append(
                "form: FormRoute(path: \(literal(form.path)), responseField: \(literal(form.responseField))\(grant))")
        }
        if let file = options.download {
            let fields = [file.chunkField, file.typeField, file.nameField].map(literal)
            arguments.append(
                "download: DownloadRoute(chunkField: \(fields[0]), typeField: \(fields[1]), nameField: \(fields[2]))")
        }
        if let resumable = options.resumable.flatMap(route) { arguments.append("resumable: \(resumable)") }
        if options.isLengthy { arguments.append("isLengthy: true") }
        writer.line("package static let \(SwiftNames.method(method.name)) = MethodDescriptor(")
        writer.line("    " + arguments.joined(separator: ",\n            ") + ")")
    }

    /// nil without an access: a policy that says nothing permits nothing.
    private static func policy(_ policy: MethodOptions.Policy) -> String? {
        let access: String
        switch policy.access {
        case .isPublic: access = ".public"
        case .authenticated: access = ".authenticated"
        case .permission(let name): access = ".permission(\(literal(name)))"
        case .isInternal: access = ".internal"
        case nil: return nil
        }
        var arguments = ["access: \(access)"]
        if !policy.services.isEmpty {
            arguments.append("services: [\(policy.services.map(literal).joined(separator: ", "))]")
        }
        if policy.tenantFromService { arguments.append("tenantFromService: true") }
        // Unknown kinds are dropped: that only narrows what is accepted.
        let kinds = policy.challenges.compactMap { [1: ".mfa", 2: ".enrollment", 3: ".passwordChange"][$0] }
        if !kinds.isEmpty { arguments.append("challenges: [\(kinds.joined(separator: ", "))]") }
        if policy.stepUp { arguments.append("stepUp: true") }
        if policy.personOnly { arguments.append("personOnly: true") }
        return "MethodPolicy(\(arguments.joined(separator: ", ")))"
    }

    private static func rule(_ rule: MethodOptions.HTTP) -> String {
        var arguments = ["verb: \(literal(rule.verb)), template: \(literal(rule.template))"]
        if !rule.body.isEmpty { arguments.append("body: \(literal(rule.body))") }
        if !rule.responseBody.isEmpty { arguments.append("responseBody: \(literal(rule.responseBody))") }
        return "HTTPRule(\(arguments.joined(separator: ", ")))"
    }

    private static func route(_ resumable: MethodOptions.Resumable) -> String? {
        let steps: [UInt64: String] = [1: "create", 2: "write", 3: "status", 4: "finish", 5: "remove"]
        return steps[resumable.step].map { "ResumableRoute(path: \(literal(resumable.path)), step: .\($0))" }
    }

    private static func route(_ upload: MethodOptions.Upload) -> String {
        "UploadRoute(paths: [\(upload.paths.map(literal).joined(separator: ", "))], "
            + "specField: \(literal(upload.specField)), chunkField: \(literal(upload.chunkField)), "
            + "filePart: \(literal(upload.filePart)))"
    }
}
