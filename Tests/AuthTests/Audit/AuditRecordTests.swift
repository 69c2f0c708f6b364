import Crypto
import FoundationEssentials
import ServiceKit
import Testing

@testable import AuthBackend

@Suite("The form of audit events that links cover")
struct AuditRecordTests {
    private let record = AuditRecord(
        eventID: UUID(uuidString: "00112233-4455-6677-8899-aabbccddeeff") ?? UUID(),
        tenant: UUID(uuidString: "11111111-1111-4111-8111-111111111111") ?? UUID(),
        eventTime: 1_700_000_000_123_456, recordTime: 1_700_000_001_000_000, result: .denied, service: "auth",
        actor: "users/u", actorUsername: "ada", sessionID: "s", action: "auth.login", resource: "users/ü",
        detail: "", clientAddress: "192.0.2.1", requestID: "r")

    /// Computed by another program (Python's hmac and struct) after the description of the form.
    @Test("an event has the bytes, and its link the value, that the description says")
    func vector() throws {
        #expect(
            Hex.encode(record.canonicalBytes)
                == "0100112233445566778899aabbccddeeff1111111111114111811111111111111100060a241820224000060a24"
                + "182d82400200000004617574680000000775736572732f750000000361646100000001730000000a617574682e"
                + "6c6f67696e0000000875736572732fc3bc00000000000000093139322e302e322e310000000172")
        let key = try AuditKeys(current: Secret(String(repeating: "k", count: 32))).current
        #expect(key.id == "324e4e0fb530625b")
        let place = try AuditPlace.start.next(record.canonicalBytes, key: key)
        #expect(place.number == 1)
        #expect(
            Hex.encode(place.link) == "49090cc76de7a91e69d7892c95c5fe97c1e4ce5a8f06f0683fa0a8bf13fe7df0")
    }

    @Test("no two events have the same bytes: each field counts, and where it ends")
    func distinct() {
        var others: [AuditRecord] = []
        let texts: [WritableKeyPath<AuditRecord, String>] = [
            \.service, \.actor, \.actorUsername, \.sessionID, \.action, \.resource, \.detail, \.clientAddress,
            \.requestID,
        ]
        for path in texts {
            var other = record
            other[keyPath: path] += "x"
            others.append(other)
        }
        for path in [\AuditRecord.eventTime, \.recordTime] {
            var other = record
            other[keyPath: path] += 1
            others.append(other)
        }
        var moved = record
        moved.service = "aut"
        moved.actor = "husers/u"
        var succeeded = record
        succeeded.result = .succeeded
        others += [record, moved, succeeded]
        #expect(Set(others.map(\.canonicalBytes)).count == others.count)
    }

    @Test("a mark can be read again, and not under another purpose, key or with another content")
    func marks() throws {
        let keys = try AuditKeys(current: Secret(String(repeating: "k", count: 32)))
        let mark = AuditMark(purpose: .head, tenant: record.tenant, place: .start, time: 7)
        let text = try mark.text(keys.current)
        #expect(try AuditMark.read(text, purpose: .head, keys: keys) == mark)
        #expect(throws: AuditMark.Problem.malformed) {
            try AuditMark.read(text, purpose: .checkpoint, keys: keys)
        }
        let swapped = text.replacing("audit-head-v1", with: "audit-checkpoint-v1")
        #expect(throws: AuditMark.Problem.forged) {
            try AuditMark.read(swapped, purpose: .checkpoint, keys: keys)
        }
        #expect(throws: AuditMark.Problem.forged) {
            try AuditMark.read(text.replacing(".7.", with: ".8."), purpose: .head, keys: keys)
        }
        let others = try AuditKeys(current: Secret(String(repeating: "o", count: 32)))
        #expect(throws: AuditMark.Problem.unknownKey(keys.current.id)) {
            try AuditMark.read(text, purpose: .head, keys: others)
        }
        for length in 0..<text.count {
            #expect(throws: AuditMark.Problem.self) {
                try AuditMark.read(String(text.prefix(length)), purpose: .head, keys: keys)
            }
        }
        let later = try AuditKeys(
            current: Secret(String(repeating: "o", count: 32)), previous: [Secret(String(repeating: "k", count: 32))])
        #expect(try AuditMark.read(text, purpose: .head, keys: later) == mark)
    }
}
