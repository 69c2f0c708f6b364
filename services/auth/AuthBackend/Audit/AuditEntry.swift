import Crypto
import FoundationEssentials
import Messages
import Postgres

/// A place in a tenant's chain: as far as it has come, and the link that all of it leads to.
struct AuditPlace: Sendable, Equatable {
    var number: Int64
    var link: [UInt8]

    /// Before the first event.
    static let start = AuditPlace(number: 0, link: [UInt8](repeating: 0, count: 32))

    /// The place of the next event: HMAC-SHA256 over this link, the number and the event's canonical bytes.
    func next(_ event: [UInt8], key: AuditKeys.Key) throws -> AuditPlace {
        let number = number + 1
        return AuditPlace(
            number: number, link: try HMAC.sha256(link + number.bigEndianBytes + event, key: key.links))
    }
}

/// A row of `auth.audit_events`, not yet believed.
struct AuditEntry: Sendable {
    var place: AuditPlace
    var keyID: String
    /// The canonical bytes as they are stored.
    var event: [UInt8]
    /// What the columns say; nil if it can't be an event.
    var record: AuditRecord?

    static let columns: SQL = """
        number, link, key_id, event, event_id, tenant_id,
        (extract(epoch FROM event_time) * 1000000)::bigint AS event_microseconds,
        (extract(epoch FROM record_time) * 1000000)::bigint AS record_microseconds,
        result, service, actor, actor_username, session_id, action, resource, detail, client_address, request_id
        """

    init(_ row: PostgresRow) throws {
        place = AuditPlace(number: try row.decode("number"), link: try row.decode("link"))
        keyID = try row.decode("key_id")
        event = try row.decode("event")
        guard let result = AuditRecord.Result(rawValue: try row.decode("result")) else { return }
        record = AuditRecord(
            eventID: try row.decode("event_id"), tenant: try row.decode("tenant_id"),
            eventTime: try row.decode("event_microseconds"), recordTime: try row.decode("record_microseconds"),
            result: result, service: try row.decode("service"), actor: try row.decode("actor"),
            actorUsername: try row.decode("actor_username"), sessionID: try row.decode("session_id"),
            action: try row.decode("action"), resource: try row.decode("resource"),
            detail: try row.decode("detail"), clientAddress: try row.decode("client_address"),
            requestID: try row.decode("request_id"))
    }
}

extension AuthV1.AuditEvent {
    init(_ entry: AuditEntry) {
        self.init(
            name: "auditEvents/\(entry.place.number)", number: entry.place.number, link: Hex.encode(entry.place.link))
        guard let record = entry.record else { return }
        eventTime = GoogleProtobuf.Timestamp(microseconds: record.eventTime)
        recordTime = GoogleProtobuf.Timestamp(microseconds: record.recordTime)
        service = record.service
        actor = record.actor
        actorUsername = record.actorUsername
        sessionId = record.sessionID
        action = record.action
        resource = record.resource
        result = record.result == .succeeded ? .succeeded : .denied
        detail = record.detail
        clientAddress = record.clientAddress
        requestId = record.requestID
    }
}

extension GoogleProtobuf.Timestamp {
    fileprivate init(microseconds: Int64) {
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        self.init(
            seconds: rest < 0 ? seconds - 1 : seconds, nanos: Int32((rest < 0 ? rest + 1_000_000 : rest) * 1000))
    }
}
