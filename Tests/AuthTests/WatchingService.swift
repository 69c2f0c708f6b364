import API
import Messages
import NIOPosix
import RPC
import ServiceKit

/// A service as others see it, with methods that read, that ask for a step-up, that go on until somebody ends them and
/// that are for two of the other services. It hears from auth by RPC what ended, as every service does.
struct WatchingService {
    let service: RunningService
    private let channel: RPCChannel
    /// Has each watch that goes on say something.
    private let news: Bell

    private static let read = method("Read", MethodPolicy(access: .permission("datasets.read")))
    private static let delete = method("Delete", MethodPolicy(access: .authenticated, stepUp: true))

    private static let serve = method("Serve", MethodPolicy(access: .internal, services: ["gateway", "dataset"]))

    private static let watch = method(
        "Watch", MethodPolicy(access: .permission("datasets.read")), kind: .serverStreaming)

    private static func method(
        _ name: String, _ policy: MethodPolicy, kind: MethodKind = .unary
    ) -> MethodDescriptor {
        MethodDescriptor(
            service: "pynomaly.testing.v1.Watching", method: name, kind: kind,
            inputType: "google.protobuf.Empty", outputType: "google.protobuf.Empty", policy: policy)
    }

    /// Lends the service, which asks the auth on this port.
    /// - Parameter more: settings beside those that it needs to be known by auth.
    static func with<R>(
        _ name: PlatformService = .dataset, authPort: Int, _ more: [String: String] = [:],
        _ body: (WatchingService) async throws -> R
    ) async throws -> R {
        let settings = ["AUTH_ENDPOINT": "127.0.0.1:\(authPort)", "SERVICE_SECRET": "the secret of \(name)"]
        let news = Bell()
        let running = try await ServiceHarness.start(
            ServiceDefinition(service: name) { _ in ServiceComponents(services: [rpc(news)]) },
            settings.merging(more) { $1 })
        var configuration = ChannelConfiguration()
        configuration.retries = nil
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: running.rpcPort), configuration: configuration,
            group: MultiThreadedEventLoopGroup.singleton)
        let result: Result<R, any Error>
        do {
            result = .success(try await body(WatchingService(service: running, channel: channel, news: news)))
        } catch {
            result = .failure(error)
        }
        await channel.shutdown()
        await running.stop()
        return try result.get()
    }

    private static func rpc(_ news: Bell) -> RPCService {
        var service = RPCService(
            ServiceDescriptor(name: "pynomaly.testing.v1.Watching", methods: [read, delete, serve, watch]))
        for method in [read, delete, serve] {
            service.register(method) { call, _ in
                _ = try call.request(GoogleProtobuf.Empty.self)
                call.respond(GoogleProtobuf.Empty())
            }
        }
        service.register(watch) { call, _ in
            let answers: ResponseWriter<GoogleProtobuf.Empty> = call.responses()
            while !Task.isCancelled {
                let heard = news.rings
                try await answers.write(GoogleProtobuf.Empty())
                await news.wait(after: heard, atMost: .seconds(3600))
            }
        }
        return service
    }

    /// A stream that has begun.
    func watch(_ token: String) async throws -> ResponseStream<GoogleProtobuf.Empty> {
        let stream: ResponseStream<GoogleProtobuf.Empty> = try await channel.serverStreaming(
            Self.watch, GoogleProtobuf.Empty(), options: CallOptions(metadata: ["authorization": "Bearer \(token)"]))
        var answers = stream.makeAsyncIterator()
        _ = try await answers.next(isolation: #isolation)
        return stream
    }

    /// Whether a stream that has begun still brings what is new.
    func goesOn(_ stream: ResponseStream<GoogleProtobuf.Empty>) async throws -> Bool {
        news.ring()
        var answers = stream.makeAsyncIterator()
        return try await answers.next(isolation: #isolation) != nil
    }

    /// The reason of the refusal, "" when there is none.
    func read(_ token: String) async throws -> String { try await reason(Self.read, token) }
    func delete(_ token: String) async throws -> String { try await reason(Self.delete, token) }

    /// For those who have a token of a service.
    func serve(_ token: String) async throws -> String { try await reason(Self.serve, token) }

    /// Asks another service, as this one.
    func askToServe(_ other: PlatformService) async throws {
        let channel = try service.environment.channel(to: other)
        let _: GoogleProtobuf.Empty = try await channel.unary(Self.serve, GoogleProtobuf.Empty())
    }

    private func reason(_ method: MethodDescriptor, _ token: String) async throws -> String {
        let options = CallOptions(metadata: ["authorization": "Bearer \(token)"])
        do {
            let _: GoogleProtobuf.Empty = try await channel.unary(method, GoogleProtobuf.Empty(), options: options)
            return ""
        } catch {
            return error.details.compactMap { try? $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first?.reason ?? "\(error)"
        }
    }
}
