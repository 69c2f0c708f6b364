import Crypto
import ServiceKit
import TestKit
import Testing

@Suite struct SettingValuesTests {
    private func values(_ environment: [String: String], flags: [String: String] = [:]) -> SettingValues {
        SettingValues(flags: flags, environment: environment)
    }

    @Test func `a flag beats the environment, which beats the default`() throws {
        let values = values(["A": "1", "B": "2"], flags: ["A": "9"])
        #expect(try values.integer("A", default: 5, in: 0...10) == 9)
        #expect(try values.integer("B", default: 5, in: 0...10) == 2)
        #expect(try values.integer("C", default: 5, in: 0...10) == 5)
    }

    @Test func `an empty value counts as not set`() throws {
        #expect(try values(["A": ""]).string("A") == nil)
    }

    @Test func `a file gives the value without its last newlines, inner ones stay`() throws {
        let folder = try TemporaryDirectory()
        let file = try folder.write("first\nsecond\r\n\n", to: "secret")
        #expect(try values(["KEY_FILE": file]).secret("KEY")?.revealText() == "first\nsecond")
    }

    @Test func `a file that is not there is named`() {
        #expect(throws: SettingsError("KEY_FILE names /nowhere/key, which can't be read.")) {
            try values(["KEY_FILE": "/nowhere/key"]).string("KEY")
        }
    }

    @Test func `a value and its file exclude each other`() {
        #expect(throws: SettingsError("KEY and KEY_FILE are both set; set one of them.")) {
            try values(["KEY": "a", "KEY_FILE": "/b"]).string("KEY")
        }
    }

    @Test func `a required value that is missing is named`() {
        #expect(throws: SettingsError("SECRET_KEY is not set.")) { try values([:]).required("SECRET_KEY") }
    }

    @Test(arguments: ["-1", "65536", "http", "1.5", " 80"])
    func `a bad port names the variable and the value`(text: String) {
        #expect(throws: SettingsError("RPC_PORT must be a whole number from 0 to 65535, not \"\(text)\".")) {
            try values(["RPC_PORT": text]).port("RPC_PORT", default: 1)
        }
    }

    @Test(arguments: [("0", 0), ("65535", 65535)])
    func `ports at the limits are taken`(text: String, port: Int) throws {
        #expect(try values(["P": text]).port("P", default: 1) == port)
    }

    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("30s", .seconds(30)), ("5m", .seconds(300)), ("1h", .seconds(3600)),
        ("10", .seconds(10)), ("0.5s", .milliseconds(500)),
    ])
    func `durations have units`(text: String, expected: Duration) throws {
        #expect(try values(["D": text]).duration("D", default: .zero, in: .zero ... .seconds(9999)) == expected)
    }

    @Test(arguments: ["fast", "-1s", "1d", "", "nan"].filter { !$0.isEmpty })
    func `other durations are refused`(text: String) {
        #expect(throws: SettingsError.self) {
            try values(["D": text]).duration("D", default: .zero, in: .zero ... .seconds(10))
        }
    }

    @Test(arguments: [
        ("dataset:50052", "dataset", 50052), ("127.0.0.1:1", "127.0.0.1", 1), ("[::1]:65535", "::1", 65535),
        ("unix:/run/dataset.sock", "unix:/run/dataset.sock", 0),
    ])
    func `endpoints are host and port, or a socket`(text: String, host: String, port: Int) {
        let endpoint = ServiceEndpoint(text)
        #expect(endpoint == ServiceEndpoint(host: host, port: port))
        #expect(endpoint?.description == text)
    }

    @Test(arguments: ["dataset", ":80", "a:0", "a:65536", "::1:80", "http://a:80", "a:b", "unix:"])
    func `other endpoints are refused`(text: String) {
        #expect(ServiceEndpoint(text) == nil)
    }

    @Test func `a choice lists what may be chosen`() {
        #expect(
            throws: SettingsError(
                "ENVIRONMENT must be one of development, test, staging, production, not \"prod\".")
        ) {
            try ServiceSettings(service: .auth, values: values(["ENVIRONMENT": "prod"]))
        }
    }

    @Test func `the names of a family are found, whether set or mounted`() {
        let values = values(["SERVICE_SECRET_GATEWAY": "a", "SERVICE_SECRET_DATASET_FILE": "/b", "SERVICE_SECRET": "c"])
        #expect(values.names(withPrefix: "SERVICE_SECRET_") == ["SERVICE_SECRET_DATASET", "SERVICE_SECRET_GATEWAY"])
    }
}
