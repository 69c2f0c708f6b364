import FoundationEssentials
import ServiceKit

/// The services' executables, which lie beside this program.
struct ServicePrograms: Sendable {
    var folder: String

    static func find() throws(CommandFailure) -> ServicePrograms {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let slash = own.lastIndex(of: "/")
        else { throw CommandFailure("this program's own place is not known") }
        let programs = ServicePrograms(folder: String(own[..<slash]))
        for service in PlatformService.allCases
        where !FileManager.default.isExecutableFile(atPath: programs.path(of: service)) {
            throw CommandFailure("\(programs.path(of: service)) is missing; build it beside this program")
        }
        return programs
    }

    func path(of service: PlatformService) -> String {
        "\(folder)/pynomaly-\(service.rawValue)"
    }
}
