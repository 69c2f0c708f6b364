import ServiceKit
import TestKit

/// The built programs, which lie beside the test's own.
enum Programs {
    static func path(of service: PlatformService) -> String { path(of: "pynomaly-\(service.rawValue)") }

    static func path(of name: String) -> String { builtProgram(name) }
}
