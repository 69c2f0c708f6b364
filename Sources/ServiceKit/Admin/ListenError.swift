import Glibc
import NIOCore

/// A port that can't be listened on, in one sentence that names the setting to change.
package struct ListenError: Error, CustomStringConvertible {
    package let description: String

    package init(what: String, setting: String, host: String, port: Int, cause: any Error) {
        let place = "\(host):\(port)"
        description =
            switch (cause as? IOError)?.errnoCode {
            case EADDRINUSE:
                "\(what) \(place) is already in use; stop whatever listens there or set \(setting)."
            case EACCES:
                "\(what) \(place) needs privileges that this process has not got; set \(setting) to a port above 1023."
            case EADDRNOTAVAIL:
                "\(what) \(place) can't be used: this machine has no such address."
            default:
                "\(what) \(place) can't be listened on: \(cause)."
            }
    }
}
