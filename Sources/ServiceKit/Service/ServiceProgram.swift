import Glibc
import Logging
import Postgres
import Telemetry

/// The whole of a service's `main`: reads settings, runs a command, exits with a code that says how it went.
package enum ServiceProgram {
    package static func main(_ definition: ServiceDefinition) async {
        // A peer that hangs up must be an error of that write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        OpenFiles.raiseLimit()
        let code = await run(definition, Array(CommandLine.arguments.dropFirst()), ProcessEnvironment.current)
        exit(code)
    }

    static func run(
        _ definition: ServiceDefinition, _ arguments: [String], _ environment: [String: String]
    ) async -> Int32 {
        let commands = Commands(definition: definition)
        do {
            let flags = try commands.parse(arguments)
            if flags.wantsHelp || flags.command == "help" {
                print(commands.help)
                return 0
            }
            let values = SettingValues(flags: flags.values, environment: environment)
            return try await commands.run(flags.command ?? "serve", values)
        } catch let error as UsageError {
            complain(definition, error.description)
            return ExitCode.usage
        } catch let error as SettingsError {
            complain(definition, error.description)
            return ExitCode.configuration
        } catch let error as ListenError {
            complain(definition, error.description)
            return ExitCode.unavailable
        } catch let error as PostgresError where error.isUnavailable {
            complain(definition, "The database can't be reached: \(error.message).")
            return ExitCode.unavailable
        } catch {
            complain(definition, "\(error)")
            return ExitCode.failure
        }
    }

    private static func complain(_ definition: ServiceDefinition, _ sentence: String) {
        FileDescriptorSink.standardError.write(Array("\(definition.programName): \(sentence)\n".utf8))
    }
}

/// The command line itself is wrong.
struct UsageError: Error, CustomStringConvertible {
    var description: String
}
