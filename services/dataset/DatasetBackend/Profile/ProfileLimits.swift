/// What a profile shows and holds, in one place. Sizes of the sketches stand with each of them.
///
/// **Memory of one profile**, whatever the rows: a column holds at most 80 KiB (frequent values 16, distinct 8,
/// quantiles 50 with the room that arrays grow into; of text 10 instead), so 1000 columns hold 80 MiB; pairs of 256
/// correlated columns 2 MiB, duplicates 2 MiB; and two chunks as they are stored, one of them also unpacked and centered,
/// of some 8 MiB each.
enum ProfileLimits {
    static let topValues = 10
    /// Characters of a frequent value that are shown.
    static let topValueCharactersMax = 64
    static let histogramBuckets = 32
    static let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
    /// Correlations weaker than this are not notable.
    static let correlationMin = 0.5
    static let correlationsMax = 100
}
