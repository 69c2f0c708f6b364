/// Limits of the CSV reader. Tests shrink them; the service uses the defaults.
struct CSVLimits: Sendable {
    /// Bytes of one record, its line break excluded.
    var recordBytesMax = 1 << 20
    /// Bytes of one field after unquoting.
    var fieldBytesMax = 64 << 10
    var columnsMax = 1000
    var columnNameBytesMax = 200
    /// Bytes of a reject's text; the rest is cut off.
    var rejectTextBytesMax = 200

    static let standard = CSVLimits()
}
