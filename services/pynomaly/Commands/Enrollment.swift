import Messages
import QRCode

/// What somebody who enrols a second factor must see once: its secret, and the codes for the day it is lost.
enum Enrollment {
    /// - Parameter secretFile: where a script keeps the secret; nothing is drawn then.
    static func show(_ factor: AuthV1.EnrollTotpResponse, secretFile: String?) throws {
        if let secretFile {
            try SecretFile.write(factor.secret, to: secretFile)
            Terminal.remark("Second factor enrolled; its secret is in \(secretFile).")
            return
        }
        if Terminal.isWatched, let code = try? QRMatrix(factor.otpauthUri) { Terminal.remark(code.halfBlocks) }
        Terminal.remark("Enrol this second factor in an authenticator app:\n  \(factor.otpauthUri)")
    }

    /// Codes go where they were asked to go, or to a person; never into the log of a script.
    static func show(recoveryCodes codes: [String], file: String?) throws {
        guard !codes.isEmpty else { return }
        if let file {
            try SecretFile.write(codes.joined(separator: "\n"), to: file)
            Terminal.remark("The recovery codes are in \(file); each signs in once.")
        } else if Terminal.isWatched {
            let list = codes.map { "  \($0)" }.joined(separator: "\n")
            Terminal.remark(
                "Recovery codes, each of which signs in once in place of a code. Keep them; they are not shown again:\n"
                    + list)
        } else {
            Terminal.remark(
                "Recovery codes were made and not shown, for there is no terminal; make new ones to see them.")
        }
    }
}
