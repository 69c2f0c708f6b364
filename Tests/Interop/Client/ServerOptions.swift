import ArgumentParser
import RPC
import TLS

/// Where the server is and how it proves who it is.
struct ServerOptions: ParsableArguments {
    @Option(name: .customLong("server_host"))
    var host = "localhost"

    @Option(name: .customLong("server_port"))
    var port = 10_000

    @Option(name: .customLong("use_tls"), help: "true: TLS instead of h2c.")
    var usesTLS = false

    @Option(name: .customLong("custom_ca_file"), help: "PEM with the authorities to believe, instead of the system's.")
    var authorityFile: String?

    @Option(name: .customLong("server_host_override"), help: "The name that the server's certificate must carry.")
    var serverName: String?

    func endpoint() throws -> Endpoint {
        let tls = usesTLS ? try TLSContext(.client, TLSConfiguration(authorityFile: authorityFile)) : nil
        return Endpoint(host: host, port: port, tls: tls, serverName: serverName)
    }
}
