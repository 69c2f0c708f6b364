import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// What commands write: answers to standard output, progress and remarks to standard error.
enum Terminal {
    static func answer(_ text: String) {
        write(text + "\n", to: STDOUT_FILENO)
    }

    static func answer(json: [UInt8]) {
        answer(String(decoding: json, as: UTF8.self))
    }

    static func remark(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    /// Whether remarks reach a person.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    /// Overwrites the line that it wrote before; silent where nobody watches.
    static func progress(_ text: String) {
        guard isWatched else { return }
        write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    static func endProgress() {
        progress("")
    }

    /// Asks at the terminal; `secret` input is not echoed.
    static func ask(_ question: String, secret: Bool = false) throws(CommandFailure) -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure("\(question): there is no terminal to ask at; give it by its option")
        }
        let before = secret ? echoOff() : nil
        defer { restore(before) }
        write(question + ": ", to: STDERR_FILENO)
        guard let line = readLine(), !line.isEmpty else { throw CommandFailure("\(question): nothing was given") }
        return line
    }

    /// Asks for a secret that is new, twice: nobody sees what is typed, and a slip would lock its owner out.
    static func askTwice(_ question: String) throws(CommandFailure) -> String {
        let first = try ask(question, secret: true)
        guard try ask("\(question), once more", secret: true) == first else {
            throw CommandFailure("\(question): the two are not the same; nothing was changed")
        }
        return first
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // A reader that went away ends the output, not the command.
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    private static func echoOff() -> termios? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        let before = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        return before
    }

    private static func restore(_ settings: termios?) {
        guard var settings else { return }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        write("\n", to: STDERR_FILENO)
    }
}
