import API
import Messages
import NIOPosix
import RPC
import ServiceKit

/// The service dataset as others see it, with two methods: one that reads and one that asks for a step-up. It hears from
/// auth by RPC what ended, as every service does.
struct WatchingService {
    let service: RunningService
    private let channel: RPCChannel

    private static let read = method("Read", MethodPolicy(access: .permission("datasets.read")))
    private static let delete = method("Delete", MethodPolicy(access: .authenticated, stepUp: true))

    private static func method(_ name: String, _ policy: MethodPolicy) -> MethodDescriptor {
        MethodDescriptor(
            service: "pynomaly.testing.v1.Watching", method: name, kind: .unary,
            inputType: "google.protobuf.Empty", outputType: "google.protobuf.Empty", policy: policy)
    }

    /// Lends the service, which asks the auth on this port.
    static func with<R>(authPort: Int, _ body: (WatchingService) async throws -> R) async throws -> R {
        let settings = ["AUTH_ENDPOINT": "127.0.0.1:\(authPort)", "SERVICE_SECRET": "the secret of dataset"]
        let running = try await ServiceHarness.start(
            ServiceDefinition(service: .dataset) { _ in ServiceComponents(services: [rpc]) }, settings)
        var configuration = ChannelConfiguration()
        configuration.retries = nil
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: running.rpcPort), configuration: configuration,
            group: MultiThreadedEventLoopGroup.singleton)
        let result: Result<R, any Error>
        do {
            result = .success(try await body(WatchingService(service: running, channel: channel)))
        } catch {
            result = .failure(error)
        }
        await channel.shutdown()
        await running.stop()
        return try result.get()
    }

    private static var rpc: RPCService {
        var service = RPCService(
            ServiceDescriptor(name: "pynomaly.testing.v1.Watching", methods: [read, delete]))
        for method in [read, delete] {
            service.register(method) { call, _ in
                _ = try call.request(GoogleProtobuf.Empty.self)
                call.respond(GoogleProtobuf.Empty())
            }
        }
        return service
    }

    /// The reason of the refusal, "" when there is none.
    func read(_ token: String) async throws -> String { try await reason(Self.read, token) }
    func delete(_ token: String) async throws -> String { try await reason(Self.delete, token) }

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
