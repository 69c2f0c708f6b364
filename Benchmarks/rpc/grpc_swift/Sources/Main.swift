import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Glibc

/// The unary echo in grpc-swift 2: bytes in, the same bytes out. Prints its port.
@main
enum Main {
    static func main() async throws {
        let server = GRPCServer(
            transport: .http2NIOPosix(
                address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext),
            services: [Echo()])
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await server.serve() }
            if let port = try await server.listeningAddress?.ipv4?.port {
                print(port)
                fflush(nil)
            }
        }
    }
}

struct Bytes: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }
    func deserialize<Bytes: GRPCContiguousBytes>(_ serialized: Bytes) throws -> [UInt8] {
        serialized.withUnsafeBytes { Array($0) }
    }
}

struct Echo: RegistrableRPCService {
    func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
        router.registerHandler(
            forMethod: MethodDescriptor(fullyQualifiedService: "pynomaly.testing.v1.EchoService", method: "Echo"),
            deserializer: Bytes(), serializer: Bytes()
        ) { request, _ in
            let request = try await ServerRequest(stream: request)
            return StreamingServerResponse(single: ServerResponse(message: request.message))
        }
    }
}
