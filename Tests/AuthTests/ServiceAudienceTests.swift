import API
import Messages
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Whom a service's token is for")
struct ServiceAudienceTests {
    @Test("a service gets no token that names nobody, or nobody of ours", arguments: ["", "stranger", "DATASET"])
    func strangers(audience: String) async throws {
        try await withAuth { auth in
            let error = try await rpcError {
                try await auth.serviceToken("gateway", "the secret of gateway", for: audience)
            }
            #expect(error.code == .invalidArgument && error.fields == ["audience"])
        }
    }

    @Test("what the gateway shows to dataset is worth nothing at detection or at auth")
    func replayed() async throws {
        try await withAuth { auth in
            try await WatchingService.with(authPort: auth.port) { dataset in
                try await WatchingService.with(.detection, authPort: auth.port) { detection in
                    let shown = try await auth.serviceToken("gateway", "the secret of gateway", for: "dataset")
                    #expect(try await dataset.serve(shown) == "")
                    #expect(try await detection.serve(shown) == "TOKEN_INVALID")
                    #expect(
                        try await status {
                            let stream = try await auth.auth.watchRevocations(
                                AuthV1.WatchRevocationsRequest(), options: auth.bearer(shown))
                            for try await _ in stream { break }
                        } == .unauthenticated)
                    // For detection, the same service is let in, and another is not.
                    let right = try await auth.serviceToken("gateway", "the secret of gateway", for: "detection")
                    #expect(try await detection.serve(right) == "")
                    let own = try await auth.serviceToken("detection", "the secret of detection", for: "detection")
                    #expect(try await detection.serve(own) == "SERVICE_NOT_LISTED")
                }
            }
        }
    }

    @Test("a service that calls another shows a token for it, also after the key was withdrawn")
    func calling() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            try await WatchingService.with(.detection, authPort: auth.port) { detection in
                let place = ["DETECTION_ENDPOINT": "127.0.0.1:\(detection.service.rpcPort)"]
                try await WatchingService.with(authPort: auth.port, place) { dataset in
                    try await dataset.askToServe(.detection)
                    let before = try await dataset.service.environment.identity.credentials(for: .detection)
                    _ = try await auth.auth.rotateSigningKey(
                        AuthV1.RotateSigningKeyRequest(revokePrevious: true), options: auth.bearer(admin.token))
                    try await eventually {
                        try await dataset.service.environment.identity.credentials(for: .detection) != before
                    }
                    try await eventually { (try? await dataset.askToServe(.detection)) != nil }
                }
            }
        }
    }
}
