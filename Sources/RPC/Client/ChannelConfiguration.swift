package import HTTP2
package import Logging
package import Telemetry

package struct ChannelConfiguration: Sendable {
    /// Streams, windows and header sizes of the connection.
    package var http2 = HTTP2Configuration()
    /// One answer, without its prefix. More is RESOURCE_EXHAUSTED.
    package var messageBytesMax = 4 << 20
    /// How names become addresses, which tests replace.
    package var resolver: any AddressResolver = SystemResolver()
    var connector: any Connector = SocketConnector()
    /// How often a name is looked up while calls are made; also after a lost connection, but not sooner than
    /// `resolutionPause` after the last answer.
    package var resolutionInterval: Duration = .seconds(30)
    package var resolutionPause: Duration = .seconds(1)
    /// The addresses of one name that are used.
    package var addressesMax = 100
    /// nil takes turns over the addresses of a name, and the only one of an address.
    package var balancing: LoadBalancing?
    /// Connections to one address. There is one, until calls find no free stream on those there are: a server says how
    /// many streams it takes at once (`SETTINGS_MAX_CONCURRENT_STREAMS`), 100 as a rule.
    package var connectionsPerAddressMax = 4
    /// A connection beside others to the same address closes when it has had no call for this long; it may take twice
    /// as long until that is seen.
    package var furtherConnectionIdleMax: Duration = .seconds(30)
    /// From the first packet to the server's settings.
    package var connectTimeout: Duration = .seconds(10)
    /// How long to wait after a failed attempt; grows by `backoffFactor` up to `backoffMax`, each time ±20 %.
    package var backoffInitial: Duration = .milliseconds(200)
    package var backoffFactor = 1.6
    package var backoffMax: Duration = .seconds(15)
    /// Sent data that is not acknowledged for this long ends the connection (`TCP_USER_TIMEOUT`, gRFC A18).
    package var unacknowledgedSecondsMax = 20
    /// A connection with open calls whose server is silent for so long gets a PING, and ends when nothing comes within
    /// `keepaliveTimeout`; its calls are UNAVAILABLE. nil never asks: servers end connections that ping oftener than
    /// they permit, every five minutes unless they are told otherwise. Less than `keepaliveIntervalMin` means that.
    package var keepaliveInterval: Duration?
    package var keepaliveTimeout: Duration = .seconds(20)
    package static let keepaliveIntervalMin: Duration = .seconds(10)
    /// How unary calls are repeated; nil repeats none.
    package var retries: RetryPolicy? = RetryPolicy()
    /// Calls that wait for a connection or a free stream. More are RESOURCE_EXHAUSTED.
    package var waitingCallsMax = 10_000
    /// Request bytes of one call that are kept until the answer begins, so that the call can be repeated when its server
    /// turns out not to have seen it. A call that has sent more is not repeated.
    package var replayBytesMax = 256 << 10
    /// Metadata for each call that brings no `authorization` of its own. To fetch it is part of the call: it ends, and
    /// this task is cancelled, at the call's deadline or when it is cancelled.
    package var credentials: (@Sendable () async throws(RPCError) -> Metadata)?
    package var userAgent = "pynomaly-swift/1"
    package var logger = Logger(label: "rpc.client")
    /// Where calls are counted and measured (`CallMetricNames`); nil measures nothing.
    package var metrics: PrometheusRegistry?

    package init() {}

    var keepalive: KeepaliveMachine? {
        keepaliveInterval.map {
            KeepaliveMachine(interval: max($0, Self.keepaliveIntervalMin), timeout: keepaliveTimeout)
        }
    }
}
