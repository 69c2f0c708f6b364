import ArgumentParser
import Glibc
import InteropService
import RPC
import TLS
import UnixSignals

/// `grpc.testing.TestService` on a port, for the interop clients of other implementations.
@main struct InteropServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "interop-server")

    @Option(name: .customLong("port"), help: "The port to listen on; 0 lets the system choose.")
    var port = 10_000

    @Option(name: .customLong("use_tls"), help: "true: TLS instead of h2c.")
    var usesTLS = false

    @Option(name: .customLong("tls_cert_file"), help: "PEM with the server's certificate and the intermediate ones.")
    var certificateFile: String?

    @Option(name: .customLong("tls_key_file"), help: "PEM with its key.")
    var keyFile: String?

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
        if usesTLS && (certificateFile == nil || keyFile == nil) {
            throw ValidationError("--use_tls needs --tls_cert_file and --tls_key_file.")
        }
    }

    func run() async throws {
        let tls =
            usesTLS
            ? try TLSContext(.server, TLSConfiguration(certificateFile: certificateFile, keyFile: keyFile)) : nil
        let server = RPCServer(
            configuration: ServerConfiguration(host: "0.0.0.0", port: port, tls: tls),
            services: [InteropService().rpcService])
        try await server.start()
        print("listening on port \(server.port)")
        fflush(nil)
        for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { break }
        await server.shutdown(grace: .seconds(5))
    }
}
