import Glibc
import ServiceKit
import TestKit

/// The built programs, which lie beside the test's own.
enum Programs {
    static func path(of service: PlatformService) -> String { path(of: "pynomaly-\(service.rawValue)") }

    static func path(of name: String) -> String { builtProgram(name) }

    /// How to run a service's program as containers do: without capabilities, even when the tests have them all. One is
    /// left to root, which could not reach the socket of `postgres` otherwise.
    static func confined(_ service: PlatformService, _ arguments: [String]) -> (program: String, arguments: [String]) {
        guard geteuid() == 0 else { return (path(of: service), arguments) }
        let options = ["--bounding-set=-all,+dac_override", "--inh-caps=-all"]
        return ("/usr/bin/setpriv", options + [path(of: service)] + arguments)
    }
}
