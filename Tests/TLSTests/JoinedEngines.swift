import NIOCore

@testable import TLS

/// Two engines in memory.
struct JoinedEngines {
    let client: TLSEngine
    let server: TLSEngine

    init(client: TLSContext, server: TLSContext, serverName: String = "localhost") throws {
        self.client = try TLSEngine(client, serverName: serverName)
        self.server = try TLSEngine(server)
    }

    /// Moves ciphertext until neither side has any.
    func settle(pieceBytes: Int = .max) throws {
        if client.state == .handshaking { try client.start() }
        var isBusy = true
        while isBusy {
            isBusy = try move(client, to: server, pieceBytes)
            isBusy = try move(server, to: client, pieceBytes) || isBusy
        }
    }

    private func move(_ from: TLSEngine, to: TLSEngine, _ pieceBytes: Int) throws -> Bool {
        let bytes = Array(from.output.readableBytesView)
        from.output.clear()
        var rest = bytes[...]
        while !rest.isEmpty {
            try rest.prefix(pieceBytes).withUnsafeBytes { try to.receive($0) }
            rest = rest.dropFirst(pieceBytes)
        }
        return !bytes.isEmpty
    }
}
