package import Logging

/// A back end of swift-log that writes one JSON object a line:
/// `{"time":…,"level":…,"service":…,"message":…,"metadata":{…}}`.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level

    private let service: String
    private let sink: any LogSink

    package init(service: String, level: Logger.Level = .info, sink: any LogSink = FileDescriptorSink.standardOutput) {
        self.service = service
        logLevel = level
        self.sink = sink
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = JSONText(capacity: 256)
        line.raw("{\"time\":\"")
        LogTime.now().write(to: &line)
        line.raw("\",\"level\":")
        line.string(event.level.rawValue, bytesMax: LogLimits.keyBytesMax)
        line.raw(",\"service\":")
        line.string(service, bytesMax: LogLimits.keyBytesMax)
        line.raw(",\"message\":")
        line.string(event.message.description, bytesMax: LogLimits.messageBytesMax)
        let fields = merged(event)
        if !fields.isEmpty {
            line.raw(",\"metadata\":")
            line.write(.dictionary(fields), depth: 0)
        }
        line.raw("}\n")
        sink.write(line.utf8)
    }

    /// What is nearest to the event wins: the call's own fields, then the task's, then the logger's.
    private func merged(_ event: LogEvent) -> Logger.Metadata {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let own = event.metadata { fields.merge(own) { $1 } }
        if let error = event.error, fields["error"] == nil { fields["error"] = "\(error)" }
        return fields
    }
}

extension JSONText {
    fileprivate mutating func write(_ value: Logger.Metadata.Value, depth: Int) {
        switch value {
        case .string(let text): string(text, bytesMax: LogLimits.valueBytesMax)
        case .stringConvertible(let convertible): string(convertible.description, bytesMax: LogLimits.valueBytesMax)
        case _ where depth >= LogLimits.metadataDepthMax: raw("\"…\"")
        case .array(let elements): write(elements, depth: depth + 1)
        case .dictionary(let fields): write(fields, depth: depth + 1)
        }
    }

    private mutating func write(_ elements: [Logger.Metadata.Value], depth: Int) {
        raw("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { raw(",") }
            write(element, depth: depth)
        }
        raw("]")
    }

    private mutating func write(_ fields: Logger.Metadata, depth: Int) {
        raw("{")
        // Sorted, so that lines of one event compare and compress well.
        for (index, key) in fields.keys.sorted().enumerated() {
            guard let value = fields[key] else { continue }
            if index > 0 { raw(",") }
            string(key, bytesMax: LogLimits.keyBytesMax)
            raw(":")
            write(Redaction.hides(key) ? .string(Redaction.mask) : value, depth: depth)
        }
        raw("}")
    }
}
