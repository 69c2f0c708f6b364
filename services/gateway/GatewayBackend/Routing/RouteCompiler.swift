import Protobuf
import RPC

/// Makes routes of method descriptors, and finds their contradictions before anything is served.
struct RouteCompiler {
    let pool: DescriptorPool

    func table(_ services: [ServiceDescriptor]) throws(RouteError) -> RouteTree<Route> {
        var tree = RouteTree<Route>()
        for method in services.flatMap(\.methods) {
            for rule in method.http {
                let template = try RouteTemplate(rule.template)
                let binding = try binding(method, rule, template)
                let shape = try download(method).map { Route.Shape.download(binding, $0) } ?? .rest(binding)
                try tree.insert(rule.verb, template, try route(method, shape))
            }
            for path in method.upload?.paths ?? [] {
                try tree.insert("POST", try RouteTemplate(path), try route(method, .upload(upload(method))))
            }
        }
        for (path, methods) in forms(services) {
            guard let first = methods.first else { continue }
            try tree.insert("POST", try RouteTemplate(path), try route(first, .form(form(methods))))
        }
        return tree
    }

    /// Resumable uploads by their paths.
    func resumables(_ services: [ServiceDescriptor]) throws(RouteError) -> [String: ResumableBinding] {
        var bindings: [String: ResumableBinding] = [:]
        let methods = services.flatMap(\.methods)
        for path in Set(methods.compactMap(\.resumable?.path)) {
            var steps: [ResumableRoute.Step: Route] = [:]
            for method in methods {
                guard let resumable = method.resumable, resumable.path == path else { continue }
                // TusAnswer puts their requests together.
                let binding = RESTBinding(pathFields: [], body: .none)
                guard steps.updateValue(try route(method, .rest(binding)), forKey: resumable.step) == nil else {
                    throw .conflict(path, method.path)
                }
            }
            bindings[path] = try ResumableBinding(path: path, steps: steps, pool: pool)
        }
        return bindings
    }

    private func route(_ method: MethodDescriptor, _ shape: Route.Shape) throws(RouteError) -> Route {
        Route(
            method: method, input: try type(method.inputType), output: try type(method.outputType), shape: shape,
            upstream: try upstream(method))
    }

    /// `pynomaly.auth.v1.AuthService` is served by auth; operations by the service that their name tells.
    private func upstream(_ method: MethodDescriptor) throws(RouteError) -> UpstreamRule {
        let parts = method.service.split(separator: ".")
        if parts.first == "pynomaly", parts.count > 2 { return .service(String(parts[1])) }
        if method.service == "google.longrunning.Operations" { return .namedInPath }
        throw .unknownUpstream(method.service)
    }

    private func binding(
        _ method: MethodDescriptor, _ rule: HTTPRule, _ template: RouteTemplate
    ) throws(RouteError) -> RESTBinding {
        if method.kind.streamsRequests { throw .requestStreamHasHTTPRule(method.path) }
        let input = try type(method.inputType)
        var pathFields: [[FieldDescriptor]] = []
        for variable in template.variables { pathFields.append(try pathField(variable, input, method)) }
        let body: RESTBinding.Body =
            switch rule.body {
            case "": .none
            case "*": .whole
            default: .field(try field(rule.body, of: input, method))
            }
        let output = try type(method.outputType)
        let responseField = try messageField(rule.responseBody, of: output, method)
        let resource = responseField.map { pool.messages[$0.typeIndex] } ?? output
        // Only a body that is the resource itself says what of the resource is to change.
        let derivesMask = rule.verb == "PATCH" && rule.body != "*"
        return RESTBinding(
            pathFields: pathFields, body: body, responseField: responseField,
            derivedMask: derivesMask ? mask(of: input) : nil, requestID: requestID(of: input),
            etag: etag(of: input, body, rule), responseETag: etag(of: resource))
    }

    private func pathField(
        _ variable: RouteTemplate.Variable, _ input: MessageDescriptor, _ method: MethodDescriptor
    ) throws(RouteError) -> [FieldDescriptor] {
        let name = variable.fieldPath.joined(separator: ".")
        guard let path = ParameterEncoder.path(name, in: input, pool: pool), let last = path.last else {
            throw .unknownField(name, method: method.path)
        }
        if last.isRepeated || last.kind == .message { throw .notAScalar(name, method: method.path) }
        return path
    }

