import FoundationEssentials
import Glibc
import ServiceKit

/// The built programs, which lie beside the test's own.
enum Programs {
    static func path(of service: PlatformService) -> String { path(of: "pynomaly-\(service.rawValue)") }

    /// How to run a service's program as containers do: without capabilities, even when the tests have them all. One is
    /// left to root, which could not reach the socket of `postgres` otherwise.
    static func confined(_ service: PlatformService, _ arguments: [String]) -> (program: String, arguments: [String]) {
        guard geteuid() == 0 else { return (path(of: service), arguments) }
        let options = ["--bounding-set=-all,+dac_override", "--inh-caps=-all"]
        return ("/usr/bin/setpriv", options + [path(of: service)] + arguments)
    }

    static func path(of name: String) -> String {
        for start in ["/proc/self/exe", CommandLine.arguments[0]] {
            let resolved = (try? FileManager.default.destinationOfSymbolicLink(atPath: start)) ?? start
            var folder = resolved.split(separator: "/").dropLast()
            while !folder.isEmpty {
                let candidate = "/" + folder.joined(separator: "/") + "/" + name
                if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
                folder = folder.dropLast()
            }
        }
        return name
    }
}
