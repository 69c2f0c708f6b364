/// A whole connection of a client, with calls on it, that is fed by a server which need not be one of ours.
enum ClientTarget {
    static func run(_ input: FuzzInput) {
        var input = input
        weak var connection = Optional<AnyObject>.none
        do {
            let client = FuzzedClient()
            connection = client.connection
            if input.flag() {
                var script = ClientScript(input)
                client.receive(Frames.settings)
                while client.isOpen, !script.isEmpty { client.perform(script.next()) }
            } else {
                for number in 0..<input.number(below: 4) { client.perform(.start(number)) }
                let size = Int(input.byte()) + 1
                while client.isOpen, !input.isEmpty { client.receive(input.bytes(size)) }
            }
            client.end()
        }
        require(connection == nil, "a connection is kept after its end")
    }
}
