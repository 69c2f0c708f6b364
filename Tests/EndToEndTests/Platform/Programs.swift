import FoundationEssentials
import ServiceKit

/// The built programs, which lie beside the test's own.
enum Programs {
    static func path(of service: PlatformService) -> String { path(of: "pynomaly-\(service.rawValue)") }

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
