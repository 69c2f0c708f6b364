internal import Glibc
import NIOPosix

/// What `getaddrinfo` says: the hosts file, then DNS. It blocks, so it runs on the process's blocking threads.
struct SystemResolver: AddressResolver {
    func resolve(host: String, port: Int) async throws(ResolutionError) -> [ResolvedAddress] {
        do {
            return try await NIOThreadPool.singleton.runIfActive { try Self.lookUp(host: host, port: port) }
        } catch {
            throw error as? ResolutionError ?? ResolutionError("\(error)")
        }
    }

    private static func lookUp(host: String, port: Int) throws(ResolutionError) -> [ResolvedAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let outcome = getaddrinfo(host, nil, &hints, &list)
        guard outcome == 0 else { throw ResolutionError(text(of: outcome)) }
        defer { freeaddrinfo(list) }
        var addresses: [ResolvedAddress] = []
        var next = list
        while let entry = next?.pointee {
            addresses.append(ResolvedAddress(host: try number(entry), port: port))
            next = entry.ai_next
        }
        return addresses
    }

    private static func number(_ entry: addrinfo) throws(ResolutionError) -> String {
        var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let outcome = getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
        guard outcome == 0 else { throw ResolutionError(text(of: outcome)) }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func text(of code: Int32) -> String {
        gai_strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
