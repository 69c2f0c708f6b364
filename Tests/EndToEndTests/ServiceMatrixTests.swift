import API
import Messages
import NIOCore
import RPC
import ServiceKit
import Testing

/// Every method of our own services, called by each of the services that auth knows.
@Suite(.timeLimit(.minutes(4))) struct ServiceMatrixTests {
    private static let callees = PlatformService.allCases.filter { $0 != .gateway }

    private static func methods(of callee: PlatformService) -> [MethodDescriptor] {
        MethodTable.services.filter { $0.name.hasPrefix("pynomaly.\(callee).") }.flatMap(\.methods)
    }

    @Test(arguments: PlatformService.allCases, callees)
    func `a service may call the methods that list it, with a token for the service that serves them`(
        caller: PlatformService, callee: PlatformService
    ) async throws {
        let platform = try await SharedPlatform.get().platform
        let other = try #require(Self.callees.first { $0 != callee })
        let methods = Self.methods(of: callee)
        #expect(!methods.isEmpty)
        let right = try await platform.serviceToken(of: caller, for: callee)
        let wrong = try await platform.serviceToken(of: caller, for: other)
        let channel = RPCClient.channel(platform.rpcPort(callee))
        for method in methods {
            let policy = try #require(method.policy)
            guard policy.access != .public else { continue }
            let isListed = policy.services.contains(caller.rawValue)
            #expect(await refusal(method, right, channel) == (isListed ? "" : "SERVICE_NOT_LISTED"), "\(method.path)")
            #expect(await refusal(method, wrong, channel) == "TOKEN_INVALID", "\(method.path)")
        }
        await channel.shutdown()
    }

    /// The policy's reason for refusing an empty request; "" when it lets the call in, however that goes on: what a handler
    /// refuses has no such reason.
    private func refusal(_ method: MethodDescriptor, _ token: String, _ channel: RPCChannel) async -> String {
        do throws(RPCError) {
            let call = try await channel.open(
                method.path,
                options: CallOptions(timeout: .seconds(20), metadata: ["authorization": "Bearer \(token)"]))
            defer { call.cancel() }
            try await call.send(ByteBuffer())
            call.closeSend()
            _ = try await call.receive()
            return ""
        } catch {
            guard [.permissionDenied, .unauthenticated].contains(error.code) else { return "" }
            return error.details.compactMap { try? $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first?.reason ?? ""
        }
    }
}

extension TestPlatform {
    /// As the service gets it, by its own secret.
    func serviceToken(of service: PlatformService, for callee: PlatformService) async throws -> String {
        let channel = RPCClient.channel(rpcPort(.auth))
        let answer = try await AuthV1.AuthServiceClient(channel).issueServiceToken(
            AuthV1.IssueServiceTokenRequest(
                service: service.rawValue, secret: secret(of: service), audience: callee.rawValue))
        await channel.shutdown()
        return answer.accessToken
    }
}
