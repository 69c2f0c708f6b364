import ArgumentParser
import Messages

struct Algorithms: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the algorithms and their parameters.")

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let reply = try await options.signedInClient().get(
            "/v1/algorithms", as: DetectionV1.ListAlgorithmsResponse.self)
        options.print(reply) { response in
            response.algorithms.map(Self.describe).joined(separator: "\n\n")
        }
    }

    private static func describe(_ algorithm: DetectionV1.Algorithm) -> String {
        let parameters = algorithm.parameters.map { parameter in
            let low = parameter.min.map(NumberText.short) ?? ""
            let high = parameter.max.map(NumberText.short) ?? ""
            return "    \(parameter.name) (\(parameter.type), \(low) to \(high)): \(parameter.description)"
        }
        let id = algorithm.name.split(separator: "/").last ?? ""
        return (["\(id)  \(algorithm.displayName)", "    \(algorithm.description)"] + parameters)
            .joined(separator: "\n")
    }
}
