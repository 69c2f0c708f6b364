import Crypto
import FoundationEssentials
import Messages
import RPC
import ServiceKit

/// An event as its chain holds it, without its place in it.
struct AuditRecord: Sendable, Equatable {
    var eventID: UUID
    var tenant: UUID
    /// Microseconds since 1970, which is all that the database keeps.
    var eventTime: Int64
    var recordTime: Int64
    var result: Result
    var service: String
    var actor: String
    var actorUsername: String
    var sessionID: String
    var action: String
    var resource: String
    var detail: String
    var clientAddress: String
    var requestID: String

    enum Result: Int16, Sendable {
        case succeeded = 1
        case denied = 2
    }

    /// What the link covers, the same on every machine and in every release:
    ///
    /// - the byte 1, the version of this form;
    /// - the event's id and the tenant's, 16 bytes each;
    /// - event time and record time, microseconds since 1970, as signed 64-bit numbers;
    /// - the result, one byte: 1 succeeded, 2 denied;
    /// - service, actor, actor's user name, session, action, resource, detail, client address and request id, each as
    ///   its number of bytes, unsigned 32-bit, and its UTF-8.
    ///
    /// Numbers have their most significant byte first.
    var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = [1]
        withUnsafeBytes(of: eventID.uuid) { bytes += $0 }
        withUnsafeBytes(of: tenant.uuid) { bytes += $0 }
        for time in [eventTime, recordTime] { bytes += time.bigEndianBytes }
        bytes.append(UInt8(result.rawValue))
        for text in [
            service, actor, actorUsername, sessionID, action, resource, detail, clientAddress, requestID,
        ] {
            bytes += UInt32(text.utf8.count).bigEndianBytes
            bytes += text.utf8
        }
        return bytes
    }
}

extension AuditRecord {
    /// - Throws: INVALID_ARGUMENT for what no service of ours sends, so that it is not tried again and again.
    init(_ message: AuthV1.RecordedAuditEvent, recordTime: Int64) throws(RPCError) {
        guard let id = UUID(uuidString: message.eventId) else { throw Self.refusal("event_id", "is not a UUID") }
        guard let tenant = UUID(uuidString: message.tenant) else { throw Self.refusal("tenant", "is not a UUID") }
        guard let event = message.event else { throw Self.refusal("event", "is missing") }
        guard let time = event.eventTime, time.isValid, time.seconds >= 0 else {
            throw Self.refusal("event.event_time", "is missing or not a time since 1970")
        }
        eventID = id
        self.tenant = tenant
        eventTime = time.seconds * 1_000_000 + Int64(time.nanos) / 1000
        self.recordTime = recordTime
        switch event.result {
        case .succeeded: result = .succeeded
        case .denied: result = .denied
        default: throw Self.refusal("event.result", "is neither SUCCEEDED nor DENIED")
        }
        service = event.service
        actor = event.actor
        actorUsername = event.actorUsername
        sessionID = event.sessionId
        action = event.action
        resource = event.resource
        detail = event.detail
        clientAddress = event.clientAddress
        requestID = event.requestId
        let texts = [service, actor, actorUsername, sessionID, action, resource, detail, clientAddress, requestID]
        guard texts.allSatisfy({ $0.utf8.count <= ServiceLimits.auditTextBytesMax }) else {
            throw Self.refusal("event", "has a text of more than \(ServiceLimits.auditTextBytesMax) bytes")
        }
    }

    private static func refusal(_ field: String, _ reason: String) -> RPCError {
        .invalidArgument(field: "events.\(field)", reason)
    }
}

extension FixedWidthInteger {
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