    private func upload(_ method: MethodDescriptor) throws(RouteError) -> UploadBinding {
        guard let upload = method.upload else { throw .unknownField("upload", method: method.path) }
        let input = try type(method.inputType)
        let spec = try field(upload.specField, of: input, method)
        let chunk = try field(upload.chunkField, of: input, method)
        guard spec.kind == .message else { throw .notAMessage(upload.specField, method: method.path) }
        guard chunk.kind == .bytes else { throw .notAScalar(upload.chunkField, method: method.path) }
        return UploadBinding(
            specField: spec, spec: pool.messages[spec.typeIndex], chunkField: chunk, filePart: upload.filePart)
    }

    private func download(_ method: MethodDescriptor) throws(RouteError) -> DownloadBinding? {
        guard let download = method.download else { return nil }
        let output = try type(method.outputType)
        let chunk = try field(download.chunkField, of: output, method)
        guard chunk.kind == .bytes, !chunk.isRepeated, method.kind == .serverStreaming else {
            throw .notAScalar(download.chunkField, method: method.path)
        }
        var texts: [FieldDescriptor?] = []
        for name in [download.typeField, download.nameField] {
            let text = name.isEmpty ? nil : try field(name, of: output, method)
            guard text.map({ $0.kind == .string && !$0.isRepeated }) ?? true else {
                throw .notAScalar(name, method: method.path)
            }
            texts.append(text)
        }
        return DownloadBinding(chunkField: chunk, typeField: texts[0], nameField: texts[1])
    }

    private func forms(_ services: [ServiceDescriptor]) -> [String: [MethodDescriptor]] {
        Dictionary(grouping: services.flatMap(\.methods).filter { $0.form != nil }) { $0.form?.path ?? "" }
    }

    private func form(_ methods: [MethodDescriptor]) throws(RouteError) -> FormBinding {
        var grants: [FormGrant] = []
        for method in methods {
            guard let form = method.form, method.policy?.access == .public, !form.grantType.isEmpty,
                !grants.contains(where: { $0.type == form.grantType })
            else { throw .unusableForm(method.path) }
            let output = try type(method.outputType)
            grants.append(
                FormGrant(
                    type: form.grantType, method: method, input: try type(method.inputType), output: output,
                    upstream: try upstream(method),
                    responseField: try messageField(form.responseField, of: output, method)))
        }
        return FormBinding(grants: grants.sorted { $0.type < $1.type })
    }

    /// A response field that stands for the whole response; nil when none is named.
    private func messageField(
        _ name: String, of type: MessageDescriptor, _ method: MethodDescriptor
    ) throws(RouteError) -> FieldDescriptor? {
        if name.isEmpty { return nil }
        let field = try field(name, of: type, method)
        guard field.kind == .message, !field.isRepeated else { throw .notAMessage(name, method: method.path) }
        return field
    }

    private func mask(of input: MessageDescriptor) -> FieldDescriptor? {
        guard let field = input.field(named: "update_mask"), field.kind == .message, !field.isRepeated,
            pool.messages[field.typeIndex].wellKnown == .fieldMask
        else { return nil }
        return field
    }

    private func requestID(of input: MessageDescriptor) -> FieldDescriptor? {
        guard let field = input.field(named: "request_id"), field.kind == .string, !field.isRepeated else { return nil }
        return field
    }

    /// What is made by a POST has none yet.
    private func etag(of input: MessageDescriptor, _ body: RESTBinding.Body, _ rule: HTTPRule) -> [FieldDescriptor]? {
        if let own = etag(of: input) { return [own] }
        guard rule.verb != "POST", case .field(let resource) = body, resource.kind == .message,
            let etag = etag(of: pool.messages[resource.typeIndex])
        else { return nil }
        return [resource, etag]
    }

    private func etag(of type: MessageDescriptor) -> FieldDescriptor? {
        guard let field = type.field(named: "etag"), field.kind == .string, !field.isRepeated else { return nil }
        return field
    }

    private func field(
        _ name: String, of type: MessageDescriptor, _ method: MethodDescriptor
    ) throws(RouteError) -> FieldDescriptor {
        guard let field = type.field(named: name) else { throw .unknownField(name, method: method.path) }
        return field
    }

    private func type(_ name: String) throws(RouteError) -> MessageDescriptor {
        guard let type = pool.message(named: name) else { throw .unknownType(name) }
        return type
    }
}
