package import Logging
package import NIOCore
package import TLS
package import Telemetry

package struct ServerConfiguration: Sendable {
    /// An address, a name, or `unix:path` for a Unix domain socket. Of that the file is removed at the end, and one
    /// that a server left behind is replaced; who may connect is up to the folder it lies in.
    package var host: String
    /// 0 lets the system choose; `RPCServer.port` tells.
    package var port: Int
    /// nil serves h2c.
    package var tls: TLSContext?
    package var limits: ServerLimits
    /// nil shares the process's group.
    package var eventLoopGroup: (any EventLoopGroup)?
    package var logger: Logger
    /// Where calls are counted and measured (`CallMetricNames`); nil measures nothing.
    package var metrics: PrometheusRegistry?
    /// Whether calls continue their callers' traces, or begin new ones: `ServerContext.trace` and the log lines and
    /// calls of their handlers carry the ids.
    package var tracesCalls = false

    package init(
        host: String = "127.0.0.1", port: Int = 0, tls: TLSContext? = nil, limits: ServerLimits = ServerLimits(),
        eventLoopGroup: (any EventLoopGroup)? = nil, logger: Logger = Logger(label: "rpc.server")
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.limits = limits
        self.eventLoopGroup = eventLoopGroup
        self.logger = logger
    }
}
