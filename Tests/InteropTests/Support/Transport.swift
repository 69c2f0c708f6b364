import RPC
import TLS
import TestKit
import Testing

enum Transport: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case plain, tls

    var testDescription: String { rawValue }
}

extension TestCertificates {
    func serverContext() throws -> TLSContext {
        try TLSContext(.server, TLSConfiguration(certificateFile: server, keyFile: serverKey))
    }

    func clientContext() throws -> TLSContext {
        try TLSContext(.client, TLSConfiguration(authorityFile: authority))
    }
}
