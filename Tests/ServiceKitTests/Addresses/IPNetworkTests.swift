import ServiceKit
import Testing

/// Blocks of addresses, as API keys and trusted proxies name them.
@Suite struct IPNetworkTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.0.0.0/8"), ("10.1.2.3/8", "10.0.0.0/8"), ("10.1.2.3", "10.1.2.3/32"),
        ("0.0.0.0/0", "0.0.0.0/0"), ("192.168.255.255/17", "192.168.128.0/17"),
        ("2001:DB8:0:0::1/32", "2001:db8::/32"), ("::1", "::1/128"), ("::/0", "::/0"),
        ("fe80::ffff/121", "fe80::ff80/121"), ("::ffff:10.1.2.3/104", "10.0.0.0/8"), ("::ffff:10.1.2.3", "10.1.2.3/32"),
        ("::ffff:10.1.2.3/96", "0.0.0.0/0"), ("::ffff:0:0/95", "::fffe:0:0/95"),
    ])
    func aBlockHasOneSpelling(text: String, normal: String) throws {
        let network = try #require(IPNetwork(text))
        #expect(network.text == normal)
        #expect(IPNetwork(normal) == network)
    }

    @Test(arguments: [
        "", "/", "10.0.0.0/", "/8", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0/8",
        "10.0.0.0/8/8", "10.0.0.0 /8", "10.0.0.0/ 8", "example.org", "010.0.0.0/8", "fe80::1%lo/64", "1", "::/1e1",
        "10.0.0.0/99999999999999999999",
    ])
    func whatIsNoBlockIsRefused(text: String) { #expect(IPNetwork(text) == nil) }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false),
        ("10.0.0.0/8", "9.255.255.255", false),
        ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("10.0.0.0/8", "::10.0.0.1", false), ("0.0.0.0/0", "::1", false),
        ("::/0", "10.0.0.1", false), ("::/0", "2001:db8::1", true), ("2001:db8::/33", "2001:db8:7fff::", true),
        ("2001:db8::/33", "2001:db8:8000::", false), ("192.0.2.7", "192.0.2.7", true),
        ("192.0.2.7", "192.0.2.6", false),
        ("192.0.2.6/31", "192.0.2.7", true), ("::ffff:192.0.2.0/120", "192.0.2.9", true),
    ])
    func aBlockHoldsItsAddresses(network: String, address: String, isInside: Bool) throws {
        #expect(try #require(IPNetwork(network)).contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: ["", "10.0.0", "10.0.0.1/32", "localhost", "fe80::1%lo", "/tmp/socket"])
    func whatIsNoAddressIsRefused(text: String) { #expect(IPAddress(text) == nil) }
}
