import NIOCore
import NIOHTTP1
import Protobuf
import RPC

/// Serves one request after another: finds its route, makes the call, writes the answer or the error.
struct RequestHandler: Sendable {
    let context: GatewayContext
    let reporter: RequestReporter

    /// - Throws: only what means that the connection is of no further use.
    func handle(_ head: HTTPRequestHead, _ body: RequestBody, _ responder: Responder, peer: String) async throws {
        let started = ContinuousClock.now
        let requestID = RequestIdentifier.of(head.headers)
        let clientAddress = context.proxies.client(peer: peer, head.headers)
        responder.headers = Self.commonHeaders(requestID)
        var endpoint = RequestReporter.unknownEndpoint
        defer {
            reporter.report(
                .init(
                    method: head.method, endpoint: endpoint, status: responder.status, requestID: requestID,
                    clientAddress: clientAddress, duration: started.duration(to: .now)))
        }
        do {
            let request = try HTTPRequest(
                head, requestID: requestID, clientAddress: clientAddress, limits: context.limits)
            if request.expectsContinue { body.expectContinue(responder) }
            try await serve(request, body, responder, endpoint: &endpoint)
        } catch let failure as GatewayFailure where !responder.hasStarted {
            try await send(failure, head, requestID, responder)
        }
    }

    private func serve(
        _ request: HTTPRequest, _ body: RequestBody, _ responder: Responder, endpoint: inout String
    ) async throws {
        if let probe = Probes.answer(request, isReady: context.isReady()) {
            endpoint = String(request.path)
            return try await responder.send(probe.status, type: MediaTypes.json, Array(probe.body.utf8))
        }
        let speaksTus = request.headers.contains(name: TusAnswer.versionHeader)
        if let target = context.router.resumable(request.method, request.path, saysSo: speaksTus) {
            endpoint = target.binding.endpoint
            return try await TusAnswer(context: context, request: request, target: target).serve(body, responder)
        }
        switch context.router.find(request.method, request.path) {
        case .malformed: throw GatewayFailure.invalid("The path is malformed.")
        case .notFound: throw GatewayFailure(.notFound, .notFound, "There is nothing at this path.")
        case .methodNotAllowed(let allowed): try await refuseMethod(request, allowed, responder)
        case .route(let routed):
            endpoint = routed.endpoint
            let call = try await RoutedCall(context: context, request: request, routed: routed)
            switch routed.route.shape {
            case .rest(let binding) where routed.route.method.kind == .serverStreaming:
                try await StreamingAnswer(call: call, binding: binding).serve(body, responder)
            case .rest(let binding): try await UnaryAnswer(call: call, binding: binding).serve(body, responder)
            case .upload(let binding): try await UploadAnswer(call: call, binding: binding).serve(body, responder)
            case .download(let binding, let file):
                try await DownloadAnswer(call: call, binding: binding, file: file).serve(body, responder)
            case .form(let binding): try await FormAnswer(call: call, binding: binding).serve(body, responder)
            }
        }
    }

    private func refuseMethod(_ request: HTTPRequest, _ allowed: [String], _ responder: Responder) async throws {
        let allow = (allowed + ["OPTIONS"]).joined(separator: ", ")
        if request.method == "OPTIONS" { return try await responder.send(.noContent, type: nil, [], ["Allow": allow]) }
        var failure = GatewayFailure(.methodNotAllowed, .unimplemented, "This path has no method \(request.method).")
        failure.headers.append((name: "Allow", value: allow))
        throw failure
    }

    private func send(
        _ failure: GatewayFailure, _ head: HTTPRequestHead, _ requestID: String, _ responder: Responder
    ) async throws {
        var headers = HTTPHeaders(failure.headers.map { ($0.name, $0.value) })
        if failure.code == .unauthenticated {
            let isShown = ["authorization", CallerIdentity.keyHeader].contains { head.headers.contains(name: $0) }
            let reason = isShown ? ", error=\"invalid_token\"" : ""
            headers.replaceOrAdd(name: "WWW-Authenticate", value: "Bearer realm=\"pynomaly\"\(reason)")
        }
        if let seconds = StatusDetails.retrySeconds(failure.statusBytes) {
            headers.replaceOrAdd(name: "Retry-After", value: "\(seconds)")
        }
        // What is left of such a body is not worth waiting for.
        if failure.status == .requestTimeout || failure.status == .payloadTooLarge { responder.keepsAlive = false }
        let body = context.errors.json(failure, requestID: requestID)
        try await responder.send(failure.status, type: MediaTypes.json, body, headers)
    }

    private static func commonHeaders(_ requestID: String) -> HTTPHeaders {
        [
            "X-Request-Id": requestID, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
            "Date": HTTPDate.now(),
        ]
    }
}
