import ArgumentParser
import InteropCases
import NIOPosix
import RPC
import TLS

/// Runs one test case of the interop description against a server of any implementation.
@main struct InteropClient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "interop-client")

    @OptionGroup(title: "Server") var server: ServerOptions
    @OptionGroup(title: "Soak cases") var soak: SoakOptions

    @Option(name: .customLong("test_case"), help: "One of \(InteropCase.all.map(\.name).joined(separator: ", ")).")
    var testCase = "large_unary"

    func validate() throws {
        guard InteropCase.all.contains(where: { $0.name == testCase }) else {
            throw ValidationError("There is no test case \(testCase).")
        }
    }

    func run() async throws {
        let endpoint = try server.endpoint()
        let peer = InteropPeer(
            makeChannel: { RPCChannel(target: endpoint, group: MultiThreadedEventLoopGroup.singleton) },
            soak: soak.settings, log: { print($0) })
        for testCase in InteropCase.all where testCase.name == self.testCase {
            do {
                try await testCase.run(peer)
            } catch {
                print("\(testCase.name) failed: \(error)")
                throw ExitCode.failure
            }
            print("\(testCase.name) passed")
        }
        await peer.channel.shutdown()
    }
}
