package enum MethodKind: Sendable, Equatable {
    case unary
    case clientStreaming
    case serverStreaming
    case bidirectional

    package var streamsRequests: Bool { self == .clientStreaming || self == .bidirectional }
    package var streamsResponses: Bool { self == .serverStreaming || self == .bidirectional }
}

/// What a proto says about one method.
package struct MethodDescriptor: Sendable, Equatable {
    package enum Idempotency: Sendable, Equatable {
        case unknown
        case noSideEffects
        case idempotent
    }

    /// `/pynomaly.auth.v1.AuthService/Login`
    package var path: String
    /// `pynomaly.auth.v1.AuthService`
    package var service: String
    /// `Login`
    package var method: String
    package var kind: MethodKind
    /// The messages' full proto names.
    package var inputType: String
    package var outputType: String
    package var idempotency: Idempotency
    package var policy: MethodPolicy?
    package var http: [HTTPRule]
    package var upload: UploadRoute?
    package var webSocketPath: String?
    package var form: FormRoute?
    package var resumable: ResumableRoute?
    package var download: DownloadRoute?
    /// It handles a whole dataset before it answers: whoever calls it waits as long as for an upload.
    package var isLengthy: Bool

    package init(
        service: String, method: String, kind: MethodKind, inputType: String, outputType: String,
        idempotency: Idempotency = .unknown, policy: MethodPolicy? = nil, http: [HTTPRule] = [],
        upload: UploadRoute? = nil, webSocketPath: String? = nil, form: FormRoute? = nil,
        download: DownloadRoute? = nil, resumable: ResumableRoute? = nil, isLengthy: Bool = false
    ) {
        self.path = "/\(service)/\(method)"
        self.service = service
        self.method = method
        self.kind = kind
        self.inputType = inputType
        self.outputType = outputType
        self.idempotency = idempotency
        self.policy = policy
        self.http = http
        self.upload = upload
        self.webSocketPath = webSocketPath
        self.form = form
        self.resumable = resumable
        self.download = download
        self.isLengthy = isLengthy
    }
}

package struct ServiceDescriptor: Sendable, Equatable {
    /// `pynomaly.auth.v1.AuthService`
    package var name: String
    package var methods: [MethodDescriptor]

    package init(name: String, methods: [MethodDescriptor]) {
        self.name = name
        self.methods = methods
    }
}
