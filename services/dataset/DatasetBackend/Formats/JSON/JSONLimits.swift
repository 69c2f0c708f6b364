/// What one record may be.
struct JSONLimits: Sendable {
    var recordBytesMax: Int
    var fieldBytesMax: Int
    var columnsMax: Int
    var columnNameBytesMax: Int
    /// Levels of objects and arrays, the record's own included. At most 64: the kinds of the open ones are bits of a word.
    var depthMax: Int
}
