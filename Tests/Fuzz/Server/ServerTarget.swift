/// A whole connection of a server that is fed by a client which need not be one of ours.
enum ServerTarget {
    static func run(_ input: FuzzInput) {
        var input = input
        weak var connection = Optional<AnyObject>.none
        do {
            let server = FuzzedServer(isNarrow: input.flag())
            connection = server.connection
            if input.flag() {
                var script = ServerScript(input)
                server.receive(Frames.clientPreface + Frames.settings)
                while server.isOpen, !script.isEmpty { server.perform(script.next()) }
            } else {
                feed(&input, to: server)
            }
            server.end()
        }
        require(connection == nil, "a connection is kept after its end")
    }

    /// Bytes as they come, in pieces of one size.
    private static func feed(_ input: inout FuzzInput, to server: FuzzedServer) {
        let size = Int(input.byte()) + 1
        if input.flag() { server.receive(Frames.clientPreface) }
        while server.isOpen, !input.isEmpty { server.receive(input.bytes(size)) }
    }
}
