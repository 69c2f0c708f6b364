import FoundationEssentials
import Glibc
import TestKit

/// A program at a terminal: its questions are read from its output, and what a person would type is written.
struct PseudoTerminal {
    let process: ChildProcess
    private let person: Int32
    private let output: String

    /// TIOCSPTLCK and TIOCGPTN of <asm-generic/ioctls.h>, which Swift does not import.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    init(_ program: String, _ arguments: [String], environment: [String: String], output: String) throws {
        person = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var isLocked: CInt = 0
        var number: CInt = 0
        guard person >= 0, ioctl(person, Self.setLock, &isLocked) == 0, ioctl(person, Self.getNumber, &number) == 0
        else { throw PlatformFailure("there is no pseudo-terminal") }
        let terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { throw PlatformFailure("the pseudo-terminal can't be opened") }
        self.output = output
        process = try ChildProcess(
            program, arguments, environment: environment, input: terminal, lifeline: person, output: output)
    }

    var text: String { String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self) }

    /// Types a line once the program has asked: what comes earlier is thrown away, so that no echo shows it.
    func answer(_ question: String, _ line: String) async throws {
        while !text.contains(question) { try await Task.sleep(for: .milliseconds(20)) }
        let bytes = Array((line + "\n").utf8)
        guard write(person, bytes, bytes.count) == bytes.count else {
            throw PlatformFailure("nobody reads the terminal")
        }
    }
}
